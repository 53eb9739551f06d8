import {
  Entity,
  EntityPolicies,
  FieldFormatEntityPolicy,
  NoForeignRootFieldsEntityPolicy,
  SchemaValidEntityPolicy,
} from '@backstage/catalog-model';
import { JsonValue } from '@backstage/types';
import {
  ANNOTATION_PREFIX,
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

/** As many characters as a key of Backstage has behind its slash. */
const LONGEST_KEY = 63;

/** What the catalog asks of any entity. */
const envelope = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new NoForeignRootFieldsEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);

/**
 * Reads the entities of a YAML text, in a time and memory in proportion to its length.
 * Documents that are not entities are passed over; what is wrong with one document does
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
      const { field, message } = (await nearlyEntityMistake(value)) ?? {};
      if (field !== undefined && message !== undefined) {
        mistakes.push({
          ...locate({ document, lines }, field),
          field,
          message,
        });
      }
      continue;
    }
    const read: YamlEntity = {
      entity: withTextAnnotations(value),
      locate: (field, at) => locate({ document, lines }, field, at),
    };
    entities.push(read);
    const refusal =
      isForCatalog(read.entity) && (await envelopeMistake(read.entity));
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
        : `is not valid YAML: ${error.message}`,
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
      message: `is not valid YAML: ${(error as Error).message}`,
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

/**
 * What is wrong with a document that is meant for the catalog, by its version or its
 * annotations, and lacks what makes an entity, such as a name that is a text.
 */
async function nearlyEntityMistake(
  value: unknown,
): Promise<{ field: string; message: string } | undefined> {
  const { apiVersion, metadata } = isObject(value) ? value : {};
  const annotations = isObject(metadata) ? metadata.annotations : undefined;
  const isMeant =
    /^(backstage|kpi-tree)\.io\//.test(String(apiVersion)) ||
    (isObject(annotations) && hasOurs(annotations));
  return isMeant ? envelopeMistake(value as Entity) : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function hasOurs(annotations: object): boolean {
  return Object.keys(annotations).some(key =>
    key.startsWith(ANNOTATION_PREFIX),
  );
}

/** Whether it is for the catalog of Backstage, and not for Kubernetes or others. */
function isForCatalog(entity: Entity): boolean {
  return (
    definitionKind(entity) !== undefined ||
    entity.apiVersion.startsWith('backstage.io/') ||
    hasOurs(entity.metadata.annotations ?? {})
  );
}

async function envelopeMistake(
  entity: Entity,
): Promise<{ field: string; message: string } | undefined> {
  const long = Object.keys(entity.metadata?.annotations ?? {}).find(
    key =>
      key.startsWith(ANNOTATION_PREFIX) &&
      key.length - ANNOTATION_PREFIX.length > LONGEST_KEY,
  );
  if (long) {
    return {
      field: `metadata.annotations[${long}]`,
      message: `metadata.annotations[${long}] has ${
        long.length - ANNOTATION_PREFIX.length
      } characters after the slash, and Backstage accepts ${LONGEST_KEY}: it refuses the whole entity. Use a shorter name of the Kpi, at most 53 characters where an entity sets its threshold`,
    };
  }
  try {
    await envelope.enforce(entity);
    return undefined;
  } catch (error) {
    const { message } = error as Error;
    return { field: fieldOf(message), message: shortened(message) };
  }
}

/**
 * The field that a policy of the catalog names, such as `"annotations.a/b" is not valid`
 * or `/metadata/links/0 must have ...`.
 */
function fieldOf(message: string): string {
  const [, pointer] = message.match(/ \/(\S+) must /) ?? [];
  if (pointer) {
    return toPath(
      pointer
        .split('/')
        .map(key => key.replaceAll('~1', '/').replaceAll('~0', '~')),
    );
  }
  const [, name] = message.match(/^"(.+?)" is not valid/) ?? [];
  if (!name) {
    return 'metadata';
  }
  const keys = name.split('.');
  if (['annotations', 'labels'].includes(keys[0])) {
    return toPath(['metadata', keys[0], keys.slice(1).join('.')]);
  }
  return toPath(
    ['metadata', 'kind', 'apiVersion'].includes(keys[0])
      ? keys
      : ['metadata', ...keys],
  );
}

/** As {@link locate} takes it. */
function toPath(keys: string[]): string {
  return keys
    .map((key, at) => {
      const isName = at > 1 && ['annotations', 'labels'].includes(keys[1]);
      return isName || !/^[a-zA-Z]+$/.test(key) ? `[${key}]` : `.${key}`;
    })
    .join('')
    .slice(1);
}
