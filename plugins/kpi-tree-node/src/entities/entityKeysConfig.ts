import { parseEntityRef } from '@backstage/catalog-model';
import { z } from 'zod';

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
const NAMED_KINDS = ['Component'];
const NAMED_NAMESPACES = ['default'];

/** Annotations whose vendor ignores case: names of repositories and projects. */
const CASELESS = [
  'github.com/project-slug',
  'gitlab.com/project-slug',
  'dev.azure.com/project-repo',
];

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
  ignoreCase: z.boolean().optional(),
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
   * Whether names that differ in case only are one name to the source; `true` by default
   * where `annotation` is one of repositories and projects, whose vendors see it so.
   */
  ignoreCase?: boolean;
  /**
   * Names that several entities may claim, so that each has their numbers; `true` for
   * all. What is mapped is not shared with others.
   */
  shared?: boolean | string[];
  /** Entities for which everything counts. */
  always?: string[];
};

/** Whether names that differ in case only are one name. */
export function ignoresCase({
  annotation = '',
  ignoreCase = CASELESS.includes(annotation),
}: EntityKeysConfig): boolean {
  return ignoreCase;
}

/** The entities that `byName` is for: whether one is, and in words. */
export function namedBy(byName: EntityKeysConfig['byName']): {
  isNamed: (ref: string) => boolean;
  named: string;
} {
  const { kinds = NAMED_KINDS, namespaces = NAMED_NAMESPACES } =
    typeof byName === 'object' ? byName : {};
  const lower = (names: readonly string[]) =>
    new Set(names.map(name => name.toLocaleLowerCase('en-US')));
  const ofKinds = lower(kinds);
  const ofNamespaces = lower(namespaces);
  return {
    isNamed: ref => {
      const { kind, namespace } = parseEntityRef(ref);
      return (
        ofKinds.has(kind.toLocaleLowerCase('en-US')) &&
        ofNamespaces.has(namespace.toLocaleLowerCase('en-US'))
      );
    },
    named: `the kinds ${kinds.join(', ')} and namespaces ${namespaces.join(
      ', ',
    )}`,
  };
}
