import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { overrideAnnotation } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { z } from 'zod';
import { RowError, SourceEntity } from '../KpiSource';
import { Claim, foldName, settleClaims } from './claims';

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

/** The kinds and namespaces of the entities that a name of the source may be. */
const NAMED_KINDS = ['component'];
const NAMED_NAMESPACES = ['default'];

/** Annotations whose vendor takes no heed of case: names of repositories and projects. */
const CASELESS = ['github.com/project-slug', 'gitlab.com/project-slug'];

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
  byName: z
    .union([
      z.boolean(),
      z.strictObject({
        kinds: z.array(z.string().min(1)).min(1).optional(),
        namespaces: z.array(z.string().min(1)).min(1).optional(),
      }),
    ])
    .optional(),
  shared: z.union([z.boolean(), z.array(z.string())]).optional(),
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
  /**
   * Whether the name of an entity is its name in the source: of Components in the
   * namespace `default`, or of the kinds and in the namespaces that are given.
   */
  byName?: boolean | { kinds?: string[]; namespaces?: string[] };
  /**
   * Names that several entities may claim, so that each has their numbers; `true` for
   * all. What is mapped is not shared with others.
   */
  shared?: boolean | string[];
  /** Entities for which everything counts. */
  always?: string[];
};

/**
 * A name of a source that an entity claims and does not get.
 *
 * @public
 */
export type NameProblem = {
  entityRef: string;
  /** Where it is claimed: an annotation, or `metadata.name`. */
  field: string;
  /** The name. */
  value: string;
  /** Why it does not count, and what to do; names no other entity. */
  message: string;
  /** The others that claim it. */
  others: string[];
};

/**
 * Finds the entities for which the name of a source stands.
 *
 * What the admin mapped belongs to whom it is mapped to, and the reference of an entity
 * to that entity. Any other name belongs to the one entity that claims it: by
 * `kpi-tree.io/source.<kpi>`, by the configured annotation or, if so configured, by its
 * own name. A name that several claim is nobody's, unless the admin lets them share it.
 * Names that differ in case only are claimed together, though each is found as it is
 * written; where the annotation names repositories of GitHub or projects of GitLab, case is
 * no difference, as it is none to them. An earlier reference of an entity stands for it wherever that one stood: in
 * what the admin mapped, as a reference and, if so configured, by its name, unless another
 * entity claims that.
 *
 * An entity is identified by its index among those that the collector gave.
 *
 * @public
 */
export class EntityKeys {
  /** By reference; those of today go before earlier ones. */
  private readonly known: ReadonlyMap<string, number>;
  private readonly byKey = new Map<string, number[]>();
  /** By KPI and name, from the annotations of the entities. */
  private readonly byKpi = new Map<string, Map<string, number[]>>();
  /** How names are written here, by how they are compared where case is no difference. */
  private readonly written = new Map<string, string>();
  private readonly isNamed: (ref: string) => boolean;
  private readonly ofOwners = new Set<string>();
  private readonly disputed = new Set<string>();
  private readonly ignored: ReadonlySet<string>;
  /** For which everything counts. */
  readonly always: readonly number[];
  /** What is wrong with the configuration itself. */
  readonly mistakes: string[] = [];
  /** What entities claim and do not get. */
  readonly problems: readonly NameProblem[];

