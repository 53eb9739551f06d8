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
import { LineCounter, parseAllDocuments } from 'yaml';
import { locate, TextPlace } from './locate';

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
 * Reads the entities of a YAML text. Documents that are no entities are passed
 * over; what is wrong with one document does not concern the others.
 *
 * @public
 */
export async function readEntities(
  text: string,
): Promise<{ entities: YamlEntity[]; mistakes: YamlMistake[] }> {
  const entities: YamlEntity[] = [];
  const mistakes: YamlMistake[] = [];
  const lines = new LineCounter();
  for (const document of parseAllDocuments(text, { lineCounter: lines })) {
    const [error] = document.errors;
    if (error) {
      const { line, col } = lines.linePos(error.pos[0]);
      mistakes.push({
        line,
        column: col,
        message: `is no valid YAML: ${error.message
          .split('\n')[0]
          .replace(/:$/, '')}`,
      });
      continue;
    }
    const value: unknown = document.toJS();
    if (!isEntity(value)) {
      continue;
    }
    const read: YamlEntity = {
      entity: withTextAnnotations(value),
      locate: (field, at) => locate({ document, lines }, field, at),
    };
    entities.push(read);
    const mistake =
      definitionKind(read.entity) && (await envelopeMistake(read.entity));
    if (mistake) {
      mistakes.push({
        ...read.locate(mistake.field),
        entity: read.entity,
        ...mistake,
      });
    }
  }
  return { entities, mistakes };
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
    return { field: path?.[0] ?? 'metadata', message };
  }
}
