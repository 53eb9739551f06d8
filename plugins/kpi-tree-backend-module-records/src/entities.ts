import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { SourceEntity } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { EntitiesConfig } from './config';
import { Row } from './rows/RowReader';

/** Called for each row that names something for which there is no entity. */
type Report = (message: string) => void;

/**
 * Finds the entities that a row counts for: those that its names are mapped to,
 * and those for which every row counts. An entity is found once, however many
 * of its names a row has.
 */
export class EntityMapping {
  private readonly known: ReadonlyMap<string, number>;
  private readonly byName = new Map<string, number[]>();
  /** By KPI and name, from the annotations of the entities. */
  private readonly byKey = new Map<string, Map<string, number[]>>();
  private readonly keys = new Set<string>();
  private readonly always: number[];
  private readonly ignored: ReadonlySet<string>;
  /** What is wrong with the configuration itself. */
  readonly mistakes: string[] = [];

  /**
   * @param source - the id of the source, for messages
   * @param refs - the entities; an entity is told by its index in them
   */
  constructor(
    private readonly source: string,
    private readonly config: EntitiesConfig,
    readonly refs: readonly SourceEntity[],
  ) {
    this.known = new Map(
      refs.map(({ entityRef }, index) => [entityRef, index]),
    );
    this.ignored = new Set(config.ignore);
    this.always = this.resolve(config.always ?? []);
    for (const [name, mapped] of Object.entries(config.map ?? {})) {
      this.byName.set(name, this.resolve([mapped].flat()));
    }
    refs.forEach(({ keys }, index) => {
      for (const [kpi, key] of Object.entries(keys)) {
        const names = this.byKey.get(kpi) ?? new Map<string, number[]>();
        names.set(key, [...(names.get(key) ?? []), index]);
        this.byKey.set(kpi, names);
        this.keys.add(key);
      }
    });
  }

  /** The columns that name entities. */
  get columns(): string[] {
    return this.config.column ? [this.config.column] : [];
  }

  /** The names in a row; those without an entity are reported. */
  names(row: Row, report: Report): string[] {
    const { column, separator } = this.config;
    const cell = column ? row[column] : '';
    const names = (separator ? cell.split(separator) : [cell])
      .map(name => name.trim())
      .filter(Boolean);
    for (const name of names) {
      if (
        !this.byName.has(name) &&
        !this.keys.has(name) &&
        !this.ignored.has(name)
      ) {
        report(
          `${column} names "${name}", which is no entity: add it to ${this.key}.map or ${this.key}.ignore`,
        );
      }
    }
    return names;
  }

  /** The entities that a row with some names counts for, for a KPI. */
  entities(names: string[], kpi: string): number[] {
    const keys = this.byKey.get(kpi);
    if (names.length === 1 && !this.always.length && !keys) {
      return this.byName.get(names[0]) ?? [];
    }
    const found = new Set(this.always);
    for (const name of names) {
      this.byName.get(name)?.forEach(entity => found.add(entity));
      keys?.get(name)?.forEach(entity => found.add(entity));
    }
    return [...found];
  }

  private resolve(refs: string[]): number[] {
    return [...new Set(refs)].flatMap(ref => {
      const full = stringifyEntityRef(
        parseEntityRef(ref, { defaultKind: 'component' }),
      );
      const index = this.known.get(full);
      if (index === undefined) {
        this.mistakes.push(
          `${this.key} names ${full}, which is not in the catalog or has no KPIs: mend its name, or attach a KPI tree`,
        );
      }
      return index === undefined ? [] : [index];
    });
  }

  private get key(): string {
    return `kpiTree.records.sources[${this.source}].entities`;
  }
}
