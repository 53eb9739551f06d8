import {
  ConfigMistake,
  ConfigProblem,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  KpiSource,
  KpiTreeSourcesExtensionPoint,
  MisconfiguredSource,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';

/** Where a source without a configuration comes from. */
const BY_A_MODULE = 'a module of the backend';

/**
 * The sources of the portal: those that are collected, and those that are not, as their
 * configuration is wrong.
 */
export class SourceRegistry implements KpiTreeSourcesExtensionPoint {
  /** Those that are collected, by id. */
  readonly sources = new Map<string, KpiSource>();
  /** Those that are not, by id. */
  readonly misconfigured = new Map<string, MisconfiguredSource>();
  private readonly warnings: ConfigMistake[] = [];
  /** Where each id was configured first. */
  private readonly places = new Map<string, string>();

  addSource<T>(source: KpiSource<T>, place?: { key: string }): void {
    const { id, description } = source;
    if (!this.isNew(id, description, place?.key ?? BY_A_MODULE)) {
      return;
    }
    this.sources.set(id, source as KpiSource);
  }

  addMisconfigured(source: MisconfiguredSource): void {
    const { id, description, mistakes } = source;
    if (this.isNew(id, description, mistakes[0]?.key ?? BY_A_MODULE)) {
      this.misconfigured.set(id, { ...source, mistakes: [...mistakes] });
    } else {
      this.misconfigured.get(id)!.mistakes.push(...mistakes);
    }
  }

  addWarning(warning: ConfigMistake): void {
    this.warnings.push(warning);
  }

  /** What is wrong with sources, and what may be. */
  problems(): ConfigProblem[] {
    return [
      ...[...this.misconfigured.values()].flatMap(({ id, mistakes }) =>
        mistakes.map(
          ({ key, message }): ConfigProblem => ({
            key,
            message: `${message}; until it is corrected, the source ${id} is not collected: what it measured is kept`,
            severity: 'error',
          }),
        ),
      ),
      ...this.warnings.map(
        (warning): ConfigProblem => ({ ...warning, severity: 'warning' }),
      ),
    ];
  }

  /** Of two with one id neither is collected, as it is unclear which is meant. */
  private isNew(
    id: string,
    description: string | undefined,
    place: string,
  ): boolean {
    const other = this.places.get(id);
    if (other === undefined) {
      this.places.set(id, place);
      return true;
    }
    const known = this.misconfigured.get(id) ?? {
      id,
      description,
      mistakes: [],
    };
    known.mistakes.push({
      key: place,
      message: `has the id ${id}, as has ${other}: give each its own`,
    });
    this.misconfigured.set(id, known);
    this.sources.delete(id);
    return false;
  }
}

/** What is wrong with a source, in one line. */
export function mistakesText({ mistakes }: MisconfiguredSource): string {
  return mistakes.map(({ key, message }) => `${key} ${message}`).join('; ');
}
