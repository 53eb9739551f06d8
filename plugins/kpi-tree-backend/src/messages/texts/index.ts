import { Language } from '@internal/kpi-tree';
import { de } from './de';
import { en } from './en';
import { es } from './es';
import { fr } from './fr';
import { ja } from './ja';
import type { MessageTexts } from './MessageTexts';

export type { MessageTexts } from './MessageTexts';

/** What messages say, by language. */
export const messageTexts: Record<Language, MessageTexts> = {
  en,
  de,
  fr,
  es,
  ja,
};
