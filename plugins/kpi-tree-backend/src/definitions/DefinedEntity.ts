import { EntityAttachments } from '@internal/kpi-tree';

/**
 * What an entity of the catalog has to do with KPI trees.
 */
export type DefinedEntity = EntityAttachments & {
  entityRef: string;
  /** By which the catalog knows it. */
  uid?: string;
  kind: string;
  title: string;
  owner: string | null;
  /** All its annotations, as the catalog has them. */
  catalogAnnotations: Readonly<Record<string, string>>;
};
