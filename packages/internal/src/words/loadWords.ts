import type { Language } from '../format';
import { english } from './en';
import type { Words } from './Words';

/**
 * The sentences in a language; all but the English ones are loaded when asked for.
 */
export async function loadWords(language: Language): Promise<Words> {
  switch (language) {
    case 'de':
      return (await import('./de')).german;
    case 'fr':
      return (await import('./fr')).french;
    case 'es':
      return (await import('./es')).spanish;
    case 'ja':
      return (await import('./ja')).japanese;
    default:
      return english;
  }
}
