import { operandName } from '@internal/kpi-tree';
import { definitionKind } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Definitions } from '../definitions/Definitions';

/** What reads as the reference of an entity. */
const REFERENCE = /[a-z][\w.-]*:[\w.-]+\/[\w.-]+/gi;

/** What reads as the name of a definition, or an operand of a formula. */
const NAME = /\w[\w.-]*/g;

/**
 * Whether a text that others wrote, such as the error of a source, mentions what a caller
 * may not read.
 *
 * @param definitions - those that they may see
 */
export function mentionsHidden(
  definitions: Definitions,
): (text: string) => boolean {
  const { whole } = definitions;
  if (definitions === whole) {
    return () => false;
  }
  const namesOf = ({ catalog }: Definitions) =>
    catalog.flatMap(entity =>
      definitionKind(entity) ? [entity.metadata.name.toLowerCase()] : [],
    );
  const known = new Set(namesOf(definitions));
  const hidden = new Set(
    namesOf(whole)
      .filter(name => !known.has(name))
      .flatMap(name => [name, operandName(name)]),
  );
  const isHiddenRef = (ref: string) =>
    whole.entities.has(ref) && !definitions.entities.has(ref);
  return text => {
    const lower = text.toLowerCase();
    return (
      (lower.match(REFERENCE) ?? []).some(ref =>
        isHiddenRef(ref.replace(/[.-]+$/, '')),
      ) ||
      (lower.match(NAME) ?? []).some(name =>
        hidden.has(name.replace(/[.-]+$/, '')),
      )
    );
  };
}
