import { readFile } from 'node:fs/promises';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';

/**
 * The text of a file in the workspace of a task; nothing if there is none.
 *
 * @throws `NotAllowedError` if the path leads out of the workspace
 */
export async function readWorkspaceFile(
  workspace: string,
  path: string,
): Promise<string | undefined> {
  try {
    return await readFile(resolveSafeChildPath(workspace, path), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}
