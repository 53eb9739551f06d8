import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import { z } from 'zod';
import { KPI_TREE_API_VERSION, lifecycles, Target } from '../vocabulary';
import { targetSchema } from './bounds';
import { ownerRef } from './fields';

/** @public */
export const nodeKinds = ['goal', 'csf', 'value-stream', 'process'] as const;

/**
 * What an inner node of a KPI tree stands for.
 *
 * @public
 */
export type NodeKind = (typeof nodeKinds)[number];

/**
 * A KPI hung into a tree. A target or threshold given here overrides that of
 * the Kpi, for the entities to which the tree is attached.
 *
 * @public
 */
export type KpiTreeLeaf = {
  kpi: string;
  weight: number;
  target?: Target;
  threshold?: Target;
};

/**
 * An inner node of a KPI tree: a goal, critical success factor, value stream
 * or process. A node without children is shown as a place not yet measured.
 *
 * @public
 */
export type KpiTreeBranch = {
  id: string;
  kind: NodeKind;
  title: string;
  description?: string;
  owner?: string;
  weight: number;
  rollup: 'weighted' | 'worst';
  children: KpiTreeChild[];
};

/** @public */
export type KpiTreeChild = KpiTreeBranch | KpiTreeLeaf;

/** @public */
export function isLeaf(node: KpiTreeChild): node is KpiTreeLeaf {
  return 'kpi' in node;
}

/** Beyond it nothing else would count, and sums lose what is small. */
const MAX_WEIGHT = 1_000_000;

const weight = z
  .number()
  .min(0)
  .max(MAX_WEIGHT)
  .describe('How much it counts relative to its siblings; 1 if not given');

const kpiName = z.string().min(1).describe('The name of a Kpi');

const retarget = {
  target: targetSchema
    .optional()
    .describe('Overrides the target of the Kpi in this tree'),
  threshold: targetSchema
    .optional()
    .describe('Overrides the threshold of the Kpi in this tree'),
};

/** A KPI in a tree. */
export const leafSchema = z.strictObject({
  kpi: kpiName,
  weight: weight.default(1),
  ...retarget,
});

const nodeId = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, {
  error: 'use lower-case words joined by hyphens such as detect-to-correct',
});

/** What can be said of an inner node, apart from what is below it. */
const branchFields = z.strictObject({
  title: z.string().min(1),
  description: z.string().optional(),
  owner: ownerRef.optional().describe('Who is responsible for this node'),
  weight,
  rollup: z
    .enum(['weighted', 'worst'])
    .describe('The score: the weighted mean of its children, or their worst'),
});

/** What hangs below a node: a KPI or another node. */
export const childSchema = z.unknown().transform(parseChild);

/** An inner node of a tree. */
export const branchSchema: z.ZodType<KpiTreeBranch> = branchFields.extend({
  id: nodeId,
  kind: z.enum(nodeKinds),
  weight: branchFields.shape.weight.default(1),
  rollup: branchFields.shape.rollup.default('weighted'),
  children: z.array(childSchema).default([]),
});

const changeSchema = branchFields.partial().extend({
  id: nodeId.describe('A node of the tree that is extended'),
  add: z
    .array(childSchema)
    .default([])
    .describe('Nodes and KPIs to add below this node'),
  remove: z
    .array(z.string())
    .default([])
    .describe('Ids of nodes and names of KPIs directly below this node'),
  change: z
    .array(
      z.strictObject({ kpi: kpiName, weight: weight.optional(), ...retarget }),
    )
    .default([])
    .describe('Other weights and targets of KPIs directly below this node'),
});

/**
 * A change that an extending tree makes to one node of the tree it extends.
 *
 * @public
 */
export type KpiTreeChange = z.infer<typeof changeSchema>;

// A plain union would blame both shapes at once; the presence of `kpi` tells
// which of the two the author meant, so that the message is about that one.
function parseChild(
  input: unknown,
  context: z.core.$RefinementCtx,
): KpiTreeChild {
  const schema: z.ZodType<KpiTreeChild> =
    typeof input === 'object' && input !== null && 'kpi' in input
      ? leafSchema
      : branchSchema;
  const result = schema.safeParse(input);
  if (result.success) {
    return result.data;
  }
  for (const issue of result.error.issues) {
    context.addIssue({ ...issue } as Parameters<typeof context.addIssue>[0]);
  }
  return z.NEVER;
}

