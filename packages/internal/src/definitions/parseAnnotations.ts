import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  ANNOTATION_PREFIX,
  Bound,
  Problem,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { parseBound } from './bounds';
import { isOwnerRef } from './fields';
import { placeOf } from './placeOf';

/**
 * What the annotations of an entity say about its KPI trees.
 */
export type EntityAnnotations = {
  /** The trees to attach by name, `'none'` to opt out, `undefined` if not said. */
  trees?: string[] | 'none';
  /** The only branches that count here, by node id. */
  nodes?: string[];
  target: Record<string, Bound>;
  threshold: Record<string, Bound>;
  owner: Record<string, string>;
  /** The key by which the source of a KPI knows the entity. */
  source: Record<string, string>;
  /** Earlier references of the entity, whose history it takes over. */
  formerly?: string[];
};

/** As many earlier references as an entity may name. */
const MOST_FORMER = 20;

/** What the catalog may call an entity, and the store holds. */
const REFERENCE = /^(?=.{1,255}$)[\w.-]+:[\w.-]+\/[\w.-]+$/;

/**
 * Reads the annotations that start with `kpi-tree.io/`. A wrong one is left out
 * and reported; the others hold.
 */
export function parseAnnotations(entity: Entity): {
  annotations: EntityAnnotations;
  problems: Problem[];
} {
  const annotations: EntityAnnotations = {
    target: {},
    threshold: {},
    owner: {},
    source: {},
  };
  const problems: Problem[] = [];
  for (const [key, value] of Object.entries(
    entity.metadata.annotations ?? {},
  )) {
    if (!key.startsWith(ANNOTATION_PREFIX)) {
      continue;
    }
    const mistake = readAnnotation(
      key.slice(ANNOTATION_PREFIX.length),
      String(value),
      annotations,
    );
    if (mistake) {
      problems.push(annotationProblem(entity, key, mistake));
    }
  }
  return { annotations, problems };
}

/**
 * A problem with an annotation of an entity.
 *
 * @param mistake - what is wrong and what would be right
 */
export function annotationProblem(
  entity: Entity,
  key: string,
  mistake: string,
): Problem {
  const value = entity.metadata.annotations?.[key];
  return {
    ...placeOf(entity),
    field: `metadata.annotations[${key}]`,
    ...(value === undefined ? {} : { value }),
    message: `annotation ${key} is ${JSON.stringify(value)}: ${mistake}`,
  };
}

function readAnnotation(
  name: string,
  value: string,
  into: EntityAnnotations,
): string | undefined {
  if (name === 'tree') {
    const trees = list(value);
    into.trees = trees.length === 1 && trees[0] === 'none' ? 'none' : trees;
    return trees.length
      ? undefined
      : 'name one or more trees, separated by commas, or none';
  }
  if (name === 'nodes') {
    into.nodes = list(value);
    return into.nodes.length
      ? undefined
      : 'name one or more nodes of the tree by id, separated by commas';
  }
  if (name === 'formerly') {
    const refs = formerReferences(value);
    if (refs) {
      into.formerly = refs;
    }
    return refs
      ? undefined
      : `name 1 to ${MOST_FORMER} earlier references of this entity such as component:default/payments, separated by commas`;
  }
  const dot = name.indexOf('.');
  const what = name.slice(0, dot);
  const kpi = name.slice(dot + 1);
  if (dot < 0 || !kpi) {
    return 'is not known: use tree, nodes, formerly, target.<kpi>, threshold.<kpi>, owner.<kpi> or source.<kpi>';
  }
  switch (what) {
    case 'target':
    case 'threshold': {
      const bound = parseBound(value);
      if (bound === undefined) {
        return "use a number in the unit of the KPI such as '4', or '95..99' for a range";
      }
      into[what][kpi] = bound;
      return undefined;
    }
    case 'owner':
      if (!isOwnerRef(value)) {
        return 'use a reference to a Group or User such as user:default/jane';
      }
      into.owner[kpi] = value;
      return undefined;
    case 'source':
      if (!value.trim()) {
        return 'give the key by which the source knows this entity';
      }
      into.source[kpi] = value.trim();
      return undefined;
    default:
      return `${what} is not known: use target, threshold, owner or source before the name of the KPI`;
  }
}

/** Whole references, each once; nothing if one is none. */
function formerReferences(value: string): string[] | undefined {
  try {
    const refs = list(value).map(ref =>
      stringifyEntityRef(parseEntityRef(ref, { defaultNamespace: 'default' })),
    );
    return refs.length &&
      refs.length <= MOST_FORMER &&
      refs.every(ref => REFERENCE.test(ref))
      ? [...new Set(refs)]
      : undefined;
  } catch {
    return undefined;
  }
}

function list(value: string): string[] {
  return value
    .split(',')
    .map(item => item.trim())
    .filter(Boolean);
}
