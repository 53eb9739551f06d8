import type { wordMessages } from './en';

/** The texts about what people say in another language than English. */
export type WordTexts = {
  [Key in keyof typeof wordMessages]: string;
};
