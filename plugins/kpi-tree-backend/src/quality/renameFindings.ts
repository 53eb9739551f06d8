import { ANNOTATION_LOCATION } from '@backstage/catalog-model';
import {
  FORMERLY_ANNOTATION,
  QualityFinding,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Definitions } from '../definitions/Definitions';
import { RenameProposal } from '../takeover/proposeNames';
import { ownerInCatalog } from './owners';

/** What may have been renamed, as findings for the owners of what it may be now. */
export function renameFindings(
  definitions: Definitions,
  proposals: RenameProposal[],
): QualityFinding[] {
  return proposals.map(({ entityRef, message, yaml }) => {
    const entity = definitions.entities.get(entityRef);
    const location = entity?.catalogAnnotations[ANNOTATION_LOCATION];
    return {
      kind: 'renamed',
      owner: ownerInCatalog(definitions, entity?.owner),
      entityRef,
      title: entity?.title ?? entityRef,
      messages: [message],
      field: `metadata.annotations[${FORMERLY_ANNOTATION}]`,
      yaml,
      ...(location ? { location } : {}),
    };
  });
}
