import {
  ClassColumn,
  SourceKpi,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { RecordsConfig } from '../configuration/config';
import { RecordsSettings } from '../configuration/kpiSettings';
import { Gauge } from '../gauges/Gauge';
import { Calendar } from '../time/calendar';

/**
 * The columns by which a KPI can be broken down from kept records: those that the admin
 * named, without those in which each record has a value of its own, or several.
 */
export function classColumns(
  kpi: SourceKpi<RecordsSettings>,
  { columns, key = [], version }: RecordsConfig,
): ClassColumn[] {
  return hasClasses(kpi, { key, version })
    ? Object.entries(columns)
        .filter(
          ([name, { type }]) =>
            type !== 'list' && type !== 'time' && !key.includes(name),
        )
        .map(([name, { personal }]) => ({
          name,
          ...(personal ? { isPersonal: true as const } : {}),
        }))
    : [];
}

/** Whether what a KPI measures of some records is a part of what it measures of all. */
function hasClasses(
  kpi: SourceKpi<RecordsSettings>,
  identity: Pick<RecordsConfig, 'key' | 'version'>,
): boolean {
  try {
    const calendar = new Calendar(kpi.spec.grain, 'UTC');
    const gauge = new Gauge(0, kpi, new Date(0), calendar, identity);
    return gauge.measure.byClass !== undefined;
  } catch {
    // Collections say what is wrong with its settings
    return false;
  }
}
