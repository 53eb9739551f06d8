import { RowError, SourceKpi } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { MetricTypes } from './answers';
import { ScorecardSettings } from './settings';

/**
 * The KPIs whose metric the plugin has, each with the id that the plugin has for it, and
 * what is to be said of the others and of ids in the other spelling: version 3.0 of the
 * plugin renamed `github.open_prs` to `github.openPRs`, and so all.
 */
export function resolveMetrics(
  kpis: readonly SourceKpi<ScorecardSettings>[],
  metrics: MetricTypes,
): { measurable: SourceKpi<ScorecardSettings>[]; errors: RowError[] } {
  const measurable: SourceKpi<ScorecardSettings>[] = [];
  const errors: RowError[] = [];
  for (const kpi of kpis) {
    const { name, settings } = kpi;
    if (metrics.has(settings.metric)) {
      measurable.push(kpi);
      continue;
    }
    const others = [...metrics.keys()].filter(id =>
      isOtherSpelling(settings.metric, id),
    );
    if (others.length === 1) {
      const [metric] = others;
      measurable.push({ ...kpi, settings: { ...settings, metric } });
      errors.push({
        message: `The Kpi ${name} is measured by "${metric}": spec.source.metric is "${settings.metric}", which the scorecard plugin in this portal calls so: write ${metric}`,
        where: name,
      });
    } else {
      errors.push({
        message: `The Kpi ${name} cannot be measured: spec.source.metric is "${
          settings.metric
        }", which the scorecard plugin does not have: use one of ${
          (others.length ? others : [...metrics.keys()]).join(', ') || 'none'
        }`,
        where: name,
      });
    }
  }
  return { measurable, errors };
}

/** Whether one is the other in snake case, the other in camel case. */
function isOtherSpelling(one: string, other: string): boolean {
  return (
    letters(one) === letters(other) &&
    ((isSnakeCase(one) && isCamelCase(other)) ||
      (isCamelCase(one) && isSnakeCase(other)))
  );
}

/** The old id does not say where the new one has capitals: `PRs` was `prs`. */
function letters(id: string): string {
  return id.replaceAll('_', '').toLowerCase();
}

function isSnakeCase(id: string): boolean {
  return id.includes('_') && id === id.toLowerCase();
}

function isCamelCase(id: string): boolean {
  return !id.includes('_') && id !== id.toLowerCase();
}
