import { z } from 'zod';
import {
  isLeaf,
  type KpiTreeBranch,
  type KpiTreeChild,
  type KpiTreeSpec,
  lifecycles,
  nodeKinds,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { targetSchema } from './bounds';
import { ownerRef } from './fields';

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
