import { KpiTreeApi } from '../api';
import { DefinitionInfoCard } from './DefinitionInfoCard';
import { Usage } from './Usage';

const load = (api: KpiTreeApi, kind: 'Kpi' | 'KpiTree', name: string) =>
  api.getUsage(kind, name);

/**
 * In which trees a Kpi stands, on which entities it shows, what extends it and what
 * is computed from it.
 */
export const EntityDefinitionUsageCard = () => (
  <DefinitionInfoCard
    title="Where it is used"
    what="The usage"
    missing="Nowhere, as there is no valid definition."
    load={load}
  >
    {(usage, kind) => <Usage usage={usage} isKpi={kind === 'Kpi'} />}
  </DefinitionInfoCard>
);
