import type { QualityGrade } from './assessment';

/**
 * What can be wrong with a KPI, a tree or the data behind it.
 *
 * `owner`: nobody of the catalog answers for it; `target`, `source`: it has none;
 * `review`: it is overdue; `no-action`: it was off target in its last three periods, and
 * nobody does anything about it; `loosened`: an
 * entity was given a target that asks for less, since the KPI was last reviewed; `coverage`: too little of a node is measured; `data`: the
 * data of a series have the grade C or D; `definition`: a mistake in a definition or
 * an annotation; `renamed`: it may be an entity that went from the catalog, whose
 * history it does not have; `set-aside`: what is measured, or rolled up, cannot be evaluated, or
 * measurements have invalid dates.
 *
 * @public
 */
export const qualityFindingKinds = [
  'owner',
  'definition',
  'renamed',
  'set-aside',
  'source',
  'data',
  'coverage',
  'target',
  'loosened',
  'no-action',
  'review',
] as const;

/** @public */
export type QualityFindingKind = (typeof qualityFindingKinds)[number];

/**
 * Something that is to be fixed.
 *
 * @public
 */
export type QualityFinding = {
  kind: QualityFindingKind;
  /** Who is to fix it, an entity reference; `null` if the catalog knows nobody. */
  owner: string | null;
  /** The `Kpi`, `KpiTree` or annotated entity; of `data` the entity that is measured. */
  entityRef: string;
  title: string;
  /** What is wrong and what to do, in sentences. */
  messages: string[];
  /** The name of the KPI, where it is about one. */
  kpi?: string;
  kpiTitle?: string;
  /** Of `coverage`, `data`, `no-action` and `set-aside`: the tree that shows it, by name. */
  tree?: string;
  /** Of `coverage`: the node in the tree, by id. */
  node?: string;
  /** Of `data`. */
  grade?: QualityGrade;
  /** Of `owner`, `definition` and `renamed`: the field or annotation, and the file. */
  field?: string;
  location?: string;
  /** Of `renamed`: the line to be added there. */
  yaml?: string;
};

/**
 * How many findings there are of each kind; a kind without any is left out.
 *
 * @public
 */
export type QualityCounts = Partial<Record<QualityFindingKind, number>>;

/**
 * The answer of `GET /v1/quality`: what is wrong in a scope, by owner.
 *
 * @public
 */
export type QualityPage = {
  /** Entity reference, or `all`. */
  scope: string;
  /** Of everything in the scope that the caller may read, whatever is asked for. */
  counts: QualityCounts;
  /** The same by owner, who has the most first; what nobody owns before them. */
  owners: {
    owner: string | null;
    title: string;
    total: number;
    counts: QualityCounts;
  }[];
  /** How many findings are asked for, on all pages. */
  totalItems: number;
  /** By owner, what nobody owns first, then by kind. */
  items: QualityFinding[];
  nextCursor?: string;
};
