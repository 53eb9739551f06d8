/**
 * An entity that a source may measure.
 *
 * @public
 */
export type SourceEntity = {
  /** As `stringifyEntityRef` writes it. */
  entityRef: string;
  /**
   * By KPI of the source, the key by which the source knows this entity, from the
   * annotation `kpi-tree.io/source.<kpi>`. Anybody may write anything there: a source
   * has to see whose a name is, as {@link EntityKeys} does.
   */
  keys: Record<string, string>;
  /** Of its annotations those that the source asked for. */
  annotations?: Record<string, string>;
  /**
   * Earlier references of it that nothing in the catalog has any more: a source that
   * still knows one means this entity.
   */
  formerly?: readonly string[];
};
