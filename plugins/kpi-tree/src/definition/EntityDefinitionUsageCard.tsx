import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { KpiTreeApi } from '../api';
import { kpiTreeTranslationRef } from '../texts';
import { DefinitionInfoCard } from './DefinitionInfoCard';
import { Usage } from './Usage';

const load = (api: KpiTreeApi, kind: 'Kpi' | 'KpiTree', name: string) =>
  api.getUsage(kind, name);

/**
 * In which trees a Kpi stands, on which entities it shows, what extends it and what
 * is computed from it.
 */
export const EntityDefinitionUsageCard = () => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  return (
    <DefinitionInfoCard
      title={t('definition.usage')}
      failed={t('definition.usageError')}
      missing={t('definition.noUsage')}
      load={load}
    >
      {(usage, kind) => <Usage usage={usage} isKpi={kind === 'Kpi'} />}
    </DefinitionInfoCard>
  );
};
