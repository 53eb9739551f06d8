import {
  english,
  languageOf,
  loadWords,
  type Language,
  type Words,
} from '@internal/kpi-tree';
import { useLanguage } from './useLanguage';

const loaded = new Map<Language, Words>([['en', english]]);
const loading = new Map<Language, Promise<void>>();

/**
 * The sentences about the history of a KPI in the language of the app. Suspends until
 * they are loaded, as `useTranslationRef` does; English ones if that fails.
 */
export function useWords(): Words {
  const language = languageOf(useLanguage());
  const words = loaded.get(language);
  if (words) {
    return words;
  }
  let promise = loading.get(language);
  if (!promise) {
    promise = loadWords(language).then(
      found => {
        loaded.set(language, found);
      },
      () => {
        loaded.set(language, english);
      },
    );
    loading.set(language, promise);
  }
  throw promise;
}
