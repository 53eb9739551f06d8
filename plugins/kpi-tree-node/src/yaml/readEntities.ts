import {
  Entity,
  EntityPolicies,
  FieldFormatEntityPolicy,
  NoForeignRootFieldsEntityPolicy,
  SchemaValidEntityPolicy,
} from '@backstage/catalog-model';
import { JsonValue } from '@backstage/types';
import {
  definitionKind,
  withTextAnnotations,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Document, LineCounter, Node, visit } from 'yaml';
import { documentMistake, DocumentMistake } from './documentMistake';
import { locate, TextPlace } from './locate';
import { parseDocuments } from './parseDocuments';

/** Longer ones quote a good part of the text. */
const LONGEST_MESSAGE = 500;

/**
 * An entity in a YAML text.
 *
 * @public
 */
export type YamlEntity = {
  entity: Entity;
  /**
   * The place of a field such as `spec.root.children[0].weight`, or of what is
   * nearest to it.
   *
   * @param value - what stands in the field, by which it is looked for if the
   * document does not have it
   */
  locate(field: string, value?: JsonValue): TextPlace;
};

/**
 * What keeps a YAML text, or a definition in it, out of the catalog.
 *
 * @public
 */
export type YamlMistake = TextPlace & {
  /** That of the definition, if it could be read. */
  entity?: Entity;
  field?: string;
  message: string;
};

/** What the catalog asks of any entity. */
const envelope = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new NoForeignRootFieldsEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);

/**
 * Reads the entities of a YAML text, in a time and memory in proportion to its length.
 * Documents that are no entities are passed over; what is wrong with one document does
 * not concern the others.
 *
 * @param options - `maxDocuments`: with more the rest is not read, which is a mistake
 *
 * @public
 */
export async function readEntities(
  text: string,
  { maxDocuments = Infinity }: { maxDocuments?: number } = {},
): Promise<{ entities: YamlEntity[]; mistakes: YamlMistake[] }> {
  const entities: YamlEntity[] = [];
  const mistakes: YamlMistake[] = [];
  const lines = new LineCounter();
  const note = ({ offset, message }: DocumentMistake) => {
    const { line, col } = lines.linePos(offset);
    mistakes.push({ line, column: col, message: shortened(message) });
  };
  let documents = 0;
  for (const document of parseDocuments(text, lines)) {
    if (documents++ === maxDocuments) {
      note({
        offset: document.range[0],
        message: `is one document too many: at most ${maxDocuments} are read`,
      });
      break;
    }
    const mistake = syntaxMistake(document) ?? documentMistake(document);
    if (mistake) {
      note(mistake);
      continue;
    }
    const value = toValue(document, note);
    if (!isEntity(value)) {
      continue;
    }
    const read: YamlEntity = {
      entity: withTextAnnotations(value),
      locate: (field, at) => locate({ document, lines }, field, at),
    };
    entities.push(read);
    const refusal =
      definitionKind(read.entity) && (await envelopeMistake(read.entity));
    if (refusal) {
      mistakes.push({
        ...read.locate(refusal.field),
        entity: read.entity,
        ...refusal,
      });
    }
  }
  return { entities, mistakes };
}

function syntaxMistake({
  errors: [error],
}: Document.Parsed): DocumentMistake | undefined {
  if (!error) {
    return undefined;
  }
  return {
    offset: error.pos[0],
    message:
      error.code === 'RESOURCE_EXHAUSTION'
        ? 'is nested too deeply: use fewer levels'
        : `is no valid YAML: ${error.message}`,
  };
}

/** The value of a document; nothing if the catalog would not read it either. */
function toValue(
  document: Document.Parsed,
  onMistake: (mistake: DocumentMistake) => void,
): unknown {
  try {
    return document.toJS();
  } catch (error) {
    onMistake({
      offset: firstAlias(document)?.range?.[0] ?? document.range[0],
      message: `is no valid YAML: ${(error as Error).message}`,
    });
    return undefined;
  }
}

/** Where an anchor is named: only with aliases something is wrong that late. */
function firstAlias(document: Document): Node | undefined {
  let found: Node | undefined;
  visit(document, {
    Alias(_, alias) {
      found = alias;
      return visit.BREAK;
    },
  });
  return found;
}

function shortened(message: string): string {
  const [line] = message.split('\n');
  return line.length > LONGEST_MESSAGE
    ? `${line.slice(0, LONGEST_MESSAGE)}…`
    : line;
}

function isEntity(value: unknown): value is Entity {
  const { apiVersion, kind, metadata } = (value ?? {}) as Partial<Entity>;
  return (
    typeof apiVersion === 'string' &&
    typeof kind === 'string' &&
    typeof metadata?.name === 'string'
  );
}

async function envelopeMistake(
  entity: Entity,
): Promise<{ field: string; message: string } | undefined> {
  try {
    await envelope.enforce(entity);
    return undefined;
  } catch (error) {
    const { message } = error as Error;
    const path = message.match(/(?:metadata|spec|kind|apiVersion)[\w./-]*/);
    return { field: path?.[0] ?? 'metadata', message: shortened(message) };
  }
}
