import { Entity } from '@backstage/catalog-model';
import type {
  KpiDefinition,
  KpiTreeDefinition,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useKpi } from '../../queries/useKpi';
import type { Answer } from '../../queries/useQuestion';
import { useTree } from '../../queries/useTree';

/** What holds under the name of a Kpi or KpiTree. */
export type Definition =
  | { kind: 'Kpi'; kpi: KpiDefinition }
  | { kind: 'KpiTree'; tree: KpiTreeDefinition };

/** The kind of definition that an entity is, however it is written. */
export function kindOf(entity: Entity): 'Kpi' | 'KpiTree' {
  return entity.kind.toLocaleLowerCase('en-US') === 'kpi' ? 'Kpi' : 'KpiTree';
}

/**
 * What holds under the name of a definition: itself, extended, or what overrides it.
 * Nothing, if there is no valid one.
 */
export function useDefinition(entity: Entity): Answer<Definition> {
  const kind = kindOf(entity);
  const { name } = entity.metadata;
  const kpi = useKpi(kind === 'Kpi' ? name : undefined);
  const tree = useTree(kind === 'KpiTree' ? name : undefined);
  return kind === 'Kpi'
    ? orNothing({ ...kpi, value: kpi.value && { kind, kpi: kpi.value } })
    : orNothing({ ...tree, value: tree.value && { kind, tree: tree.value } });
}

/** What the backend has no valid definition of is no error. */
export function orNothing<T>(answer: Answer<T>): Answer<T> {
  return isNotFound(answer.error) ? { ...answer, error: undefined } : answer;
}

function isNotFound(error: Error | undefined): boolean {
  const { name, cause } = (error ?? {}) as { name?: string; cause?: Error };
  return name === 'NotFoundError' || cause?.name === 'NotFoundError';
}
