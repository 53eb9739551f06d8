import type { actionMessages } from './en';

/** The texts about actions in another language than English. */
export type ActionTexts = {
  [Key in keyof typeof actionMessages]: string;
};
