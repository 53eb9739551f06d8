import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  resolveSafeChildPath,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { definitionKind } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { readEntities } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { assertRight } from '../check/assertRight';
import { addLeaf } from './addLeaf';
import { repositoryFile } from './repositoryFile';
import { writeDefinition } from './writeDefinition';

const example = `steps:
  - id: write
    name: Write the definition
    action: kpi-tree:write
    input:
      url: https://github.com/acme/kpis/blob/main/kpis.yaml
      yaml: \${{ parameters.yaml }}
  - id: pull-request
    name: Propose it
    action: publish:github:pull-request
    input:
      repoUrl: \${{ steps.write.output.repoUrl }}
      branchName: \${{ steps.write.output.branch }}
      targetBranchName: \${{ steps.write.output.targetBranch }}
      title: \${{ parameters.title }}
      description: From the portal
`;

/**
 * The action `kpi-tree:write`: puts the text of a `Kpi` or `KpiTree` into a file of a
 * repository, and that file into the workspace.
 */
export function createWriteAction({
  catalog,
  reader,
  integrations,
}: {
  catalog: CatalogService;
  reader: UrlReaderService;
  integrations: ScmIntegrationRegistry;
}) {
  return createTemplateAction({
    id: 'kpi-tree:write',
    description:
      'Puts the YAML of a Kpi or KpiTree into a file of a repository, where other definitions stay as they are, for a pull request; one with a mistake is refused, with its line',
    examples: [{ description: 'Propose a KPI that was tried', example }],
    supportsDryRun: true,
    schema: {
      input: {
        yaml: z => z.string().describe('The text of one Kpi or KpiTree'),
        url: z =>
          z
            .string()
            .describe(
              'The address of the file, such as https://github.com/acme/kpis/blob/main/kpis.yaml; it is made if it is not there',
            ),
        tree: z =>
          z
            .string()
            .optional()
            .describe('With node: a KpiTree in this file that gets the Kpi'),
        node: z =>
          z.string().optional().describe('The id of the node that gets it'),
      },
      output: {
        entityRef: z => z.string().describe('The definition'),
        name: z => z.string().describe('Its name'),
        isNew: z => z.boolean().describe('Whether the file did not have it'),
        path: z => z.string().describe('The file, in repository and workspace'),
        provider: z => z.enum(['github', 'gitlab']).describe('Of the host'),
        repoUrl: z => z.string().describe('The repository'),
        targetBranch: z => z.string().describe('The branch of the file'),
        branch: z => z.string().describe('A name for the new branch'),
      },
    },
    async handler(ctx) {
      const { yaml, url, tree, node } = ctx.input;
      const file = repositoryFile(url, integrations);
      const { entityRef, name, kind } = await oneDefinition(yaml, file.path);
      const before = await readFile(reader, url);
      const { text, isNew } = writeDefinition(before, yaml);
      await assertRight(text, entityRef, {
        file: file.path,
        catalog,
        credentials: await ctx.getInitiatorCredentials(),
      });
      const isPlaced = tree !== undefined && node !== undefined;
      if (isPlaced && kind !== 'Kpi') {
        throw new InputError(`tree is ${tree}: it gets a Kpi, not a ${kind}`);
      }
      const whole = isPlaced ? addLeaf(text, { tree, node, kpi: name }) : text;
      if (whole === before) {
        throw new InputError(
          `${file.path} of ${file.repoUrl} has ${entityRef} like this already: there is nothing to propose`,
        );
      }
      const target = resolveSafeChildPath(ctx.workspacePath, file.path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, whole);
      ctx.logger.info(`${file.path}: ${entityRef}`);
      ctx.output('entityRef', entityRef);
      ctx.output('name', name);
      ctx.output('isNew', isNew);
      ctx.output('path', file.path);
      ctx.output('provider', file.provider);
      ctx.output('repoUrl', file.repoUrl);
      ctx.output('targetBranch', file.targetBranch);
      ctx.output('branch', branchOf(name, whole));
    },
  });
}

/**
 * The only definition of a text.
 *
 * @throws `InputError` if there is a mistake, or none or several
 */
async function oneDefinition(yaml: string, file: string) {
  const { entities, mistakes } = await readEntities(yaml);
  if (mistakes.length) {
    const [{ line, column, message }] = mistakes;
    throw new InputError(`${file}:${line}:${column} ${message}`);
  }
  const [first] = entities;
  const kind = first && definitionKind(first.entity);
  if (entities.length > 1) {
    throw new InputError(
      `yaml has ${entities.length} documents: propose one at a time`,
    );
  }
  if (!kind) {
    throw new InputError('yaml has no Kpi or KpiTree: give the text of one');
  }
  return {
    kind,
    name: first.entity.metadata.name,
    entityRef: stringifyEntityRef(first.entity),
  };
}

/** The text of a file; nothing if there is none. */
async function readFile(
  reader: UrlReaderService,
  url: string,
): Promise<string | undefined> {
  try {
    const found = await reader.readUrl(url);
    return (await found.buffer()).toString('utf8');
  } catch (error) {
    if (error instanceof Error && error.name === 'NotFoundError') {
      return undefined;
    }
    throw error;
  }
}

/** The same text makes the same branch, so that it is proposed once. */
function branchOf(name: string, text: string): string {
  const hash = createHash('sha256').update(text).digest('hex');
  return `kpi-tree/${name}-${hash.slice(0, 8)}`;
}
