import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useEntity } from '@backstage/plugin-catalog-react';
import { useKpi } from '../../queries/useKpi';
import { useVersions } from '../../queries/useVersions';
import { kpiTreeTranslationRef } from '../../texts';
import { DefinitionInfoCard } from './DefinitionInfoCard';
import { RevisionList } from '../../parts/definition/RevisionList';
import { kindOf } from './useDefinition';

/** When the Kpi or KpiTree of the page was changed, and in what. */
export const EntityDefinitionHistoryCard = () => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { entity } = useEntity();
  const kind = kindOf(entity);
  const { name } = entity.metadata;
  const versions = useVersions(kind, name);
  // A version that is not valid any more has a past all the same
  const kpi = useKpi(kind === 'Kpi' ? name : undefined);
  return (
    <DefinitionInfoCard
      title={t('definition.changes')}
      failed={t('definition.changesError')}
      missing={t('definition.noVersion')}
      answer={{ ...versions, loading: versions.loading || kpi.loading }}
    >
      {({ items }) => <RevisionList revisions={items} kpi={kpi.value?.spec} />}
    </DefinitionInfoCard>
  );
};
