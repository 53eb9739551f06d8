import type { Translation } from '../translations';
import { card } from './card';
import { common } from './common';
import { contribution } from './contribution';
import { definition } from './definition';
import { drawer } from './drawer';
import { insights } from './insights';
import { quality } from './quality';
import { status } from './status';
import { tree } from './tree';

/** All texts of the screens in French. */
export const fr: Translation = {
  card,
  common,
  contribution,
  definition,
  drawer,
  insights,
  quality,
  status,
  tree,
};
