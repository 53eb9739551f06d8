/**
 * The language of numbers and dates. It is that of the texts around them: a
 * German decimal comma inside an English sentence would mislead.
 */
export const LOCALE = 'en';
