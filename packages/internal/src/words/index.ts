export { english } from './en';
export { loadWords } from './loadWords';
export type { TargetChangeWords, Words, WordsParts, WordsSide } from './Words';
