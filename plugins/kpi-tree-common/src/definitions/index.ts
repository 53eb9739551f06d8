export * from './annotations';
export type { Attachment, EntityAttachments, TreeTarget } from './attach';
export { sourceFilterProblems } from './filters';
export { Formulas, operandName } from './Formulas';
export type { KpiFormula } from './Formulas';
export { parseBound } from './bounds';
export type { KpiDefinitionTexts, KpiEntity, KpiSpec } from './kpi';
export { definitionKind } from './kinds';
export type { DefinitionKind } from './kinds';
export * from './library';
export * from './link';
export { findOwner, ownerEntityRef } from './owners';
export { entityPredicateMistake, predicateMistake } from './predicates';
export type { Problem } from './problem';
export { definitionProblems } from './resolve';
export { targetEffect } from './targetChange';
export { isLeaf, narrowTree, nodeKinds, walkTree } from './tree';
export type {
  KpiTreeBranch,
  KpiTreeChild,
  KpiTreeEntity,
  KpiTreeLeaf,
  KpiTreeSpec,
  NodeKind,
} from './tree';
export { placeOf, validateKpi, validateKpiTree } from './validate';
export type { Validated } from './validate';
export { isStorableText } from './texts';
export { withTextAnnotations } from './textAnnotations';
export * from './versions';
