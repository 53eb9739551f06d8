import type {
  QualityGrade,
  QualityIssue,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { SignalValue } from './types';

/** A period that has a value, and which one of all it is. */
export type KnownValue = SignalValue & { value: number; index: number };

/** The periods in which gaps count, and in which an impossible value is fresh. */
export const RECENT_PERIODS = 24;

/** The share of periods that miss something from which the grade is C, and D. */
const GAPS_OF_C = 0.1;
const GAPS_OF_D = 0.5;

/** @param share - of the periods, 0..1, that have no value or not all of it */
export function gradeOfGaps(share: number): QualityGrade {
  if (share < GAPS_OF_C) {
    return 'B';
  }
  return share < GAPS_OF_D ? 'C' : 'D';
}

/**
 * The worst grade of some issues, A if there are none.
 */
export function worstGrade(
  issues: Pick<QualityIssue, 'grade'>[],
): QualityGrade {
  return issues.reduce<QualityGrade>(
    (worst, { grade }) => (grade > worst ? grade : worst),
    'A',
  );
}
