import {
  addPeriods,
  type PeriodType,
  type QualityAssessment,
  type QualityGrade,
  type QualityIssue,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { gradeOfGaps, RECENT_PERIODS, worstGrade } from './qualityGrades';

/**
 * In which periods rows could not be used, and up to when a series is judged.
 */
export type RejectedPeriods = {
  /** How many rows, by the first day of the period. */
  rows: ReadonlyMap<string, number>;
  /** First day of the last complete period. */
  current: string;
  periodType: PeriodType;
};

/**
 * The first of the periods in which rows that could not be used count against the data.
 *
 * @param current - first day of the last complete period
 */
export function firstRejectedPeriod(
  current: string,
  periodType: PeriodType,
): string {
  return addPeriods(current, periodType, 1 - RECENT_PERIODS);
}

/**
 * The issue that values of a series are incomplete, as rows of its source could not be
 * used. Of the last 24 periods it is graded as a gap is, and a C at least where the last
 * complete one is incomplete: that is the one which is judged.
 */
export function incompleteIssue({
  rows,
  current,
  periodType,
}: RejectedPeriods): QualityIssue | undefined {
  const first = firstRejectedPeriod(current, periodType);
  const found = [...rows]
    .filter(([start]) => first <= start && start <= current)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  if (!found.length) {
    return undefined;
  }
  const [newest] = found[found.length - 1];
  const grade: QualityGrade = gradeOfGaps(found.length / RECENT_PERIODS);
  return {
    kind: 'incomplete',
    grade: worstGrade([{ grade }, { grade: newest === current ? 'C' : 'B' }]),
    period: newest,
    count: found.length,
    amount: found.reduce((sum, [, count]) => sum + count, 0),
  };
}

/**
 * The quality of a series, with what its source could not use.
 *
 * @param quality - by its values alone
 */
export function withRejectedRows(
  quality: QualityAssessment,
  rejected: RejectedPeriods,
): QualityAssessment {
  const issue = incompleteIssue(rejected);
  return issue
    ? {
        ...quality,
        // No grade stands for nothing that is certain: this is
        grade: worstGrade([{ grade: quality.grade ?? 'A' }, issue]),
        issues: [issue, ...quality.issues],
      }
    : quality;
}
