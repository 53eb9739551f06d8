import type { PeriodType } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { englishEffect } from './effect/en';
import type { Words } from './Words';

const seasons = {
  week: 'the day of the week',
  year: 'the season of the year',
} as const;

const limits = { above: 'upper limit', below: 'lower limit' } as const;

const longer = { above: 'longer', below: 'shorter' } as const;

const adjectives: Record<PeriodType, string> = {
  day: 'daily',
  week: 'weekly',
  month: 'monthly',
  quarter: 'quarterly',
};

const most = 'These changed most.';

/**
 * The sentences in English.
 */
export const english: Words = {
  language: 'en',

  periods: (count, type) => `${count} ${type}${count === 1 ? '' : 's'}`,
  period: (name, type) =>
    type === 'week' ? name.replace('Week', 'week') : name,
  inPeriod: (name, type) =>
    `${type === 'day' ? 'on' : 'in'} ${english.period(name, type)}`,
  since: (name, type) => `since ${english.period(name, type)}`,
  from: (name, type) => `from ${english.period(name, type)}`,
  days: text => `${text ?? '?'} ${text === '1' ? 'day' : 'days'}`,
  range: (lower, upper) => `${lower} and ${upper}`,
  span: (min, max) => `${min} to ${max}`,

  seasonClause: season => `, after taking out ${seasons[season]}`,
  fewClause: ', more than the small number of cases explains',
  changeClause: inPeriod => `, counted from the change ${inPeriod}`,
  verdict: (meaning, since) => (since ? `${meaning} ${since}` : meaning),
  changed: (since, hasRange) =>
    `changed${since ? ` ${since}` : ''}, ${
      hasRange
        ? 'neither nearer to the target range nor further from it'
        : 'with no target range to compare it with'
    }`,

  outside: ({ value = 'The value', inPeriod, side, limit, context, verdict }) =>
    `${value} ${inPeriod} is ${side} the ${limit} that chance explains${context}: ${verdict}`,
  shift: ({ periods, side, mean, context, verdict }) =>
    `${periods} in a row ${side} the average of ${mean}${context}: ${verdict}`,
  shiftOfSeason: ({ periods, side, season, context, verdict }) =>
    `${periods} in a row ${side} what is usual for ${seasons[season]}${context}: ${verdict}`,
  run: ({ periods, side, value, context, verdict }) =>
    `${side === 'above' ? 'Rising' : 'Falling'} for ${periods} in a row${
      value ? ` to ${value}` : ''
    }${context}: ${verdict}`,
  clusterOfLast: (points, among, type) =>
    `${points} of the last ${english.periods(among, type)}`,
  clusterOfLatest: (points, type) => `${points} of the latest ${type}s`,
  twoOfThree: ({ cluster, side, limit, context, verdict }) =>
    `${cluster} close to the ${limits[side]} of ${limit}${context}: ${verdict}`,
  threeOfFour: ({ cluster, side, limit, mean, context, verdict }) =>
    `${cluster} nearer to the ${limits[side]} of ${limit} than to the average of ${mean}${context}: ${verdict}`,
  fourOfFive: ({ cluster, side, mean, context, verdict }) =>
    `${cluster} well ${side} the average of ${mean}${context}: ${verdict}`,

  timeOutside: ({ side, value, limit, verdict }) =>
    side === 'above'
      ? `${value} without an event, longer than the ${limit} that chance explains: ${verdict}`
      : `Only ${value} between two events, shorter than the ${limit} that chance explains: ${verdict}`,
  timeShift: ({ side, points, usual, verdict }) =>
    `${points} times in a row ${longer[side]} between events than the usual ${usual}: ${verdict}`,
  timeRun: ({ side, points, verdict }) =>
    `${points} times in a row ${longer[side]} between events than the time before: ${verdict}`,
  timeCluster: ({ side, points, usual, verdict }) =>
    `${points} of the latest times between events much ${longer[side]} than the usual ${usual}: ${verdict}`,
  timeStable: (points, limit) =>
    `No signal in the last ${points} times between events: up to ${limit} by chance`,

  stable: ({ past, periods, context }) =>
    `No signal ${past ? `after ${past}` : `in ${periods}`}${context}`,
  byChance: ({ periods, context }) =>
    `Unusual, but no more than chance explains in values like these (${periods})${context}`,
  leftOut: (sentence, periods) => `${sentence} (${periods} left out)`,
  varies: ({ found, range, lastOnly, type }) =>
    lastOnly
      ? `${found}: the last ${type} may lie between ${range} by chance`
      : `${found}: varies between ${range} by chance`,
  constant: ({ periods, context, value }) =>
    `The same value in all ${periods}${context}${value ? `: ${value}` : ''}`,
  fewInSample: type =>
    `Too few cases in a ${type}: what looks like a change may be chance`,
  fewTimes: (points, needed) =>
    `Too rare to tell: ${points} ${
      points === 1 ? 'time between events is' : 'times between events are'
    } known, ${needed} are needed`,
  fewPeriods: ({ points, periods, type, context, needed }) =>
    `${
      points === 0
        ? `No ${type} is measured`
        : `Only ${periods} ${points === 1 ? 'is' : 'are'} measured`
    }${context}: ${needed} are needed`,

  noTarget: 'There is no target to meet',
  capabilityUnknown: target =>
    `Whether it will meet the target of ${target} is not known yet`,
  capability: ({ capability, target, type, all, range }) => {
    const how = {
      consistently: `consistently meet the target of ${target}`,
      sometimes: `meet the target of ${target} only some of the time`,
      never: `not meet the target of ${target}`,
    }[capability];
    return `At its current performance the KPI will ${how}: ${
      adjectives[type]
    } values ${all ? `are all ${all}` : `vary between ${range}`}`;
  },
  likely: (percent, bound) => {
    switch (bound) {
      case 'less':
        return `Less than ${percent} likely`;
      case 'more':
        return `More than ${percent} likely`;
      default:
        return `${percent} likely`;
    }
  },
  chance: (likely, inPeriod) => `${likely} to be on target ${inPeriod}`,
  certain: (isMet, inPeriod) =>
    isMet
      ? `Certain to be on target ${inPeriod}`
      : `Can no longer be on target ${inPeriod}`,
  nextTarget: (likely, target, from) =>
    `${likely} to meet the target of ${target} that holds ${from}`,

  statuses: {
    'on-target': 'On target',
    'at-risk': 'At risk',
    'off-target': 'Off target',
  },
  statusChanged: ({ status, since, value, target, before }) =>
    `${status} ${since}: ${value}${
      target === undefined ? '' : `, target ${target}`
    } (was ${before.toLowerCase()})`,
  atRiskByForecast: (chance, value, target) =>
    `${chance}, though it is now: ${value}, target ${target}`,
  staleSince: (since, period) =>
    `Stale ${since}${period ? `: the last value is of ${period}` : ''}`,
  targetChanges: {
    target: {
      loosened: (from, to) => `Target loosened from ${from} to ${to}`,
      tightened: (from, to) => `Target tightened from ${from} to ${to}`,
      changed: (from, to) => `Target changed from ${from} to ${to}`,
      set: to => `Target set to ${to}`,
      removed: from => `Target removed; it was ${from}`,
    },
    threshold: {
      loosened: (from, to) => `Threshold loosened from ${from} to ${to}`,
      tightened: (from, to) => `Threshold tightened from ${from} to ${to}`,
      changed: (from, to) => `Threshold changed from ${from} to ${to}`,
      set: to => `Threshold set to ${to}`,
      removed: from => `Threshold removed; it was ${from}`,
    },
  },

  late: days =>
    `Nothing has been measured for ${days} longer than the KPI allows: check the last runs of its source, or allow more time in spec.staleAfter.`,
  gaps: ({ count, periods, first }) =>
    `${count} of the last ${periods} ${
      count === 1 ? 'has' : 'have'
    } no value, the first is ${first}: collect them again, and have the source write 0 where nothing happened.`,
  volume: ({ inPeriod, times, share }) =>
    `${inPeriod[0].toUpperCase()}${inPeriod.slice(1)} the value is based on ${
      times ? `${times} times as much as usual` : `only ${share} of the usual`
    }: check whether the source counts something else now.`,
  impossible: ({ value, inPeriod, others }) =>
    `${value} ${inPeriod} is not possible${
      others
        ? `, nor ${
            others === 1
              ? 'is an earlier value'
              : `are ${others} earlier values`
          }`
        : ''
    }: correct it in the source and collect again, or state the possible values in spec.plausible.`,
  repeated: ({ count, since, value }) =>
    `The last ${count} values, ${since}, are all ${value}, which is unlikely to be chance: check whether the source still measures or repeats an old value.`,
  incomplete: ({ inPeriod, others, rows, number }) =>
    `${number} ${
      rows === 1 ? 'row' : 'rows'
    } of the source could not be used, ${
      others
        ? `the last ${inPeriod}: ${others + 1} values are`
        : `${inPeriod}: the value is`
    } incomplete. Check the errors of the last runs of the source, correct the rows and collect them again.`,

  noChange: (parts, inPeriods) =>
    `There is no ${parts === 'children' ? 'score' : 'value'} ${inPeriods.join(
      ' and ',
    )}: there is no change to explain.`,
  sameAs: ({ value, inPeriod, before }) =>
    `${value} ${inPeriod}, as ${before}.`,
  change: ({ value, inPeriod, before, beforeIn, change, better }) =>
    `${value} ${inPeriod} after ${before} ${beforeIn}: ${change}${
      better === undefined ? '' : `, ${better ? 'better' : 'worse'}`
    }.`,
  split: (parts, rate, mix) =>
    `Of this, ${rate} because the ${parts} themselves changed, and ${mix} because of the mix: which of them count, and how much.`,
  partAlone: (title, change, did) => `${title}: ${change}, ${did}.`,
  partBrings: (title, amount, did) => `${title} brings ${amount}: ${did}.`,
  partExplains: (title, amount, change, did) =>
    `${title} explains ${amount} of ${change}: ${did}.`,
  partAgainst: (title, amount, did) =>
    `${title} works against it with ${amount}: ${did}.`,
  came: (parts, value = 'no value', inPeriod) =>
    `${value}, after ${
      parts === 'children' ? 'no score' : 'nothing measured'
    } ${inPeriod}`,
  went: (parts, value = 'no value', inPeriod) =>
    `${
      parts === 'children' ? 'no score' : 'nothing measured'
    } ${inPeriod} after ${value}`,
  values: (after, before) => `${after} after ${before}`,
  weighs: (is, was, whole) =>
    `it makes up ${is} of the whole after ${was}${
      whole ? `, and is ${whole} the overall value` : ''
    }`,
  both: (values, rate, weighs, mix) =>
    `${values} (${rate}), and ${weighs} (${mix})`,
  noOwnValue: 'no value of its own',
  othersLess: count =>
    `${count} ${count > 1 ? 'others' : 'other'} changed less, or not at all.`,
  othersTogether: (count, amount) =>
    `${
      count > 1 ? `The other ${count} together` : 'The other one'
    }: ${amount}.`,
  without: (parts, total, of) =>
    `Of ${total} ${parts} without ${
      parts === 'children' ? 'a score' : 'data'
    }: ${of
      .map(
        ({ count, inPeriod }) => `${count} ${inPeriod ?? 'in either period'}`,
      )
      .join(', ')}.`,
  limits: {
    own: `The value was measured for the scope itself: it is not the total of its members. ${most}`,
    min: `The value is the smallest of the members, that of a single one, so there are no shares. ${most}`,
    max: `The value is the largest of the members, that of a single one, so there are no shares. ${most}`,
    quantile: `A quantile is not a sum of the members’ values, so there are no shares. ${most}`,
    formula: `The formula is neither a sum nor a ratio of sums over the members, so no shares add up exactly. ${most}`,
    none: `The values of the members are not added up, so there are no shares. ${most}`,
    incomplete:
      'Too little is known of one of the two periods to explain the change.',
  },

  effect: englishEffect,
};
