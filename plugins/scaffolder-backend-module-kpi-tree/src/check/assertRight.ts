import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { writtenProblems } from '@internal/kpi-tree';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  readEntities,
  TextPlace,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { besides } from './besides';

/** So many mistakes are named: enough to correct a template by. */
const NAMED = 10;

/**
 * Checks an entity in a YAML text as the portal will, once the text is in its catalog.
 *
 * @param file - the name of the text in messages
 * @throws `InputError` that names line, field, value and what would be right
 */
export async function assertRight(
  text: string,
  entityRef: string,
  {
    file,
    catalog,
    credentials,
  }: {
    file: string;
    catalog: CatalogService;
    credentials: BackstageCredentials;
  },
): Promise<void> {
  const { entities, mistakes } = await readEntities(text);
  const messages = mistakes
    .filter(({ entity }) => !entity || stringifyEntityRef(entity) === entityRef)
    .map(mistake => messageOf(file, mistake, mistake.message));
  const read = entities.find(
    ({ entity }) => stringifyEntityRef(entity) === entityRef,
  );
  if (read) {
    const { entity } = read;
    const problems = writtenProblems(
      [entity],
      await besides(entity, catalog, credentials),
      { checkOwners: true },
    );
    messages.push(
      ...problems.map(({ field, value, message }) =>
        messageOf(file, read.locate(field, value), message),
      ),
    );
  }
  if (messages.length) {
    const more = messages.length - NAMED;
    throw new InputError(
      [
        ...new Set(messages.slice(0, NAMED)),
        ...(more > 0 ? [`and ${more} more`] : []),
      ].join('\n'),
    );
  }
}

function messageOf(
  file: string,
  { line, column }: TextPlace,
  message: string,
): string {
  return `${file}:${line}:${column} ${message}`;
}
