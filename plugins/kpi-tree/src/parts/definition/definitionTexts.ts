import {
  type Aggregation,
  type Bound,
  type Plausible,
  type SignalSettings,
  type Target,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { Format } from '../format';
import type { KpiTreeTranslate } from '../../texts';

/** What a definition says, in the words of a language. */
export type DefinitionTexts = ReturnType<typeof definitionTexts>;

/** The words for what a definition says. */
export function definitionTexts(
  t: KpiTreeTranslate,
  { formatValue }: Pick<Format, 'formatValue'>,
) {
  const boundText = (bound: Bound, unit: string): string =>
    typeof bound === 'number'
      ? formatValue(bound, unit)
      : t('definition.between', {
          from: formatValue(bound.min, unit),
          to: formatValue(bound.max, unit),
        });

  const valueText = (value: unknown): string => {
    if (typeof value !== 'object' || value === null) {
      return String(value);
    }
    if (Array.isArray(value)) {
      return value.map(valueText).join('; ') || t('definition.nothing');
    }
    const { min, max, from, value: bound, ...others } = value as Fields;
    const isPlain = Object.keys(others).length === 0;
    if (isPlain && from !== undefined) {
      return t('definition.valueFrom', {
        value: valueText(bound),
        date: String(from),
      });
    }
    if (isPlain && min !== undefined && max !== undefined) {
      return t('definition.between', { from: String(min), to: String(max) });
    }
    const entries = Object.entries(value);
    return entries.every(([, inner]) => typeof inner !== 'object')
      ? entries.map(([key, inner]) => `${key} ${inner}`).join(', ')
      : JSON.stringify(value);
  };

  return {
    /**
     * How values combine.
     *
     * @param isComputed - by a formula, whose own values never combine
     */
    aggregation(aggregation: Aggregation, isComputed = false): string {
      return isComputed && aggregation === 'mean'
        ? t('definition.ofOperands')
        : t(`definition.aggregation-${aggregation}`);
    },

    /** A target or threshold with its unit; `undefined` if there is none. */
    target(target: Target | undefined, unit: string): string | undefined {
      if (target === undefined) {
        return undefined;
      }
      return Array.isArray(target)
        ? target
            .map(({ from, value }) =>
              t('definition.valueFrom', {
                value: boundText(value, unit),
                date: from,
              }),
            )
            .join(', ')
        : boundText(target, unit);
    },

    /** Which values can be; `undefined` where the unit says it. */
    plausible(
      plausible: Plausible | undefined,
      unit: string,
    ): string | undefined {
      const { min, max } = plausible ?? {};
      if (min !== undefined && max !== undefined) {
        return boundText({ min, max }, unit);
      }
      if (min !== undefined) {
        return t('definition.atLeast', { from: formatValue(min, unit) });
      }
      return max === undefined
        ? undefined
        : t('definition.atMost', { to: formatValue(max, unit) });
    },

    /** How a trend is found; `undefined` where it is as usual. */
    signals({ rules, seasonal, baseline, changes = [] }: SignalSettings = {}):
      | string
      | undefined {
      const texts = [
        ...(rules ? [t(`definition.rules-${rules}`)] : []),
        ...(seasonal === 'none' ? [t('definition.noSeason')] : []),
        ...(baseline ? [t('definition.limitsOf', baseline)] : []),
        ...changes.map(({ date, reason }) =>
          reason
            ? t('definition.newLimitsWhy', { date, reason })
            : t('definition.newLimits', { date }),
        ),
      ];
      return texts.length ? texts.join('; ') : undefined;
    },

    /** A changed value as people write it, from its JSON. */
    changedValue: (json: string | undefined): string =>
      json === undefined
        ? t('definition.nothing')
        : valueText(JSON.parse(json)),
  };
}

type Fields = Record<string, unknown>;

/** The name of a changed field as people say it: `spec.target` is Target. */
export function fieldLabel(field: string): string {
  const name = field.replace(/^spec\./, '');
  // Nodes and KPIs of a tree keep the names by which they are found
  return name === field && !['title', 'description'].includes(field)
    ? name
    : `${name[0].toLocaleUpperCase('en')}${name.slice(1)}`;
}
