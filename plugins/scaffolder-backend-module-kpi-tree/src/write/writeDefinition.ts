import { isDeepStrictEqual } from 'node:util';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { Document, Lexer, parseDocument } from 'yaml';

/** Annotations that the catalog sets, and those of a file that a draft does not show. */
const CATALOG = 'backstage.io/';

/** A text with a definition, and whether it is new there. */
export type Written = { text: string; isNew: boolean };

/**
 * Puts a definition into the text of a file that may have others. Where it is there already,
 * only its fields that differ are changed, so that comments and order stay as their author
 * wrote them; if the draft has comments itself, it stands as it is written in its place.
 * A new one comes at the end.
 *
 * @param text - of the file; nothing if there is none
 * @param draft - the text of one document
 */
export function writeDefinition(
  text: string | undefined,
  draft: string,
): Written {
  const wanted = `${draft.trim()}\n`.replace(/^---\s*\n/, '');
  if (!text?.trim()) {
    return { text: wanted, isNew: true };
  }
  const ref = refOf(parseDocument(wanted));
  const found = documentsOf(text).find(
    ({ document }) => refOf(document) === ref,
  );
  if (!found) {
    return { text: `${text.trimEnd()}\n---\n${wanted}`, isNew: true };
  }
  const written = hasComments(wanted)
    ? undefined
    : changed(found.document, wanted);
  return { text: replaced(text, found, written ?? wanted), isNew: false };
}

/** A document of a text, from behind the mark that begins it up to the next one. */
export type PlacedDocument = { from: number; to: number; document: Document };

/** The documents of a text, each with its place. */
export function documentsOf(text: string): PlacedDocument[] {
  // At the beginning of a line it is a mark wherever it stands
  const marks = [
    ...text.matchAll(/^---(?:[ \t]*(?:#.*)?(?:\r?\n|$)|(?=\s))/gm),
  ];
  return [0, ...marks.map(({ index, 0: mark }) => index + mark.length)].map(
    (from, at) => {
      const to = marks[at]?.index ?? text.length;
      return { from, to, document: parseDocument(text.slice(from, to)) };
    },
  );
}

/** The reference of the entity of a document; nothing if it is none. */
export function refOf(document: Document): string | undefined {
  const entity = document.toJS() as Entity | null;
  return typeof entity?.kind === 'string' &&
    typeof entity.metadata?.name === 'string'
    ? stringifyEntityRef(entity)
    : undefined;
}

/** A text with another one in place of a document. */
export function replaced(
  text: string,
  { from, to }: PlacedDocument,
  wanted: string,
): string {
  return `${text.slice(0, from)}${wanted}${text.slice(to)}`;
}

/** The document as it is wanted, or nothing where that is not possible field by field. */
function changed(found: Document, wanted: string): string | undefined {
  const document = found.clone();
  const before = found.toJS() as Entity;
  const after = withKept(before, parseDocument(wanted).toJS() as Entity);
  try {
    merge(document, [], before, after);
  } catch {
    // Such as below an alias
    return undefined;
  }
  return isDeepStrictEqual(document.toJS(), after)
    ? document.toString({ lineWidth: 0 })
    : undefined;
}

/** With what the file has and drafts do not show. */
function withKept(before: Entity, after: Entity): Entity {
  const kept = Object.entries(before.metadata.annotations ?? {}).filter(
    ([key]) =>
      key.startsWith(CATALOG) &&
      after.metadata.annotations?.[key] === undefined,
  );
  return kept.length
    ? {
        ...after,
        metadata: {
          ...after.metadata,
          annotations: {
            ...after.metadata.annotations,
            ...Object.fromEntries(kept),
          },
        },
      }
    : after;
}

function merge(
  document: Document,
  path: string[],
  before: unknown,
  after: unknown,
): void {
  if (!isObject(before) || !isObject(after)) {
    if (!isDeepStrictEqual(before, after)) {
      document.setIn(
        path,
        typeof after === 'object' ? document.createNode(after) : after,
      );
    }
    return;
  }
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (!(key in after)) {
      document.deleteIn([...path, key]);
    } else {
      merge(document, [...path, key], before[key], after[key]);
    }
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether an author wrote comments; a line of a text that looks like one counts as well. */
function hasComments(text: string): boolean {
  return [...new Lexer().lex(text)].some(token => token.startsWith('#'));
}