  /**
   * @param entities - those that may be measured, with their keys for the KPIs of the
   * source
   * @param place - the configuration key, for messages; not given where an admin
   * cannot decide
   */
  constructor(
    private readonly entities: readonly SourceEntity[],
    private readonly config: EntityKeysConfig,
    private readonly place?: string,
  ) {
    const former = entities.flatMap(({ formerly = [] }, index) =>
      formerly.map(ref => [ref, index] as const),
    );
    this.known = new Map([
      ...former,
      ...entities.map((one, index) => [one.entityRef, index] as const),
    ]);
    this.ignored = new Set(config.ignore);
    this.isNamed = namedBy(config.byName);
    this.always = this.resolve(config.always ?? []);
    for (const [name, mapped] of Object.entries(config.map ?? {})) {
      this.byKey.set(name, this.resolve([mapped].flat()));
    }
    for (const [ref, index] of this.known) {
      if (!this.isMapped(ref)) {
        add(this.byKey, ref, index);
      }
    }
    const { shared } = config;
    const sharedNames = new Set(
      Array.isArray(shared) ? shared.map(foldName) : [],
    );
    const claims = this.claims();
    const mapped = this.mappedNames();
    const { accepted, refused } = settleClaims(claims, {
      entities,
      mapped,
      isShared: name => shared === true || sharedNames.has(name),
    });
    accepted.forEach(claim => this.accept(claim));
    if (CASELESS.includes(config.annotation ?? '')) {
      for (const name of [...this.byKey.keys(), ...this.ofOwners]) {
        this.written.set(foldName(name), name);
      }
    }
    refused.forEach(
      ({ claim, reason }) =>
        reason === 'disputed' && this.disputed.add(claim.name),
    );
    if (config.byName) {
      this.addFormerNames(
        former,
        new Set([
          ...claims.map(({ name }) => foldName(name)),
          ...mapped.keys(),
        ]),
      );
    }
    this.problems = refused.map(({ claim, reason, others }) => ({
      entityRef: entities[claim.index].entityRef,
      field: claim.field,
      value: claim.name,
      message: this.refusal(claim, reason),
      others: others.map(other => entities[other].entityRef),
    }));
  }

  /** All that is wrong before a row is read, for the errors of a run. */
  get errors(): RowError[] {
    return [
      ...this.mistakes.map(message => ({ message, where: '' })),
      ...this.problems.map(({ entityRef: ref, message }) => ({
        message,
        where: ref,
        entityRef: ref,
      })),
    ];
  }

  /** The names that stand for each entity, but for its references, in some order. */
  get names(): ReadonlyMap<string, readonly string[]> {
    const found = new Map<string, Set<string>>();
    const note = (name: string, indices: readonly number[]) =>
      indices.forEach(index => {
        const { entityRef: ref } = this.entities[index];
        if (!this.known.has(name)) {
          found.set(ref, (found.get(ref) ?? new Set()).add(name));
        }
      });
    this.byKey.forEach((indices, name) => note(name, indices));
    this.byKpi.forEach(keys =>
      keys.forEach((indices, name) => note(name, indices)),
    );
    return new Map([...found].map(([ref, names]) => [ref, [...names]]));
  }

  /** The entities that a name of the source stands for, for a KPI. */
  find(name: string, kpi: string): readonly number[] {
    const written = this.writtenHere(name);
    const owned = this.byKpi.get(kpi)?.get(written);
    const known = this.byKey.get(written);
    if (!owned || !known) {
      return owned ?? known ?? [];
    }
    return [...new Set([...known, ...owned])];
  }

  /**
   * What is wrong with a name: nothing if it stands for an entity, for any KPI, or is
   * knowingly ignored.
   *
   * @param field - where the name stands, such as a column
   */
  mistake(field: string, name: string): string | undefined {
    const written = this.writtenHere(name);
    if (
      this.byKey.has(written) ||
      this.ofOwners.has(written) ||
      this.ignored.has(name) ||
      this.ignored.has('*')
    ) {
      return undefined;
    }
    return this.disputed.has(name)
      ? `${field} names "${name}", which several entities claim, so that none has its numbers: map it in ${this.place}.map, or allow it in ${this.place}.shared`
      : `${field} names "${name}", which is no entity: add it to ${this.place}.map or ${this.place}.ignore`;
  }

  /** @param taken - names of others, folded */
  private addFormerNames(
    former: (readonly [string, number])[],
    taken: ReadonlySet<string>,
  ): void {
    const byName = new Map<string, Set<number>>();
    for (const [ref, index] of former.filter(([one]) => this.isNamed(one))) {
      const { name } = parseEntityRef(ref);
      byName.set(name, (byName.get(name) ?? new Set()).add(index));
    }
    for (const [name, [index, ...others]] of byName) {
      if (!others.length && !taken.has(foldName(name))) {
        add(this.byKey, name, index);
      }
    }
  }

