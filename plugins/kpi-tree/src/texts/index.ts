export {
  kpiTreeTranslationRef,
  type KpiTreeTranslate,
} from './kpiTreeTranslationRef';
export { useWords } from './useWords';
