import type { reviewMessages } from './en';

/** The texts about reviews in another language than English. */
export type ReviewTexts = {
  [Key in keyof typeof reviewMessages]: string;
};
