import { writeFile } from 'node:fs/promises';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  ANNOTATION_PREFIX,
  overrideAnnotation,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { assertRight } from '../check/assertRight';
import { readWorkspaceFile } from '../check/workspaceFile';
import { findEntity } from './findEntity';
import { writeAnnotations } from './writeAnnotations';

const TREE = `${ANNOTATION_PREFIX}tree`;
const NODES = `${ANNOTATION_PREFIX}nodes`;

/** What is set over KPIs, by the name of the KPI. */
type ByKpi = Record<string, string | number>;

type Input = {
  trees?: string[];
  nodes?: string[];
  targets?: ByKpi;
  thresholds?: ByKpi;
  owners?: Record<string, string>;
};

const example = `steps:
  - id: kpis
    name: Attach the KPI tree
    action: kpi-tree:attach
    input:
      trees: [it-transformation]
      nodes: [detect-to-correct]
      targets:
        incident-mttr: 2
      owners:
        incident-mttr: \${{ parameters.owner }}
`;

/**
 * The action `kpi-tree:attach`: writes annotations of KPI Tree into the
 * `catalog-info.yaml` of the workspace, as long as they are right.
 */
export function createAttachAction(catalog: CatalogService) {
  return createTemplateAction({
    id: 'kpi-tree:attach',
    description:
      'Attaches KPI trees to the entity in catalog-info.yaml, and sets targets and owners of its KPIs, by annotations',
    examples: [
      {
        description: 'Attach a tree, one value stream of it, with a target',
        example,
      },
    ],
    supportsDryRun: true,
    schema: {
      input: {
        path: z =>
          z
            .string()
            .optional()
            .describe(
              'The file in the workspace; catalog-info.yaml by default',
            ),
        entity: z =>
          z
            .string()
            .optional()
            .describe(
              'Name or reference of the entity; needed if there are several',
            ),
        trees: z =>
          z
            .array(z.string())
            .optional()
            .describe('Names of trees, in addition to those that are there'),
        nodes: z =>
          z
            .array(z.string())
            .optional()
            .describe(
              'Ids of the only nodes that count, in addition to those that are there',
            ),
        targets: z =>
          z
            .record(z.string(), z.union([z.string(), z.number()]))
            .optional()
            .describe('Targets by the name of the KPI, such as 2 or 60..80'),
        thresholds: z =>
          z
            .record(z.string(), z.union([z.string(), z.number()]))
            .optional()
            .describe('Thresholds by the name of the KPI'),
        owners: z =>
          z
            .record(z.string(), z.string())
            .optional()
            .describe('Owners by the name of the KPI: a Group or User'),
      },
      output: {
        entityRef: z => z.string().describe('The entity'),
        annotations: z =>
          z
            .record(z.string(), z.string())
            .describe('The annotations that were written'),
      },
    },
    async handler(ctx) {
      const { path = 'catalog-info.yaml', entity: wanted } = ctx.input;
      const text = await readWorkspaceFile(ctx.workspacePath, path);
      if (text === undefined) {
        throw new NotFoundError(
          `There is no ${path} in the workspace: fetch or write it before this step, or set path`,
        );
      }
      const { document, entity } = findEntity(text, { wanted, file: path });
      const annotations = annotationsOf(
        ctx.input,
        entity.metadata.annotations ?? {},
      );
      const entityRef = stringifyEntityRef(entity);
      const written = writeAnnotations(text, document, annotations);
      await assertRight(written, entityRef, {
        file: path,
        catalog,
        credentials: await ctx.getInitiatorCredentials(),
      });
      await writeFile(resolveSafeChildPath(ctx.workspacePath, path), written);
      ctx.logger.info(
        `${path}: ${Object.keys(annotations).join(', ')} of ${entityRef}`,
      );
      ctx.output('entityRef', entityRef);
      ctx.output('annotations', annotations);
    },
  });
}

/** @throws `InputError` if there is nothing to attach or set */
function annotationsOf(
  { trees, nodes, targets, thresholds, owners }: Input,
  present: Record<string, unknown>,
): Record<string, string> {
  const annotations = {
    ...list(TREE, trees, present),
    ...list(NODES, nodes, present),
    ...overrides('target', targets),
    ...overrides('threshold', thresholds),
    ...overrides('owner', owners),
  };
  if (!Object.keys(annotations).length) {
    throw new InputError(
      'There is nothing to attach: set trees, nodes, targets, thresholds or owners',
    );
  }
  return annotations;
}

/** With what is there already; `none` says that there is nothing. */
function list(
  annotation: string,
  names: string[] | undefined,
  present: Record<string, unknown>,
): Record<string, string> {
  if (!names?.length) {
    return {};
  }
  const there = String(present[annotation] ?? '')
    .split(',')
    .map(name => name.trim())
    .filter(name => name && name !== 'none');
  return { [annotation]: [...new Set([...there, ...names])].join(', ') };
}

function overrides(
  what: 'target' | 'threshold' | 'owner',
  values: ByKpi | undefined,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values ?? {}).map(([kpi, value]) => [
      overrideAnnotation(what, kpi),
      String(value),
    ]),
  );
}
