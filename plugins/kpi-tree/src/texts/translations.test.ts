import { de } from './de';
import { es } from './es';
import { fr } from './fr';
import { ja } from './ja';
import { messages } from './en';
import { flatten } from './translations';

const english: Record<string, string | null> = flatten(messages);
const translations = { de, fr, es, ja };

/**
 * Words that are the same in a language and in English, and texts in which nothing but
 * numbers and names stand.
 */
const same: Record<keyof typeof translations, string[]> = {
  de: [
    ', in {{duration}}',
    'Badge',
    'Details',
    'Definition',
    'Heatmap',
    'Mix',
    'Name',
    'Review',
    'Reviews',
    'Score',
    'Score {{score}}',
    'Service',
    'Signal',
    'Status',
    'System',
    'Tag',
    'Trend',
  ],
  fr: [
    'Action',
    'Badge',
    'Configuration',
    'Date',
    'Dates',
    'Description',
    'Notes',
    'Quantile',
    'Service',
    '{{shown}} service',
    '{{shown}} services',
    'Score',
    'Score {{score}}',
    'Signal',
    'Source',
    'Sources',
    'Stable',
    'Production',
    'version {{number}}',
    '{{name}} (version {{number}})',
  ],
  es: ['Error', 'Experimental', 'Series'],
  ja: ['KPI'],
};

/** The names of what is put into a text. */
function placeholders(text: string | null): string[] {
  return [...new Set(text?.match(/\{\{[^}]+\}\}/g))].sort();
}

/** Whether there is more to a text than what is put into it. */
function hasWords(text: string): boolean {
  return /\p{L}{2}/u.test(text.replace(/\{\{[^}]+\}\}/g, ''));
}

describe.each(Object.entries(translations))('%s', (language, translation) => {
  const texts: Record<string, string | null> = flatten(translation);

  it('has every text, and no other', () => {
    expect(Object.keys(texts).sort()).toEqual(Object.keys(english).sort());
  });

  it('puts the same into every text', () => {
    const of = (from: Record<string, string | null>) =>
      Object.fromEntries(
        Object.keys(texts).map(key => [
          key,
          // A singular may say its number in a word
          placeholders(from[key]).filter(
            name => !key.endsWith('_one') || !name.includes('count'),
          ),
        ]),
      );
    expect(of(texts)).toEqual(of(english));
  });

  it('leaves nothing in English', () => {
    const left = Object.entries(texts).filter(
      ([key, text]) =>
        text !== null &&
        text === english[key] &&
        hasWords(text) &&
        !same[language as keyof typeof same].includes(text),
    );
    expect(Object.fromEntries(left)).toEqual({});
  });

  it('has no blank text, and no stray space but where English has one', () => {
    for (const [key, text] of Object.entries(texts)) {
      expect([key, text]).not.toEqual([key, '']);
      expect([key, text]).not.toEqual([key, expect.stringMatching(/ {2}/)]);
    }
  });
});
