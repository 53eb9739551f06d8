import { Entity } from '@backstage/catalog-model';
import { z } from 'zod';
import { KPI_TREE_API_VERSION, lifecycles } from './kpi';
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
 * A KPI hung into a tree.
 *
 * @public
 */
export type KpiTreeLeaf = { kpi: string; weight: number };

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

const weight = z.number().min(0).default(1);

const leafSchema = z.strictObject({ kpi: z.string().min(1), weight });

const branchSchema: z.ZodType<KpiTreeBranch> = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, {
    error: 'use lower-case words joined by hyphens such as detect-to-correct',
  }),
  kind: z.enum(nodeKinds),
  title: z.string().min(1),
  description: z.string().optional(),
  owner: ownerRef.optional(),
  weight,
  rollup: z.enum(['weighted', 'worst']).default('weighted'),
  children: z.array(z.unknown().transform(parseChild)).default([]),
});

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

/**
 * Schema of the `spec` of a `KpiTree`.
 *
 * @public
 */
export const kpiTreeSpecSchema = z
  .strictObject({
    lifecycle: z.enum(lifecycles),
    owner: ownerRef,
    appliesTo: z.record(z.string(), z.json()).optional(),
    root: branchSchema,
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
            message: `stands twice below ${node.id}: name it once and give it a weight`,
          });
        } else {
          kpis.add(child.kpi);
        }
      });
    };
    visit(spec.root, ['root']);
  });

/**
 * The `spec` of a valid `KpiTree`.
 *
 * @public
 */
export type KpiTreeSpec = z.infer<typeof kpiTreeSpecSchema>;

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
