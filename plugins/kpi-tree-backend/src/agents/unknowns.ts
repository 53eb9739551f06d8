import { Known, Status } from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** What answers about a caller's part of the members say of it. */
export const PARTIAL =
  'The numbers of Systems, Domains, Groups and all are without members that the caller may not read and, in the past, those that are no longer in the catalog';

/** Why there is no value. */
export function whyNoValue({
  value,
  status,
  known,
}: {
  value: number | null;
  status: Status;
  known?: Known;
}): string | null {
  if (value !== null) {
    return null;
  }
  if (status === 'stale') {
    return 'The source has not reported for longer than it should: explain-kpi says when it last did';
  }
  if (known && known.days < known.of) {
    return `Nothing was measured in the period, and the source has looked at ${known.days} of its ${known.of} days`;
  }
  return 'Nothing was measured in the period; it is unknown, not zero';
}

/** Why there is no score. */
export function whyNoScore({
  score,
  status,
  coverage,
}: {
  score: number | null;
  status: Status;
  coverage: number;
}): string | null {
  if (score !== null) {
    return null;
  }
  if (status === 'no-target') {
    return 'There is no target to judge by';
  }
  return coverage > 0
    ? `Only ${Math.round(
        coverage * 100,
      )} % of the weight below it has a score, which is too little to say how it stands`
    : 'Nothing could be judged; it is unknown, not bad';
}

/** The sentences that are given. */
export function sentences(...all: (string | false | undefined | null)[]) {
  return all.filter((each): each is string => Boolean(each));
}
