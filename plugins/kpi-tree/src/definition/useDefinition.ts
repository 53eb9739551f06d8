import { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import type {
  KpiDefinition,
  KpiTreeDefinition,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import useAsyncRetry from 'react-use/lib/useAsyncRetry';
import { kpiTreeApiRef } from '../api';

/** What holds under the name of a Kpi or KpiTree. */
export type Definition =
  | { kind: 'Kpi'; kpi: KpiDefinition }
  | { kind: 'KpiTree'; tree: KpiTreeDefinition };

/** The kind of definition that an entity is, however it is written. */
export function kindOf(entity: Entity): 'Kpi' | 'KpiTree' {
  return entity.kind.toLocaleLowerCase('en-US') === 'kpi' ? 'Kpi' : 'KpiTree';
}

/**
 * Loads what holds under the name of a definition: itself, extended, or what overrides
 * it. Nothing, if there is no valid one.
 */
export function useDefinition(entity: Entity) {
  const api = useApi(kpiTreeApiRef);
  const kind = kindOf(entity);
  const { name } = entity.metadata;
  return useAsyncRetry(async (): Promise<Definition | undefined> => {
    try {
      return kind === 'Kpi'
        ? { kind, kpi: await api.getKpi(name) }
        : { kind, tree: await api.getTree(name) };
    } catch (error) {
      if (isNotFound(error)) {
        return undefined;
      }
      throw error;
    }
  }, [api, kind, name]);
}

/** Whether the backend has no valid definition of that name. */
export function isNotFound(error: unknown): boolean {
  const { name, cause } = error as Error & { cause?: Error };
  return name === 'NotFoundError' || cause?.name === 'NotFoundError';
}
