import type {
  QualityGrade,
  QualityIssue,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** All grades; the compiler names one that is missing. */
export const qualityGrades = namesOf<QualityGrade>({ A: 1, B: 1, C: 1, D: 1 });

/** All kinds of issues; the compiler names one that is missing. */
export const qualityIssueKinds = namesOf<QualityIssue['kind']>({
  late: 1,
  gaps: 1,
  volume: 1,
  impossible: 1,
  constant: 1,
  incomplete: 1,
});

function namesOf<K extends string>(all: Record<K, 1>): K[] {
  return Object.keys(all) as K[];
}
