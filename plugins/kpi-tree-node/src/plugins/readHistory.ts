import { Config, readDurationFromConfig } from '@backstage/config';
import { HumanDuration } from '@backstage/types';
import { ConfigMistakeError } from '../source/ConfigMistake';

/**
 * Reads how far back the first collection from another plugin goes.
 *
 * @param key - where that is, such as `kpiTree.scorecard.history`
 * @returns 30 days if there is nothing
 * @throws `ConfigMistakeError` that names the key and what would be right
 *
 * @public
 */
export function readHistory(root: Config, key: string): HumanDuration {
  if (!root.has(key)) {
    return { days: 30 };
  }
  try {
    return readDurationFromConfig(root, { key });
  } catch {
    throw new ConfigMistakeError([
      {
        key,
        message: 'is not a duration: use one such as { days: 30 } or P30D',
      },
    ]);
  }
}
