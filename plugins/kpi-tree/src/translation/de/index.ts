import type { Translation } from '../translations';
import { card } from './card';
import { common } from './common';
import { status } from './status';
import { tree } from './tree';

/** All texts of the screens in German. */
export const de: Translation = {
  card,
  common,
  status,
  tree,
};
