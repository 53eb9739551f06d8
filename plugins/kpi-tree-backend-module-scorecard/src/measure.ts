import {
  dateMistake,
  dateOf,
  isInstant,
  periodOf,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  CollectBatch,
  CollectRequest,
  EntityQuestion,
  Measurement,
  RowError,
  toValue,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { Sample } from './answers';
import { Span } from './gaps';
import { ScorecardSettings } from './settings';

/** What the plugin says of a metric of an entity. */
export type Heard = {
  /** The entity as the plugin knows it. */
  entityRef: string;
  metric: string;
  /** Which of the KPIs, of which of our entities, are measured by it. */
  asked: EntityQuestion<ScorecardSettings>['asked'];
  /** When a sample has to be taken to count. */
  span: Span;
  samples: Sample[];
};

/** What the plugin says of several, and what of its answers cannot be read. */
export type HeardBatch = { heard: Heard[]; mistakes: RowError[] };

/** What is measured by it, and why the rest is not. */
export function toBatch(
  { heard, mistakes }: HeardBatch,
  { timeZone }: CollectRequest<ScorecardSettings>,
): CollectBatch {
  const errors = [...mistakes, ...heard.flatMap(sampleErrors)];
  return {
    measurements: heard.flatMap(each => measure(each, timeZone)),
    rowsRead: heard.reduce((sum, { samples }) => sum + samples.length, 0),
    rowsRejected: errors.length,
    errors,
  };
}

function sampleErrors({ entityRef, metric, samples }: Heard): RowError[] {
  return samples.flatMap(({ timestamp, error }) => {
    const message = isInstant(Date.parse(timestamp))
      ? error && `${metric} cannot be computed: ${error}`
      : dateMistake(`The timestamp of ${metric}`, timestamp);
    return message ? [{ message, where: entityRef }] : [];
  });
}

/**
 * Of each period the last sample. Where that is an error nothing is known: what was
 * computed before it in the same day, the plugin does not say.
 */
function measure(
  { asked, samples, span }: Heard,
  timeZone: string,
): Measurement[] {
  const inTime = samples
    .map(({ timestamp, value }) => ({ at: Date.parse(timestamp), value }))
    .filter(({ at }) => isInstant(at) && span.from <= at && at < span.to)
    .sort((one, other) => one.at - other.at);
  return asked.flatMap(({ entityRef, kpi: { name, spec } }) => {
    const last = new Map(
      inTime.map(({ at, value }) => [
        periodOf(dateOf(at, timeZone), spec.grain),
        toValue(value, spec.unit),
      ]),
    );
    return [...last].flatMap(([period, value]) =>
      value === undefined
        ? []
        : [{ entityRef, kpi: name, period, value, weight: 1 }],
    );
  });
}
