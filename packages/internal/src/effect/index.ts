export { effectOf } from './effectOf';
export type * from './types';
