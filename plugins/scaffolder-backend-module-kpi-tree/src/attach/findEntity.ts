import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { Document, isDocument, parseAllDocuments } from 'yaml';

/** A document of a file, and the entity in it. */
export type EntityDocument = { document: Document.Parsed; entity: Entity };

/**
 * Finds the entity in a YAML text.
 *
 * @param wanted - its name or reference; not needed where the text has only one
 * @param file - the name of the text in messages
 * @throws `InputError` if the text is not YAML, or does not say which entity it is
 */
export function findEntity(
  text: string,
  { wanted, file }: { wanted?: string; file: string },
): EntityDocument {
  const documents = parseAllDocuments(text);
  const found: EntityDocument[] = [];
  for (const document of Array.isArray(documents) ? documents : []) {
    const [error] = document.errors;
    if (error) {
      throw new InputError(`${file} is not valid YAML: ${error.message}`);
    }
    const entity = isDocument(document) ? document.toJS() : undefined;
    if (entity?.kind && entity?.metadata?.name) {
      found.push({ document: document as Document.Parsed, entity });
    }
  }
  const fitting = found.filter(
    ({ entity }) =>
      wanted === undefined ||
      refOf(wanted, entity.kind) === stringifyEntityRef(entity),
  );
  if (fitting.length !== 1) {
    const refs = found.map(({ entity }) => stringifyEntityRef(entity));
    throw new InputError(
      refs.length
        ? `${file} has ${
            fitting.length ? 'several entities' : `no entity ${wanted}`
          }: set entity to one of ${refs.join(', ')}`
        : `${file} has no entity: write one before this step`,
    );
  }
  return fitting[0];
}

function refOf(wanted: string, defaultKind: string): string {
  return stringifyEntityRef(parseEntityRef(wanted, { defaultKind }));
}
