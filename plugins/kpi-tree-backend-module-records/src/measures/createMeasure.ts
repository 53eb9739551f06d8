import { RecordsSettings } from '../configuration/kpiSettings';
import {
  AdditiveMeasure,
  count,
  extreme,
  mean,
  ratio,
  sum,
} from './AdditiveMeasure';
import { AvailabilityMeasure } from './AvailabilityMeasure';
import { distinct } from './distinct';
import { Measure, MeasureContext } from './Measure';
import { MedianMeasure } from './MedianMeasure';
import { OpenMeasure } from './OpenMeasure';
import { QuantileMeasure } from './QuantileMeasure';
import { TimeBetweenMeasure } from './TimeBetweenMeasure';

/**
 * The measure that a KPI asks for.
 *
 * @throws Error if the KPI's unit or grain does not suit it
 */
export function createMeasure(
  settings: RecordsSettings,
  context: MeasureContext,
): Measure {
  switch (settings.measure) {
    case 'count':
      return new AdditiveMeasure(count, context);
    case 'distinct':
      return new AdditiveMeasure(distinct(settings, context), context);
    case 'sum':
      return new AdditiveMeasure(sum(settings, context), context);
    case 'mean':
      return new AdditiveMeasure(mean(settings, context), context);
    case 'min':
    case 'max':
      return new AdditiveMeasure(extreme(settings, context), context);
    case 'ratio':
      return new AdditiveMeasure(ratio(settings, context), context);
    case 'median':
      return new MedianMeasure(settings, context);
    case 'quantile':
      return new QuantileMeasure(settings, context);
    case 'availability':
      return new AvailabilityMeasure(settings, context);
    case 'open':
    case 'openAge':
      return new OpenMeasure(settings, context);
    case 'timeBetween':
      return new TimeBetweenMeasure(context);
    default:
      throw new TypeError(`unknown measure ${settings satisfies never}`);
  }
}
