import {
  Contribution,
  ContributionLimit,
  SeriesPoint,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { RequestContext } from '../access/RequestContexts';
import { AgentServices } from './AgentServices';

const LIMITS: Record<ContributionLimit, string> = {
  'no-value': 'there is no value in one of the two periods',
  incomplete: 'too little of one of the two periods is known',
  own: 'the value was measured for the scope itself, not for its members',
  min: 'members are combined by their minimum',
  max: 'members are combined by their maximum',
  last: 'of the members the last value counts',
  quantile: 'members are combined by a quantile',
  none: 'members are not combined',
  formula: 'its formula is neither a sum nor a ratio of sums',
};

/** Which members explain the change to the period before, or why that is not known. */
export async function contributionOf(
  context: RequestContext,
  {
    scope,
    kpi,
    point,
    limit,
  }: { scope: string; kpi: string; point: SeriesPoint; limit: number },
  { contributions }: AgentServices,
) {
  const whyNot = point.provisional
    ? 'Which members explain a change is known of complete periods only'
    : !context.definitions.scope(scope).isScope &&
      `${scope} has no members: its records explain its value`;
  if (whyNot) {
    return none(whyNot);
  }
  const found = await contributions.contribution(context, {
    scope,
    kpi,
    to: point.period,
    limit,
  });
  return {
    before: totalOf(found.before),
    after: totalOf(found.after),
    change: found.change,
    parts: found.parts.map(({ ref, title, before, after, share }) => ({
      ref,
      title,
      before: before?.value ?? null,
      after: after?.value ?? null,
      share,
    })),
    othersCount: found.others?.count ?? 0,
    othersShare: found.others?.share ?? null,
    sentences: found.sentences,
    whyNone: found.limit
      ? `Members have no shares of the change: ${LIMITS[found.limit]}`
      : null,
  };
}

function none(whyNone: string) {
  return {
    before: null,
    after: null,
    change: null,
    parts: [],
    othersCount: 0,
    othersShare: null,
    sentences: [],
    whyNone,
  };
}

function totalOf({ period, value, weight }: Contribution['before']) {
  return { period, value, weight };
}
