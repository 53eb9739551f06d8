import { RunError } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { mentionsHidden } from './mentionsHidden';
import { RequestContext } from './RequestContexts';

/** Instead of a message that mentions what the caller may not read. */
const HIDDEN = 'Something is wrong with something you are not allowed to read';

/**
 * What a source said went wrong, without what it says of entities and definitions that
 * the caller may not read. That something was wrong stays, as whoever runs the portal
 * has to fix it.
 */
export function readableErrors<
  T extends Pick<RunError, 'message' | 'where' | 'entityRef'>,
>(errors: T[], { definitions }: RequestContext): T[] {
  if (definitions === definitions.whole) {
    return errors;
  }
  const isHidden = mentionsHidden(definitions);
  return errors.map(error => {
    const { message, where = '', entityRef } = error;
    const isAboutHidden =
      isHidden(message) ||
      isHidden(where) ||
      (entityRef !== undefined && !definitions.entities.has(entityRef));
    return isAboutHidden
      ? {
          ...error,
          message: isHidden(message) ? HIDDEN : message,
          where: undefined,
          entityRef: undefined,
        }
      : error;
  });
}
