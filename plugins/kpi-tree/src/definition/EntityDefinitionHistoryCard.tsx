import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { KpiTreeApi } from '../api';
import { kpiTreeTranslationRef } from '../translation';
import { DefinitionInfoCard } from './DefinitionInfoCard';
import { RevisionList } from './RevisionList';

const load = (api: KpiTreeApi, kind: 'Kpi' | 'KpiTree', name: string) =>
  api.getVersions(kind, name);

/** When the Kpi or KpiTree of the page was changed, and in what. */
export const EntityDefinitionHistoryCard = () => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  return (
    <DefinitionInfoCard
      title={t('definition.changes')}
      failed={t('definition.changesError')}
      missing={t('definition.noVersion')}
      load={load}
    >
      {({ items }) => <RevisionList revisions={items} />}
    </DefinitionInfoCard>
  );
};
