import { DEFAULT_NAMESPACE, Entity } from '@backstage/catalog-model';
import { extendKpi, extendTree } from './extend';
import { KpiEntity } from './kpi';
import { LIBRARY_NAMESPACE } from './library';
import { Problem } from './problem';
import { KpiTreeEntity } from './tree';
import {
  placeOf,
  validateKpi,
  validateKpiExtension,
  validateKpiTree,
  Validated,
  validateTreeExtension,
} from './validate';

/** How the definitions of one kind are checked and extended. */
type Kind<T extends Entity> = {
  kind: T['kind'];
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
 * means the house's definition, in the namespace `default`, if there is a valid
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
  const house = new Map<string, Entity>();
  const library = new Map<string, Entity>();
  for (const entity of entities.filter(e => e.kind === kind.kind)) {
    const namespace = entity.metadata.namespace ?? DEFAULT_NAMESPACE;
    if (namespace === DEFAULT_NAMESPACE) {
      house.set(entity.metadata.name, entity);
    } else if (namespace === LIBRARY_NAMESPACE) {
      library.set(entity.metadata.name, entity);
    } else {
      problems.push(namespaceProblem(entity, namespace));
    }
  }
  const resolved = new Map<Entity, T | undefined>();
  const report = (entity: Entity, field: string, message: string) =>
    problems.push({
      ...placeOf(entity),
      field,
      value: entity.spec?.extends,
      message: `${field} is ${JSON.stringify(entity.spec?.extends)}${message}`,
    });

  const byName = (name: string, path: Entity[]): T | undefined => {
    const own = house.get(name);
    return (
      (own && resolve(own, path)) ??
      (library.has(name) ? resolve(library.get(name)!, path) : undefined)
    );
  };

  const baseOf = (entity: Entity, path: Entity[]): T | undefined => {
    const base = entity.spec?.extends;
    const { name } = entity.metadata;
    if (typeof base !== 'string') {
      report(
        entity,
        'spec.extends',
        `: give the name of a ${kind.kind} such as ${name}`,
      );
      return undefined;
    }
    if (base === name && !library.has(name)) {
      report(
        entity,
        'spec.extends',
        `, which is itself: the library has no ${kind.kind} of that name`,
      );
      return undefined;
    }
    const circle = path.findIndex(e => e === house.get(base));
    if (base !== name && circle >= 0) {
      const names = [...path.slice(circle), entity].map(e => e.metadata.name);
      report(
        entity,
        'spec.extends',
        `, which makes a circle: ${[...names, base].join(' extends ')}`,
      );
      return undefined;
    }
    const found =
      base === name
        ? resolve(library.get(name)!, [...path, entity])
        : byName(base, [...path, entity]);
    if (!found) {
      const names = [...new Set([...house.keys(), ...library.keys()])];
      report(
        entity,
        'spec.extends',
        `, which is no valid ${
          kind.kind
        } of the catalog: mend its name, or add or mend that ${kind.kind}${
          names.length > 20 ? '' : `; there are ${names.join(', ')}`
        }`,
      );
    }
    return found;
  };

  const resolve = (entity: Entity, path: Entity[]): T | undefined => {
    if (!resolved.has(entity)) {
      const isExtension = entity.spec?.extends !== undefined;
      const base = isExtension ? baseOf(entity, path) : undefined;
      let result: { entity?: T; problems: Problem[] } = { problems: [] };
      if (!isExtension) {
        result = kind.validate(entity);
      } else if (base) {
        result = kind.extend(entity, base);
      }
      problems.push(...result.problems);
      resolved.set(entity, result.entity);
    }
    return resolved.get(entity);
  };

  const valid = new Map<string, T>();
  for (const name of new Set([...house.keys(), ...library.keys()])) {
    const definition = byName(name, []);
    if (definition) {
      valid.set(name, definition);
    }
  }
  return valid;
}

function namespaceProblem(entity: Entity, namespace: string): Problem {
  return {
    ...placeOf(entity),
    field: 'metadata.namespace',
    value: namespace,
    message: `metadata.namespace is "${namespace}": use default, as trees and annotations name definitions by plain name`,
  };
}
