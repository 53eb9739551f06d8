import { stringifyEntityRef } from '@backstage/catalog-model';
import { QualityFinding } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Definitions } from '../definitions/Definitions';
import { ALL } from '../definitions/Scope';
import { SetAsideMessage } from '../setAside/setAsideProblems';
import { ownerInCatalog } from './owners';
import { treeWith } from './scopeDefinitions';

/** What is set aside, as findings for those who answer for the KPIs. */
export function setAsideFindings(
  definitions: Definitions,
  messages: SetAsideMessage[],
): QualityFinding[] {
  return messages.map(({ subject, kpi: name, message }) => {
    const kpi = definitions.kpi(name);
    const kpiTitle = kpi.metadata.title ?? name;
    const entity = definitions.entities.get(subject);
    const tree = treeWith(definitions, subject, name);
    return {
      kind: 'set-aside',
      owner:
        ownerInCatalog(
          definitions,
          definitions.effective(kpi, subject).owner,
        ) ?? ownerInCatalog(definitions, entity?.owner),
      // Everything is not an entity
      entityRef: subject === ALL ? stringifyEntityRef(kpi) : subject,
      title: subject === ALL ? kpiTitle : entity?.title ?? subject,
      messages: [message],
      kpi: name,
      kpiTitle,
      ...(tree ? { tree } : {}),
    };
  });
}
