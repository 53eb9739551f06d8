import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { ConflictError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { JsonObject } from '@backstage/types';
import { KPI_TREE_API_VERSION } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { stringify } from 'yaml';
import { assertRight } from '../check/assertRight';
import { readWorkspaceFile } from '../check/workspaceFile';

const example = `steps:
  - id: kpi
    name: Write the KPI
    action: kpi-tree:propose
    input:
      kind: Kpi
      name: incident-mttr
      spec:
        extends: incident-mttr # the library's
        owner: group:default/incident-management
        target: \${{ parameters.target }}
        threshold: \${{ parameters.threshold }}
  - id: pull-request
    name: Propose it
    action: publish:github:pull-request
    input:
      repoUrl: github.com?owner=acme&repo=kpis
      branchName: kpi-incident-mttr
      title: Targets of incident-mttr
      description: From the portal
`;

/**
 * The action `kpi-tree:propose`: writes a `Kpi` or `KpiTree` into a file of the
 * workspace, as long as it is right.
 */
export function createProposeAction(catalog: CatalogService) {
  return createTemplateAction({
    id: 'kpi-tree:propose',
    description:
      'Writes a Kpi or KpiTree, or changes to one of the library, into a YAML file; one with a mistake is refused, with its line',
    examples: [
      { description: 'Propose targets of a KPI of the library', example },
    ],
    supportsDryRun: true,
    schema: {
      input: {
        kind: z => z.enum(['Kpi', 'KpiTree']).describe('What it is'),
        name: z => z.string().describe('Its name'),
        title: z => z.string().optional().describe('Its title'),
        description: z => z.string().optional().describe('Its description'),
        tags: z => z.array(z.string()).optional().describe('Its tags'),
        spec: z =>
          z
            .record(z.string(), z.unknown())
            .describe('As docs/definitions.md of KPI Tree describes it'),
        path: z =>
          z
            .string()
            .optional()
            .describe('The file in the workspace; kpis/<name>.yaml by default'),
        overwrite: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Replaces the file if it is there; else that is an error',
            ),
      },
      output: {
        path: z => z.string().describe('The file in the workspace'),
        entityRef: z => z.string().describe('The definition'),
      },
    },
    async handler(ctx) {
      const { kind, name, title, description, tags, spec } = ctx.input;
      const { path = `kpis/${name}.yaml`, overwrite = false } = ctx.input;
      const isThere =
        (await readWorkspaceFile(ctx.workspacePath, path)) !== undefined;
      if (isThere && !overwrite) {
        throw new ConflictError(
          `There is a file ${path} in the workspace: set path to another, or overwrite to true`,
        );
      }
      const entity: Entity = {
        apiVersion: KPI_TREE_API_VERSION,
        kind,
        metadata: { name, title, description, tags },
        spec: spec as JsonObject,
      };
      const entityRef = stringifyEntityRef(entity);
      const text = stringify(entity, { lineWidth: 0 });
      await assertRight(text, entityRef, {
        file: path,
        catalog,
        credentials: await ctx.getInitiatorCredentials(),
      });
      const file = resolveSafeChildPath(ctx.workspacePath, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
      ctx.logger.info(`${path}: ${entityRef}`);
      ctx.output('path', path);
      ctx.output('entityRef', entityRef);
    },
  });
}
