import { Progress } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import { ReactNode } from 'react';
import useAsyncRetry from 'react-use/lib/useAsyncRetry';
import { KpiTreeApi, kpiTreeApiRef } from '../api';
import { LoadError } from '../common/LoadError';
import { isNotFound, kindOf } from './useDefinition';

type DefinitionInfoCardProps<T> = {
  title: string;
  /** What is said where it could not be loaded. */
  failed: string;
  /** What is said where there is no valid definition of that name. */
  missing: string;
  load: (api: KpiTreeApi, kind: 'Kpi' | 'KpiTree', name: string) => Promise<T>;
  children: (value: T, kind: 'Kpi' | 'KpiTree') => ReactNode;
};

/** A card with what the backend knows of the Kpi or KpiTree of the page. */
export function DefinitionInfoCard<T>(props: DefinitionInfoCardProps<T>) {
  const { title, failed, missing, load, children } = props;
  const { entity } = useEntity();
  const api = useApi(kpiTreeApiRef);
  const kind = kindOf(entity);
  const { name } = entity.metadata;
  const { value, error, loading, retry } = useAsyncRetry(async () => {
    try {
      return { loaded: await load(api, kind, name) };
    } catch (e) {
      if (isNotFound(e)) {
        return undefined;
      }
      throw e;
    }
  }, [api, kind, name, load]);
  return (
    <EntityInfoCard title={title}>
      {loading && <Progress />}
      {error && !loading && (
        <LoadError title={failed} error={error} onRetry={retry} />
      )}
      {!loading && !error && (value ? children(value.loaded, kind) : missing)}
    </EntityInfoCard>
  );
}
