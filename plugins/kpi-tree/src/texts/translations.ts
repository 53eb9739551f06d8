import type { messages } from './en';

type Translated<T> = {
  [Key in keyof T]?: T[Key] extends string ? string : Translated<T[Key]>;
};

/**
 * The texts of the screens in another language than English. What is missing is shown
 * in English; a test names it.
 */
export type Translation = Translated<typeof messages>;

type FlatKeys<T> = {
  [Key in keyof T & string]: T[Key] extends string
    ? Key
    : `${Key}.${FlatKeys<T[Key]>}`;
}[keyof T & string];

type FlatTranslation = Record<FlatKeys<typeof messages>, string | null>;

type Nested = { [key: string]: string | Nested | undefined };

/** The form in which Backstage takes a language: keys as `area.key`. */
export function flatten(translation: Translation): FlatTranslation {
  return Object.fromEntries(entriesOf(translation, '')) as FlatTranslation;
}

function entriesOf(texts: Nested, prefix: string): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]): [string, string][] => {
    if (value === undefined) {
      return [];
    }
    return typeof value === 'string'
      ? [[`${prefix}${key}`, value]]
      : entriesOf(value, `${prefix}${key}.`);
  });
}
