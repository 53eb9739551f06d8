export { english } from './en';
export { loadWords } from './loadWords';
export type { Words } from './Words';
