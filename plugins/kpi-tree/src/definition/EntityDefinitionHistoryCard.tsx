import { KpiTreeApi } from '../api';
import { DefinitionInfoCard } from './DefinitionInfoCard';
import { RevisionList } from './RevisionList';

const load = (api: KpiTreeApi, kind: 'Kpi' | 'KpiTree', name: string) =>
  api.getVersions(kind, name);

/** When the Kpi or KpiTree of the page was changed, and in what. */
export const EntityDefinitionHistoryCard = () => (
  <DefinitionInfoCard
    title="Changes"
    what="The changes"
    missing="No valid version has been seen yet."
    load={load}
  >
    {({ items }) => <RevisionList revisions={items} />}
  </DefinitionInfoCard>
);
