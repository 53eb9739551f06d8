import type {
  Aggregation,
  Bound,
  Direction,
  Plausible,
  RuleSet,
  SignalSettings,
  Target,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { formatValue } from '../format';

/** Which way is good, in words. */
export const directionLabels: Record<Direction, string> = {
  lower: 'Lower is better',
  higher: 'Higher is better',
  range: 'Within a range',
};

const aggregations: Record<Aggregation, string> = {
  sum: 'Sum',
  mean: 'Mean, by weight',
  last: 'Last value',
  min: 'Smallest',
  max: 'Largest',
  quantile: 'Quantile, approximate',
  none: 'Cannot be combined',
};

/**
 * How values combine, in words.
 *
 * @param isComputed - by a formula, whose own values never combine
 */
export function aggregationText(
  aggregation: Aggregation,
  isComputed = false,
): string {
  return isComputed && aggregation === 'mean'
    ? 'Computed of combined operands'
    : aggregations[aggregation];
}

/** A target or threshold with its unit; `undefined` if there is none. */
export function targetText(
  target: Target | undefined,
  unit: string,
): string | undefined {
  if (target === undefined) {
    return undefined;
  }
  return Array.isArray(target)
    ? target
        .map(({ from, value }) => `${boundText(value, unit)} from ${from}`)
        .join(', ')
    : boundText(target, unit);
}

/** Which values can be, in words; `undefined` where the unit says it. */
export function plausibleText(
  plausible: Plausible | undefined,
  unit: string,
): string | undefined {
  const { min, max } = plausible ?? {};
  const [from, to] = [min, max].map(bound =>
    bound === undefined ? undefined : formatValue(bound, unit),
  );
  if (from !== undefined && to !== undefined) {
    return `${from} to ${to}`;
  }
  return from === undefined ? to && `up to ${to}` : `from ${from}`;
}

const ruleSetLabels: Record<RuleSet, string> = {
  nhs: 'Rules of the NHS',
  wheeler: 'Rules of Wheeler',
  'western-electric': 'Western Electric rules',
};

/** How a trend is found, in words; `undefined` where it is as usual. */
export function signalsText({
  rules,
  seasonal,
  baseline,
  changes = [],
}: SignalSettings = {}): string | undefined {
  const texts = [
    rules && ruleSetLabels[rules],
    seasonal === 'none' && 'Season is never taken out',
    baseline && `Limits of ${baseline.from} to ${baseline.to}`,
    ...changes.map(
      ({ date, reason }) =>
        `Limits anew from ${date}${reason ? `: ${reason}` : ''}`,
    ),
  ].filter(Boolean);
  return texts.length ? texts.join('; ') : undefined;
}

function boundText(bound: Bound, unit: string): string {
  return typeof bound === 'number'
    ? formatValue(bound, unit)
    : `${formatValue(bound.min, unit)} to ${formatValue(bound.max, unit)}`;
}

/** The name of a changed field as people say it: `spec.target` is Target. */
export function fieldLabel(field: string): string {
  const name = field.replace(/^spec\./, '');
  // Nodes and KPIs of a tree keep the names by which they are found
  return name === field && !['title', 'description'].includes(field)
    ? name
    : `${name[0].toLocaleUpperCase('en')}${name.slice(1)}`;
}

/** A changed value as people write it, from its JSON. */
export function changedValueText(json: string | undefined): string {
  return json === undefined ? 'nothing' : valueText(JSON.parse(json));
}

function valueText(value: unknown): string {
  if (typeof value !== 'object' || value === null) {
    return String(value);
  }
  if (Array.isArray(value)) {
    return value.map(valueText).join('; ') || 'nothing';
  }
  const {
    min,
    max,
    from,
    value: bound,
    ...others
  } = value as Record<string, unknown>;
  const isPlain = Object.keys(others).length === 0;
  if (isPlain && from !== undefined) {
    return `${valueText(bound)} from ${from}`;
  }
  if (isPlain && min !== undefined && max !== undefined) {
    return `${min} to ${max}`;
  }
  const entries = Object.entries(value);
  return entries.every(([, inner]) => typeof inner !== 'object')
    ? entries.map(([key, inner]) => `${key} ${inner}`).join(', ')
    : JSON.stringify(value);
}
