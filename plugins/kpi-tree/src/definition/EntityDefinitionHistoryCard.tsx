import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { KpiTreeApi } from '../api';
import { kpiTreeTranslationRef } from '../texts';
import { DefinitionInfoCard } from './DefinitionInfoCard';
import { RevisionList } from './RevisionList';

async function load(api: KpiTreeApi, kind: 'Kpi' | 'KpiTree', name: string) {
  const { items } = await api.getVersions(kind, name);
  // A version that is not valid any more has a past all the same
  const kpi =
    kind === 'Kpi'
      ? await api.getKpi(name).then(
          ({ spec }) => spec,
          () => undefined,
        )
      : undefined;
  return { items, kpi };
}

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
      {({ items, kpi }) => <RevisionList revisions={items} kpi={kpi} />}
    </DefinitionInfoCard>
  );
};
