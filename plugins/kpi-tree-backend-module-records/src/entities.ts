import {
  EntityKeys,
  RowError,
  SourceEntity,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { EntitiesConfig } from './configuration/config';
import { NamesById } from './names/NamesById';
import { VALUE_SEPARATOR } from './table/columns';

/** Called for what is named and for which there is no entity. */
type Report = (message: string) => void;

/**
 * Finds the entities that a row counts for: those that its names stand for, and
 * those for which every row counts. An entity is found once, however many of its
 * names a row has.
 */
export class EntityMapping {
  /** Whose the names are. */
  readonly keys: EntityKeys;
  /** Those that rows have and that stand for an entity. */
  private readonly seen = new Set<string>();
  private hasRows = false;
  /** The configuration key of `config`. */
  private readonly key: string;

  /**
   * @param source - the id of the source, for messages
   * @param refs - the entities; an entity is identified by its index in them
   * @param ids - the other names of what records name, if ids are known
   */
  constructor(
    source: string,
    private readonly config: EntitiesConfig,
    readonly refs: readonly SourceEntity[],
    private readonly ids?: NamesById,
  ) {
    this.key = `kpiTree.records.sources[${source}].entities`;
    this.keys = new EntityKeys(refs, config, this.key);
  }

  /** The column that names entities, and that with the id of what it names. */
  get columns(): string[] {
    const { column, id } = this.config;
    return column ? [column, ...(id && this.ids ? [id] : [])] : [];
  }

  /**
   * The names in {@link EntityMapping.columns}; those without an entity are reported. What
   * was renamed has the name that it had when an entity was named after it.
   *
   * @param texts - of the columns, {@link VALUE_SEPARATOR} between the values of a list
   */
  names([text = '', id = '']: string[], report: Report): string[] {
    const { column, separator } = this.config;
    this.hasRows = true;
    return text
      .split(VALUE_SEPARATOR)
      .flatMap(one => (separator ? one.split(separator) : [one]))
      .map(name => name.trim())
      .filter(Boolean)
      .flatMap(name => {
        if (this.keys.has(name)) {
          this.seen.add(name);
          return [name];
        }
        const [former] =
          this.ids
            ?.others({ id, name: text })
            .filter(other => this.keys.has(other)) ?? [];
        if (former !== undefined) {
          this.seen.add(former);
          return [former];
        }
        const mistake = this.keys.mistake(column!, name);
        if (mistake) {
          report(mistake);
        }
        return [name];
      });
  }

  /**
   * What is said of records that name nothing, and so count for nothing; nothing where all
   * that are named otherwise count nowhere as well, or where they count for some entity.
   */
  nameless(rows: number, all: number): string | undefined {
    const { column, ignore = [] } = this.config;
    return column === undefined ||
      ignore.includes('*') ||
      this.keys.always.length
      ? undefined
      : `${rows} of ${all} rows have no entity, as ${column} is blank, and count for none: if that is right, add '*' to ${this.key}.ignore`;
  }

  /** What entities say that the source calls them, and no row does. */
  unseen(): RowError[] {
    return this.hasRows && this.config.column
      ? this.keys.unseen(this.seen)
      : [];
  }

  /** The entities that a row with some names counts for, for a KPI. */
  entities(names: string[], kpi: string): readonly number[] {
    const { always } = this.keys;
    if (names.length === 1 && !always.length) {
      return this.keys.find(names[0], kpi);
    }
    const found = new Set(always);
    for (const name of names) {
      this.keys.find(name, kpi).forEach(entity => found.add(entity));
    }
    return [...found];
  }
}