const treeFields = {
  lifecycle: z.enum(lifecycles).describe('How far it can be relied on'),
  owner: ownerRef.describe('The Group or User responsible for the tree'),
  appliesTo: z
    .record(z.string(), z.json())
    .optional()
    .describe(
      'A catalog filter predicate such as { kind: Component, spec.type: service }: the tree attaches itself to the entities that match it',
    ),
};

/**
 * Schema of the `spec` of a `KpiTree` that extends another: what it does not
 * give comes from there.
 */
export const kpiTreeExtensionSchema = z.strictObject({
  ...treeFields,
  lifecycle: treeFields.lifecycle.optional(),
  owner: treeFields.owner.optional(),
  extends: z.string().min(1).describe('The tree that is extended'),
  changes: z
    .array(changeSchema)
    .default([])
    .describe('The differences, node by node'),
});

/** The `spec` of a `KpiTree` that extends another. */
export type KpiTreeExtension = z.infer<typeof kpiTreeExtensionSchema>;

/**
 * The `spec` of a valid `KpiTree`.
 *
 * @public
 */
export type KpiTreeSpec = {
  lifecycle: (typeof lifecycles)[number];
  /** A Group or User; a Group if no kind is given. */
  owner: string;
  /** A catalog filter predicate: to what the tree attaches itself. */
  appliesTo?: JsonObject;
  root: KpiTreeBranch;
  /** The `KpiTree` that was extended, by name. */
  extends?: string;
};

/** Schema of the `spec` of a complete `KpiTree`. */
export const kpiTreeSpecSchema: z.ZodType<KpiTreeSpec> = z
  .strictObject({
    ...treeFields,
    root: branchSchema,
    extends: z.string().optional(),
  })
  .superRefine((spec, context) => {
    const seen = new Map<string, string>();
    const visit = (node: KpiTreeBranch, path: (string | number)[]) => {
      const place = `spec.${path.join('.')}`;
      const other = seen.get(node.id);
      if (other) {
        context.addIssue({
          code: 'custom',
          path: [...path, 'id'],
          message: `is also the id of ${other}: ids are unique in a tree`,
        });
      }
      seen.set(node.id, place);
      const kpis = new Set<string>();
      node.children.forEach((child, index) => {
        const childPath = [...path, 'children', index];
        if (!isLeaf(child)) {
          visit(child, childPath);
        } else if (kpis.has(child.kpi)) {
          context.addIssue({
            code: 'custom',
            path: [...childPath, 'kpi'],
            message: `appears twice below ${node.id}: name it once and give it a weight`,
          });
        } else {
          kpis.add(child.kpi);
        }
      });
    };
    visit(spec.root, ['root']);
  });

/**
 * A `KpiTree` entity: a goal and below it critical success factors, value
 * streams, processes and KPIs.
 *
 * @public
 */
export interface KpiTreeEntity extends Entity {
  apiVersion: typeof KPI_TREE_API_VERSION;
  kind: 'KpiTree';
  spec: KpiTreeSpec;
}

/**
 * All nodes of a tree from the root down, each with the nodes above it.
 *
 * @public
 */
export function* walkTree(
  root: KpiTreeBranch,
  path: KpiTreeBranch[] = [],
): Generator<{ node: KpiTreeChild; path: KpiTreeBranch[] }> {
  yield { node: root, path };
  for (const child of root.children) {
    if (isLeaf(child)) {
      yield { node: child, path: [...path, root] };
    } else {
      yield* walkTree(child, [...path, root]);
    }
  }
}

/**
 * The tree with only the branches that are named, and the nodes above them.
 *
 * @returns `undefined` if no id names a branch of the tree.
 * @public
 */
export function narrowTree(
  root: KpiTreeBranch,
  nodeIds: string[],
): KpiTreeBranch | undefined {
  if (nodeIds.includes(root.id)) {
    return root;
  }
  const children = root.children.flatMap(child => {
    const narrowed = isLeaf(child) ? undefined : narrowTree(child, nodeIds);
    return narrowed ? [narrowed] : [];
  });
  return children.length ? { ...root, children } : undefined;
}
