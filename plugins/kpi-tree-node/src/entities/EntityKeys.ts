import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { z } from 'zod';
import { SourceEntity } from '../KpiSource';

const entityRef = z.string().refine(
  ref => {
    try {
      return Boolean(parseEntityRef(ref, { defaultKind: 'component' }));
    } catch {
      return false;
    }
  },
  { error: 'use an entity reference such as component:default/payments' },
);

/**
 * The fields of {@link EntityKeysConfig} for the zod schema of a source that has
 * more of them.
 *
 * @public
 */
export const entityKeysFields: {
  [K in keyof Required<EntityKeysConfig>]: z.ZodType<EntityKeysConfig[K]>;
} = {
  map: z
    .record(z.string(), z.union([entityRef, z.array(entityRef)]))
    .optional(),
  ignore: z.array(z.string()).optional(),
  annotation: z.string().min(1).optional(),
  byName: z.boolean().optional(),
  always: z.array(entityRef).optional(),
};

/**
 * The schema of {@link EntityKeysConfig} in the configuration of a source.
 *
 * @public
 */
export const entityKeysSchema: z.ZodType<EntityKeysConfig> =
  z.strictObject(entityKeysFields);

/**
 * How the names by which a source knows entities become entities.
 *
 * @public
 */
export type EntityKeysConfig = {
  /** The names of the source, each with its entity or entities. */
  map?: Record<string, string | string[]>;
  /** Names that knowingly stand for no entity; `*` for all that stand for none. */
  ignore?: string[];
  /**
   * An annotation of entities that holds the name, such as
   * `github.com/project-slug`.
   */
  annotation?: string;
  /** Whether the name of an entity is its name in the source. */
  byName?: boolean;
  /** Entities for which everything counts. */
  always?: string[];
};

/**
 * Finds the entities for which the name of a source stands: those that the admin
 * mapped it to, those whose owner wrote it in `kpi-tree.io/source.<kpi>`, those that
 * have it in the configured annotation or, if so configured, as their name, and the
 * one whose reference it is.
 *
 * An entity is told by its index among those that the collector gave.
 *
 * @public
 */
export class EntityKeys {
  private readonly known: ReadonlyMap<string, number>;
  private readonly byKey = new Map<string, number[]>();
  /** By KPI and name, from the annotations of the entities. */
  private readonly byKpi = new Map<string, Map<string, number[]>>();
  private readonly ofOwners = new Set<string>();
  private readonly ignored: ReadonlySet<string>;
  /** For which everything counts. */
  readonly always: readonly number[];
  /** What is wrong with the configuration itself. */
  readonly mistakes: string[] = [];

  /**
   * @param entities - those that may be measured
   * @param place - the configuration key, for messages
   */
  constructor(
    entities: readonly SourceEntity[],
    config: EntityKeysConfig,
    private readonly place: string,
  ) {
    this.known = new Map(entities.map((one, index) => [one.entityRef, index]));
    this.ignored = new Set(config.ignore);
    this.always = this.resolve(config.always ?? []);
    for (const [name, mapped] of Object.entries(config.map ?? {})) {
      this.byKey.set(name, this.resolve([mapped].flat()));
    }
    entities.forEach((entity, index) => {
      const names = [
        entity.entityRef,
        config.annotation && entity.annotations?.[config.annotation],
        config.byName && parseEntityRef(entity.entityRef).name,
      ];
      for (const name of names) {
        if (name && !(config.map && Object.hasOwn(config.map, name))) {
          add(this.byKey, name, index);
        }
      }
      for (const [kpi, key] of Object.entries(entity.keys)) {
        const keys = this.byKpi.get(kpi) ?? new Map<string, number[]>();
        add(keys, key, index);
        this.byKpi.set(kpi, keys);
        this.ofOwners.add(key);
      }
    });
  }

  /** The entities that a name of the source stands for, for a KPI. */
  find(name: string, kpi: string): readonly number[] {
    const owned = this.byKpi.get(kpi)?.get(name);
    const known = this.byKey.get(name);
    if (!owned || !known) {
      return owned ?? known ?? [];
    }
    return [...new Set([...known, ...owned])];
  }

  /** Whether owners gave names of their own for a KPI. */
  hasOwn(kpi: string): boolean {
    return this.byKpi.has(kpi);
  }

  /** The name by which the owner of an entity says that the source knows it. */
  namesOf(kpi: string): string[] {
    return [...(this.byKpi.get(kpi)?.keys() ?? [])];
  }

  /**
   * What is wrong with a name: nothing if it stands for an entity, for any KPI, or is
   * knowingly ignored.
   *
   * @param field - where the name stands, such as a column
   */
  mistake(field: string, name: string): string | undefined {
    return this.byKey.has(name) ||
      this.ofOwners.has(name) ||
      this.ignored.has(name) ||
      this.ignored.has('*')
      ? undefined
      : `${field} names "${name}", which is no entity: add it to ${this.place}.map or ${this.place}.ignore`;
  }

  private resolve(refs: readonly string[]): number[] {
    return [...new Set(refs)].flatMap(ref => {
      const full = stringifyEntityRef(
        parseEntityRef(ref, { defaultKind: 'component' }),
      );
      const index = this.known.get(full);
      if (index === undefined) {
        this.mistakes.push(
          `${this.place} names ${full}, which is not in the catalog or has no KPIs: mend its name, or attach a KPI tree`,
        );
      }
      return index === undefined ? [] : [index];
    });
  }
}

function add(map: Map<string, number[]>, name: string, index: number): void {
  const found = map.get(name);
  if (!found) {
    map.set(name, [index]);
  } else if (!found.includes(index)) {
    found.push(index);
  }
}
