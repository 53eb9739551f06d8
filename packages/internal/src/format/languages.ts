/**
 * The languages that the plugin speaks.
 */
export const languages = ['en', 'de', 'fr', 'es', 'ja'] as const;

/**
 * One of {@link languages}.
 */
export type Language = (typeof languages)[number];

/**
 * The language of numbers, dates and sentences for that of an app: its own or that of
 * its region (`de` for `de-AT`), English where the plugin does not speak it.
 *
 * @param tag - a BCP 47 language tag such as `de` or `de-AT`
 */
export function languageOf(tag: string): Language {
  const base = tag.toLowerCase().split(/[-_]/)[0];
  return languages.find(language => language === base) ?? 'en';
}
