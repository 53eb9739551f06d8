import { Progress } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import useAsyncRetry from 'react-use/lib/useAsyncRetry';
import { kpiTreeApiRef } from '../api';
import { LoadError } from '../common/LoadError';
import { RevisionList } from './RevisionList';
import { isNotFound, kindOf } from './useDefinition';

/** When the Kpi or KpiTree of the page was changed, and in what. */
export const EntityDefinitionHistoryCard = () => {
  const { entity } = useEntity();
  const api = useApi(kpiTreeApiRef);
  const kind = kindOf(entity);
  const { name } = entity.metadata;
  const { value, error, loading, retry } = useAsyncRetry(async () => {
    try {
      return (await api.getVersions(kind, name)).items;
    } catch (e) {
      if (isNotFound(e)) {
        return [];
      }
      throw e;
    }
  }, [api, kind, name]);
  return (
    <EntityInfoCard title="Changes">
      {error && !loading && (
        <LoadError
          title="The changes could not be loaded"
          error={error}
          onRetry={retry}
        />
      )}
      {loading && <Progress />}
      {value && !value.length && 'No valid version has been seen yet.'}
      {value && <RevisionList revisions={value} />}
    </EntityInfoCard>
  );
};
