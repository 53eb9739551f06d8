import { RecordsSettings, ShareSettings, ValueSettings } from './kpiSettings';

/**
 * The columns in which, as the settings of a KPI say, something ends: a row in which one
 * is blank has not ended.
 */
export function endColumns(settings: RecordsSettings): string[] {
  switch (settings.measure) {
    case 'sum':
    case 'mean':
    case 'median':
    case 'quantile':
    case 'min':
    case 'max':
      return endOf(settings.of, settings);
    case 'ratio':
      return [settings.numerator, settings.denominator].flatMap(part =>
        endOf(part, settings),
      );
    case 'availability':
    case 'open':
    case 'openAge':
      return [settings.to];
    case 'count':
    case 'distinct':
    case 'timeBetween':
      return [];
    default: {
      const unknown: never = settings;
      return unknown;
    }
  }
}

function endOf(
  value: ValueSettings | ShareSettings | undefined,
  { time }: RecordsSettings,
): string[] {
  if (typeof value !== 'object') {
    return [];
  }
  if ('duration' in value) {
    return [value.duration.to];
  }
  if ('timeIn' in value) {
    // It counts when it has ended
    return [time];
  }
  return 'at' in value ? [value.at] : [];
}