  /** A name as it is written here, if it is and case is no difference. */
  private writtenHere(name: string): string {
    if (!this.written.size || this.byKey.has(name) || this.ofOwners.has(name)) {
      return name;
    }
    return this.written.get(foldName(name)) ?? name;
  }

  private claims(): Claim[] {
    const { annotation, byName } = this.config;
    return this.entities.flatMap((entity, index) => {
      const ofEntity: Claim[] = [];
      const annotated = annotation && entity.annotations?.[annotation];
      if (annotated) {
        const field = `metadata.annotations[${annotation}]`;
        ofEntity.push({ index, name: annotated, by: 'annotation', field });
      }
      if (byName && this.isNamed(entity.entityRef)) {
        const { name } = parseEntityRef(entity.entityRef);
        ofEntity.push({ index, name, by: 'name', field: 'metadata.name' });
      }
      for (const [kpi, name] of Object.entries(entity.keys)) {
        const field = `metadata.annotations[${overrideAnnotation(
          'source',
          kpi,
        )}]`;
        ofEntity.push({ index, name, by: 'key', kpi, field });
      }
      return ofEntity;
    });
  }

  private accept({ index, name, kpi }: Claim): void {
    if (kpi === undefined) {
      if (!this.isMapped(name)) {
        add(this.byKey, name, index);
      }
      return;
    }
    const keys = this.byKpi.get(kpi) ?? new Map<string, number[]>();
    add(keys, name, index);
    this.byKpi.set(kpi, keys);
    this.ofOwners.add(name);
  }

  private refusal(
    { field, name }: Claim,
    reason: 'mapped' | 'reference' | 'disputed',
  ): string {
    const given = `${field} is ${JSON.stringify(name)}`;
    const otherwise = this.place
      ? `, or have the admin of the portal map it in ${this.place}.map or allow it in ${this.place}.shared`
      : '';
    switch (reason) {
      case 'mapped':
        return `${given}, which ${this.place}.map gives to another entity, so that it does not count here: remove it, or have the admin of the portal add this entity there`;
      case 'reference':
        return `${given}, which is the reference of another entity, so that it does not count here: give the name by which the source knows this one${otherwise}`;
      default:
        return `${given}, which another entity claims as well, so that neither has its numbers: take it away from one of them${otherwise}`;
    }
  }

  private isMapped(name: string): boolean {
    return (
      this.config.map !== undefined && Object.hasOwn(this.config.map, name)
    );
  }

  /** To whom the names are mapped that are alike. */
  private mappedNames(): Map<string, Set<number>> {
    const found = new Map<string, Set<number>>();
    for (const name of Object.keys(this.config.map ?? {})) {
      const folded = foldName(name);
      const indices = found.get(folded) ?? new Set();
      this.byKey.get(name)!.forEach(index => indices.add(index));
      found.set(folded, indices);
    }
    return found;
  }

  private resolve(refs: readonly string[]): number[] {
    return [...new Set(refs)].flatMap(ref => {
      const full = stringifyEntityRef(
        parseEntityRef(ref, { defaultKind: 'component' }),
      );
      const index = this.known.get(full);
      if (index === undefined) {
        this.mistakes.push(
          `${this.place} names ${full}, which is not in the catalog or has no KPIs: correct its name, or attach a KPI tree`,
        );
      }
      return index === undefined ? [] : [index];
    });
  }
}

function namedBy(byName: EntityKeysConfig['byName']): (ref: string) => boolean {
  const given = typeof byName === 'object' ? byName : {};
  const lower = (names: string[]) =>
    new Set(names.map(name => name.toLocaleLowerCase('en-US')));
  const kinds = lower(given.kinds ?? NAMED_KINDS);
  const namespaces = lower(given.namespaces ?? NAMED_NAMESPACES);
  return ref => {
    const { kind, namespace } = parseEntityRef(ref);
    return (
      kinds.has(kind.toLocaleLowerCase('en-US')) &&
      namespaces.has(namespace.toLocaleLowerCase('en-US'))
    );
  };
}

function add(map: Map<string, number[]>, name: string, index: number): void {
  const found = map.get(name);
  if (!found) {
    map.set(name, [index]);
  } else if (!found.includes(index)) {
    found.push(index);
  }
}
