import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';

/** As many as one text names. */
const MAX_MENTIONS = 20;

/** `@user:default/jane` or `@group:team-a`, but no address of a mailbox. */
const MENTION =
  /(?<![\w.@/-])@((?:user|group):(?:[a-z\d-]+\/)?[a-z\d](?:[\w.-]*[a-z\d])?)/gi;

/**
 * The users and groups that a text names as `@user:default/jane`, each once, as full
 * references.
 *
 * @param text - Markdown
 * @param isKnown - whether the writer may read an entity in the catalog
 * @throws `InputError` that names one whom nobody finds in the catalog, or if there are
 * too many
 */
export function readMentions(
  text: string,
  isKnown: (entityRef: string) => boolean,
): string[] {
  const mentions = new Set<string>();
  for (const [, written] of text.matchAll(MENTION)) {
    const entityRef = stringifyEntityRef(parseEntityRef(written));
    if (!isKnown(entityRef)) {
      throw new InputError(
        `text mentions @${written}, who is not in the catalog or whom you may not read there: use the reference of a user or group, such as @user:default/jane`,
      );
    }
    mentions.add(entityRef);
  }
  if (mentions.size > MAX_MENTIONS) {
    throw new InputError(
      `text mentions ${mentions.size} users and groups: use at most ${MAX_MENTIONS}, or a group`,
    );
  }
  return [...mentions];
}
