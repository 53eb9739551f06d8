/**
 * Several things as a person lists them: `a, b and c`.
 *
 * @param type - `disjunction` for `a, b or c`
 * @param locale - a BCP 47 language tag
 */
export function formatList(
  items: string[],
  type: 'conjunction' | 'disjunction' = 'conjunction',
  locale: string = 'en',
): string {
  // British English has no comma before the last "and"
  return new Intl.ListFormat(locale === 'en' ? 'en-GB' : locale, {
    type,
  }).format(items);
}
