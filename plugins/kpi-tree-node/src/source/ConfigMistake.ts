import { CustomErrorBase } from '@backstage/errors';
import type { ConfigMistake } from '@kpi-tree/backstage-plugin-kpi-tree-common';

/**
 * A source that is not collected, because its configuration is wrong.
 *
 * @public
 */
export type MisconfiguredSource = {
  /**
   * What `spec.source.id` of a Kpi names; the key of its configuration if it has none.
   */
  id: string;
  description?: string;
  mistakes: ConfigMistake[];
};

/**
 * That the configuration is wrong, and where.
 *
 * @public
 */
export class ConfigMistakeError extends CustomErrorBase {
  readonly name = 'ConfigMistakeError';

  constructor(readonly mistakes: ConfigMistake[]) {
    super(mistakes.map(({ key, message }) => `${key} ${message}`).join('; '));
  }
}

/**
 * The mistakes behind an error.
 *
 * @param key - where they are, if the error does not say
 *
 * @public
 */
export function mistakesBehind(error: unknown, key: string): ConfigMistake[] {
  return error instanceof ConfigMistakeError
    ? error.mistakes
    : [
        {
          key,
          message: error instanceof Error ? error.message : String(error),
        },
      ];
}
