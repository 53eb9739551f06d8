export { describeEffect } from './describeEffect';
export { effectOf } from './effectOf';
export type * from './types';
