import type { KpiSpec, KpiTreeSpec } from '../definitions';

/**
 * A valid `Kpi` as the API returns it.
 *
 * @public
 */
export type KpiDefinition = {
  name: string;
  entityRef: string;
  title: string;
  description: string;
  tags: string[];
  spec: KpiSpec;
  /**
   * What `spec.formula` names, of what the caller may read; given for a single KPI, not
   * in lists.
   */
  operands?: FormulaOperand[];
};

/**
 * A KPI from which another is computed.
 *
 * @public
 */
export type FormulaOperand = {
  /** As it stands in the formula. */
  operand: string;
  name: string;
  entityRef: string;
  title: string;
};

/**
 * A valid `KpiTree` as the API returns it.
 *
 * @public
 */
export type KpiTreeDefinition = {
  name: string;
  entityRef: string;
  title: string;
  description?: string;
  spec: KpiTreeSpec;
};

/**
 * What a version changed.
 *
 * @public
 */
export type FieldChange = {
  /** Such as `spec.target`. */
  field: string;
  /** As JSON; missing if there was none. */
  from?: string;
  /** As JSON; missing if there is none. */
  to?: string;
};

/**
 * A version of a definition as the API returns it.
 *
 * @public
 */
export type DefinitionRevision = {
  /** From 1. */
  number: number;
  /** When the portal first saw it, ISO 8601. */
  since: string;
  /** What it changed of the version before; empty for the first. */
  changes: FieldChange[];
};

/**
 * Where a definition is used, of what the caller may read.
 *
 * @public
 */
export type DefinitionUsage = {
  /** The definition that it extends. */
  extends: { name: string; entityRef: string } | null;
  /** Those that extend it. */
  extendedBy: { name: string; entityRef: string }[];
  /** Of a KPI: those that are computed from it by their formula. */
  formulas: { name: string; entityRef: string }[];
  /** Of a KPI: the trees in which it stands, and below which nodes. */
  trees: {
    name: string;
    entityRef: string;
    title: string;
    nodes: { id: string; title: string }[];
  }[];
  /** The entities that it is attached to, through a tree. */
  entityCount: number;
  /** The first of them, by name. */
  entities: { entityRef: string; title: string }[];
};
