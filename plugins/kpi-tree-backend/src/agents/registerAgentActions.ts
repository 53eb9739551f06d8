import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { AgentServices } from './AgentServices';
import { addCompareAction } from './compareAction';
import { addCheckAction, addTryAction } from './definitionActions';
import { addExplainAction } from './explainAction';
import { addListActionsAction } from './listActionsAction';
import { addNeedsMeAction } from './needsMeAction';
import { addProposeActionAction } from './proposeActionAction';
import { addScorecardAction } from './scorecardAction';

/**
 * The actions by which agents ask for KPIs. Each answers with the services, and the
 * permissions, of the REST routes.
 */
export function registerAgentActions(
  registry: ActionsRegistryService,
  services: AgentServices,
): void {
  addNeedsMeAction(registry, services);
  addScorecardAction(registry, services);
  addExplainAction(registry, services);
  addCompareAction(registry, services);
  addListActionsAction(registry, services);
  addProposeActionAction(registry, services);
  addCheckAction(registry, services);
  addTryAction(registry, services);
}
