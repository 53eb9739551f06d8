import { createTranslationRef } from '@backstage/core-plugin-api/alpha';
import { messages } from './messages';

/**
 * The texts of the screens, for apps that translate or reword them.
 *
 * @alpha
 */
export const kpiTreeTranslationRef = createTranslationRef({
  id: 'kpi-tree',
  messages,
});
