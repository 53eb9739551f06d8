import {
  describeTargetChange,
  targetEffect,
  type Words,
} from '@internal/kpi-tree';
import {
  type Aggregation,
  type Bound,
  type FieldChange,
  type KpiSpec,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { KpiTreeTranslate } from '../../texts';
import { fieldLabel, type DefinitionTexts } from './definitionTexts';

/** The names of fields as people say them. */
const LABELS = {
  title: 'definition.fieldTitle',
  description: 'definition.fieldDescription',
  'spec.lifecycle': 'definition.lifecycle',
  'spec.owner': 'definition.owner',
  'spec.process': 'definition.process',
  'spec.personas': 'definition.for',
  'spec.unit': 'definition.unit',
  'spec.direction': 'definition.direction',
  'spec.grain': 'definition.fieldGrain',
  'spec.period': 'definition.fieldPeriod',
  'spec.aggregate.overTime': 'definition.overTime',
  'spec.aggregate.overEntities': 'definition.overServices',
  'spec.aggregate.quantile': 'definition.fieldQuantile',
  'spec.formula': 'definition.formula',
  'spec.target': 'definition.target',
  'spec.threshold': 'definition.threshold',
  'spec.targetOverrides': 'definition.fieldTargetOverrides',
  'spec.plausible': 'definition.plausible',
  'spec.staleAfter': 'definition.fieldStaleAfter',
  'spec.completenessFloor': 'definition.fieldCompletenessFloor',
  'spec.breakdowns': 'definition.fieldBreakdowns',
  'spec.source.id': 'definition.source',
  'spec.extends': 'definition.extends',
  'spec.review.every': 'definition.fieldReviewEvery',
  'spec.review.last': 'definition.fieldReviewLast',
  'spec.definition.formula': 'definition.computedAs',
  'spec.definition.numerator': 'definition.numerator',
  'spec.definition.denominator': 'definition.denominator',
  'spec.definition.excludes': 'definition.excluded',
  'spec.definition.data': 'definition.data',
  'spec.definition.basis': 'definition.basis',
  'spec.definition.pitfalls': 'definition.pitfalls',
} as const;

/** By which a KPI has other values, or is judged otherwise. */
const OF_NUMBERS =
  /^spec\.(unit|direction|grain|period|aggregate\..*|formula|target|threshold|completenessFloor|source\..*|signals\..*|definition\.(formula|numerator|denominator|excludes))$/;

/** What a chart has to say of another version: nothing of owners, titles and reviews. */
export function changesOfNumbers(changes: FieldChange[]): FieldChange[] {
  return changes.filter(({ field }) => OF_NUMBERS.test(field));
}

/** How the values of a KPI are written. */
export type ValuesOfKpi = Pick<KpiSpec, 'unit' | 'direction' | 'period'>;

/**
 * What a version of a definition changed, in words: `Target loosened from 1.5 h to 3 h`.
 *
 * @param kpi - not given of a tree
 */
export function changeTexts(
  changes: FieldChange[],
  kpi: ValuesOfKpi | undefined,
  {
    t,
    texts,
    words,
  }: { t: KpiTreeTranslate; texts: DefinitionTexts; words: Words },
): string[] {
  const isSetting = ({ field }: FieldChange) =>
    /^spec\.source\.(?!id$)/.test(field);
  const settings = changes.filter(isSetting);
  // What another source is asked for is not what changed
  const hasOtherSource = changes.some(
    ({ field }) => field === 'spec.source.id',
  );
  return [
    ...changes
      .filter(change => !isSetting(change))
      .map(change => boundText(change, kpi, words) ?? fieldText(change)),
    ...(settings.length && !hasOtherSource
      ? [
          t('definition.sourceSettings', {
            names: settings
              .map(({ field }) => field.replace('spec.source.', ''))
              .join(', '),
          }),
        ]
      : []),
  ];

  function fieldText({ field, from, to }: FieldChange): string {
    const of = {
      field:
        field in LABELS
          ? t(LABELS[field as keyof typeof LABELS])
          : fieldLabel(field),
      from: valueText(field, from),
      to: valueText(field, to),
    };
    if (from === undefined) {
      return t('definition.added', of);
    }
    return to === undefined
      ? t('definition.removed', of)
      : t('definition.changed', of);
  }

  function valueText(field: string, json: string | undefined): string {
    const value: unknown = json === undefined ? undefined : JSON.parse(json);
    if (typeof value === 'string' && field === 'spec.direction') {
      return t(`definition.direction-${value as KpiSpec['direction']}`);
    }
    return typeof value === 'string' && /^spec\.aggregate\.over/.test(field)
      ? texts.aggregation(value as Aggregation)
      : texts.changedValue(json);
  }
}

/** Of a target or threshold that is one for all time. */
function boundText(
  { field, from, to }: FieldChange,
  kpi: ValuesOfKpi | undefined,
  words: Words,
): string | undefined {
  const [before, after] = [from, to].map(json =>
    json === undefined ? null : (JSON.parse(json) as Bound | unknown[]),
  );
  if (
    !kpi ||
    (field !== 'spec.target' && field !== 'spec.threshold') ||
    Array.isArray(before) ||
    Array.isArray(after)
  ) {
    return undefined;
  }
  return describeTargetChange(
    {
      bound: field === 'spec.target' ? 'target' : 'threshold',
      from: before as Bound | null,
      to: after as Bound | null,
      effect: targetEffect(
        kpi.direction,
        before as Bound | null,
        after as Bound | null,
      ),
      date: '',
    },
    { unit: kpi.unit, periodType: kpi.period, words },
  );
}
