import { Entity } from '@backstage/catalog-model';
import {
  DefinitionKind,
  definitionKind,
  KpiEntity,
  KpiTreeEntity,
  LIBRARY_NAMESPACE,
  Problem,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { extendKpi, extendTree } from './extend';
import { namesLike } from './names';
import { namingProblems } from './namingProblems';
import { placeOf } from './placeOf';
import {
  Validated,
  validateKpi,
  validateKpiExtension,
  validateKpiTree,
  validateTreeExtension,
} from './validate';

/** How the definitions of one kind are checked and extended. */
type Kind<T extends Entity> = {
  kind: DefinitionKind;
  validate: (entity: Entity) => Validated<T>;
  extend: (extension: Entity, base: T) => { entity?: T; problems: Problem[] };
};

const kpiKind: Kind<KpiEntity> = {
  kind: 'Kpi',
  validate: validateKpi,
  extend: (extension, base) => {
    const own = validateKpiExtension(extension);
    return own.entity ? validateKpi(extendKpi(extension, base)) : own;
  },
};

const treeKind: Kind<KpiTreeEntity> = {
  kind: 'KpiTree',
  validate: validateKpiTree,
  extend: (extension, base) => {
    const own = validateTreeExtension(extension);
    return own.entity ? extendTree(own.entity, base) : own;
  },
};

/** Makes definitions of one kind whole, each once, whatever extends what. */
class Resolver<T extends Entity> {
  private readonly resolved = new Map<Entity, T | undefined>();

  constructor(
    private readonly own: ReadonlyMap<string, Entity>,
    private readonly library: ReadonlyMap<string, Entity>,
    private readonly kind: Kind<T>,
    private readonly problems: Problem[],
  ) {}

  /** @param path - the definitions on the way here, each extending the next */
  byName(name: string, path: Entity[]): T | undefined {
    const own = this.own.get(name);
    const fromLibrary = this.library.get(name);
    return (
      (own && this.resolve(own, path)) ??
      (fromLibrary && this.resolve(fromLibrary, path))
    );
  }

  private resolve(entity: Entity, path: Entity[]): T | undefined {
    if (!this.resolved.has(entity)) {
      const { entity: whole, problems } =
        entity.spec?.extends === undefined
          ? this.kind.validate(entity)
          : this.extend(entity, path);
      this.problems.push(...problems);
      this.resolved.set(entity, whole);
    }
    return this.resolved.get(entity);
  }

  private extend(
    entity: Entity,
    path: Entity[],
  ): {
    entity?: T;
    problems: Problem[];
  } {
    const { kind, library } = this;
    const { name } = entity.metadata;
    const base = entity.spec?.extends;
    const mistake = (message: string) => ({
      problems: [
        {
          ...placeOf(entity),
          field: 'spec.extends',
          value: base,
          message: `spec.extends is ${JSON.stringify(base)}${message}`,
        },
      ],
    });
    if (typeof base !== 'string') {
      return mistake(`: give the name of a ${kind.kind} such as ${name}`);
    }
    if (base === name && !library.has(name)) {
      return mistake(
        `, which is itself: the library has no ${kind.kind} of that name`,
      );
    }
    const circle = path.findIndex(e => e === this.own.get(base));
    if (base !== name && circle >= 0) {
      const names = [...path.slice(circle), entity].map(e => e.metadata.name);
      return mistake(
        `, which makes a circle: ${[...names, base].join(' extends ')}`,
      );
    }
    const found =
      base === name
        ? this.resolve(library.get(name)!, [...path, entity])
        : this.byName(base, [...path, entity]);
    return found ? kind.extend(entity, found) : mistake(this.unknown(base));
  }

  private unknown(base: string): string {
    const { kind } = this.kind;
    const names = namesLike(base, [...this.own.keys(), ...this.library.keys()]);
    return `, which is not a valid ${kind} of the catalog: correct its name, or add or fix that ${kind}; there are ${names}`;
  }
}

/**
 * What is wrong with a definition by itself, be it complete or the extension of
 * another.
 */
export function definitionProblems(
  entity: Entity,
  kind: DefinitionKind,
): Problem[] {
  const isExtension = entity.spec?.extends !== undefined;
  const validate =
    kind === 'Kpi'
      ? [validateKpi, validateKpiExtension]
      : [validateKpiTree, validateTreeExtension];
  return [
    ...namingProblems(entity, kind),
    ...validate[isExtension ? 1 : 0](entity).problems,
  ];
}

/** The valid KPIs by name; see {@link resolveKind}. */
export function resolveKpis(entities: Entity[], problems: Problem[]) {
  return resolveKind(entities, kpiKind, problems);
}

/** The valid trees by name; see {@link resolveKind}. */
export function resolveTrees(entities: Entity[], problems: Problem[]) {
  return resolveKind(entities, treeKind, problems);
}

/**
 * The valid definitions of a kind by plain name, extensions made whole. A name
 * means the organisation's definition, in the namespace `default`, if there is a valid
 * one, and else the library's. A definition that extends its own name extends
 * the library's.
 *
 * @param problems - takes what is wrong
 */
function resolveKind<T extends Entity>(
  entities: Entity[],
  kind: Kind<T>,
  problems: Problem[],
): Map<string, T> {
  const own = new Map<string, Entity>();
  const library = new Map<string, Entity>();
  for (const entity of entities) {
    if (definitionKind(entity) !== kind.kind) {
      continue;
    }
    const { name, namespace } = entity.metadata;
    const naming = namingProblems(entity, kind.kind);
    problems.push(...naming);
    if (!naming.length) {
      (namespace === LIBRARY_NAMESPACE ? library : own).set(name, entity);
    }
  }
  const resolver = new Resolver(own, library, kind, problems);
  const valid = new Map<string, T>();
  for (const name of new Set([...own.keys(), ...library.keys()])) {
    const definition = resolver.byName(name, []);
    if (definition) {
      valid.set(name, definition);
    }
  }
  return valid;
}
