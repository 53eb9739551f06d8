import {
  createTranslationRef,
  type TranslationFunction,
} from '@backstage/core-plugin-api/alpha';
import { messages } from './en';
import { flatten } from './translations';

/**
 * The texts of the screens, for apps that translate or reword them. German, French,
 * Spanish and Japanese come with the plugin; each is loaded when it is chosen.
 *
 * @alpha
 */
export const kpiTreeTranslationRef = createTranslationRef({
  id: 'kpi-tree',
  messages,
  translations: {
    de: async () => ({ default: flatten((await import('./de')).de) }),
    fr: async () => ({ default: flatten((await import('./fr')).fr) }),
    es: async () => ({ default: flatten((await import('./es')).es) }),
    ja: async () => ({ default: flatten((await import('./ja')).ja) }),
  },
});

/** Gives a text in the language of the app, for code that is no component. */
export type KpiTreeTranslate = TranslationFunction<
  typeof kpiTreeTranslationRef.T
>;
