import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { overrideAnnotation } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { RowError } from '../source/RowError';
import { SourceEntity } from '../source/SourceEntity';
import { NameProblem } from '../source/NameProblem';
import { Claim, foldName, settleClaims } from './claims';
import { EntityKeysConfig, ignoresCase, namedBy } from './entityKeysConfig';

/**
 * Finds the entities for which the name of a source stands.
 *
 * What the admin mapped belongs to the entity that it is mapped to, and the reference of an entity
 * to that entity. Any other name belongs to the one entity that claims it: by
 * `kpi-tree.io/source.<kpi>`, by the configured annotation or, if so configured, by its
 * own name. A name that several claim is nobody's, unless the admin lets them share it.
 * Names that differ in case only are claimed together, though each is found as it is
 * written, unless the source ignores case. An earlier reference of an entity stands for it
 * wherever that one stood: in what the admin mapped, as a reference and, if so configured,
 * by its name, unless another entity claims that.
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
  /** How names are compared: all maps and sets have them so. */
  private readonly fold: (name: string) => string;
  /** How names are written here, by how they are compared. */
  private readonly written = new Map<string, string>();
  /** The entities that `byName` is for: whether one is, and in words. */
  private readonly isNamed: (ref: string) => boolean;
  private readonly named: string;
  /** Those that it is not for, by their folded names; made when it is needed. */
  private byBareName: Map<string, string[]> | undefined;
  private readonly ofOwners = new Set<string>();
  /** How names that stand for an entity are written; made when it is needed. */
  private byFoldedName: Map<string, string> | undefined;
  /** What entities say in their annotations, as it counts. */
  private readonly annotated: readonly Claim[];
  private readonly disputed = new Set<string>();
  private readonly ignored: ReadonlySet<string>;
  /** What the admin mapped. */
  private readonly mapped: ReadonlySet<string>;
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
    this.fold = ignoresCase(config) ? foldName : name => name;
    this.ignored = new Set(config.ignore?.map(this.fold));
    this.mapped = new Set(Object.keys(config.map ?? {}).map(this.fold));
    const { isNamed, named } = namedBy(config.byName);
    this.isNamed = isNamed;
    this.named = named;
    this.always = this.resolve(config.always ?? []);
    for (const [name, mapped] of Object.entries(config.map ?? {})) {
      this.add(this.byKey, name, this.resolve([mapped].flat()));
    }
    for (const [ref, index] of this.known) {
      if (!this.mapped.has(this.fold(ref))) {
        this.add(this.byKey, ref, [index]);
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
    this.annotated = accepted.filter(({ by }) => by !== 'name');
    refused.forEach(
      ({ claim, reason }) =>
        reason === 'disputed' && this.disputed.add(this.fold(claim.name)),
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

  /** The names that stand for each entity, except for its references, in some order. */
  get names(): ReadonlyMap<string, readonly string[]> {
    const found = new Map<string, Set<string>>();
    const note = (folded: string, indices: readonly number[]) =>
      indices.forEach(index => {
        const { entityRef: ref } = this.entities[index];
        const name = this.written.get(folded)!;
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

  /**
   * The names that stand for some entities for a KPI, in order; none where everything
   * counts for one of them.
   */
  namesOf(entityRefs: readonly string[], kpi: string): string[] {
    const wanted = new Set(entityRefs);
    const isWanted = (index: number) =>
      wanted.has(this.entities[index].entityRef);
    return this.always.some(isWanted)
      ? []
      : [...new Set([...this.names.values()].flat())]
          .filter(name => this.find(name, kpi).some(isWanted))
          .sort();
  }

  /** The entities that a name of the source stands for, for a KPI. */
  find(name: string, kpi: string): readonly number[] {
    const folded = this.fold(name);
    const owned = this.byKpi.get(kpi)?.get(folded);
    const known = this.byKey.get(folded);
    if (!owned || !known) {
      return owned ?? known ?? [];
    }
    return [...new Set([...known, ...owned])];
  }

  /** Whether a name stands for an entity, for any KPI. */
  has(name: string): boolean {
    const folded = this.fold(name);
    return this.byKey.has(folded) || this.ofOwners.has(folded);
  }

  /**
   * The names in annotations that the source has nowhere: misspelt, renamed, or of
   * something that never had a record.
   *
   * @param seen - the names that it has; those that stand for no entity may be left out
   */
  unseen(seen: Iterable<string>): RowError[] {
    const found = new Set([...seen].map(this.fold));
    return this.annotated
      .filter(({ name }) => !found.has(this.fold(name)))
      .map(({ index, name, field }) => {
        const { entityRef: ref } = this.entities[index];
        return {
          message: `${ref} names ${JSON.stringify(
            name,
          )}, which no record has: check its spelling, and whether it was renamed`,
          where: field,
          entityRef: ref,
        };
      });
  }

  /**
   * What is wrong with a name: nothing if it stands for an entity, for any KPI, or is
   * knowingly ignored.
   *
   * @param field - where the name stands, such as a column
   */
  mistake(field: string, name: string): string | undefined {
    const folded = this.fold(name);
    if (this.has(name) || this.ignored.has(folded)) {
      return undefined;
    }
    const isDisputed = this.disputed.has(folded);
    const others = isDisputed ? [] : this.leftOut(name);
    const otherCase = isDisputed ? undefined : this.inOtherCase(name);
    // That all else is ignored was said of what is not an entity
    if (this.ignored.has('*') && !others.length && otherCase === undefined) {
      return undefined;
    }
    if (otherCase !== undefined) {
      return `${field} names "${name}", which is an entity only as "${otherCase}": set ${this.place}.ignoreCase to true, or add the name to ${this.place}.map or ${this.place}.ignore`;
    }
    if (isDisputed) {
      return `${field} names "${name}", which several entities claim, so none of them gets its numbers: map it in ${this.place}.map, or allow it in ${this.place}.shared`;
    }
    return others.length
      ? `${field} names "${name}", which is ${others.join(
          ' and ',
        )}, but byName is for ${this.named}: give ${
          this.place
        }.byName kinds and namespaces, or add the name to ${
          this.place
        }.map or ${this.place}.ignore`
      : `${field} names "${name}", which is not an entity: add it to ${this.place}.map or ${this.place}.ignore`;
  }

  /** How a name that stands for an entity is written, where only its case is another. */
  private inOtherCase(name: string): string | undefined {
    this.byFoldedName ??= new Map(
      [...this.byKey.keys(), ...this.ofOwners].map(known => [
        foldName(known),
        this.written.get(known)!,
      ]),
    );
    return this.byFoldedName.get(foldName(name));
  }

  /** The entities of a name whose kinds and namespaces `byName` leaves out. */
  private leftOut(name: string): string[] {
    if (!this.config.byName) {
      return [];
    }
    this.byBareName ??= bareNames(
      this.entities.filter(one => !this.isNamed(one.entityRef)),
    );
    return this.byBareName.get(foldName(name)) ?? [];
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
        this.add(this.byKey, name, [index]);
      }
    }
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
      if (!this.mapped.has(this.fold(name))) {
        this.add(this.byKey, name, [index]);
      }
      return;
    }
    const keys = this.byKpi.get(kpi) ?? new Map<string, number[]>();
    this.add(keys, name, [index]);
    this.byKpi.set(kpi, keys);
    this.ofOwners.add(this.fold(name));
  }

  private add(
    map: Map<string, number[]>,
    name: string,
    indices: readonly number[],
  ): void {
    const folded = this.fold(name);
    const found = map.get(folded) ?? [];
    found.push(...indices.filter(index => !found.includes(index)));
    map.set(folded, found);
    if (!this.written.has(folded)) {
      this.written.set(folded, name);
    }
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
        return `${given}, which ${this.place}.map assigns to another entity, so it does not count here: remove it, or have the admin of the portal add this entity there`;
      case 'reference':
        return `${given}, which is the reference of another entity, so it does not count here: give the name by which the source knows this one${otherwise}`;
      default:
        return `${given}, which another entity claims as well, so neither gets its numbers: remove it from one of them${otherwise}`;
    }
  }

  /** The entities to which equal names are mapped. */
  private mappedNames(): Map<string, Set<number>> {
    const found = new Map<string, Set<number>>();
    for (const name of Object.keys(this.config.map ?? {})) {
      const folded = foldName(name);
      const indices = found.get(folded) ?? new Set();
      this.byKey.get(this.fold(name))!.forEach(index => indices.add(index));
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

function bareNames(entities: readonly SourceEntity[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { entityRef: ref } of entities) {
    const name = foldName(parseEntityRef(ref).name);
    found.set(name, [...(found.get(name) ?? []), ref].sort());
  }
  return found;
}
