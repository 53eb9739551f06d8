export {
  kpiTreeTranslationRef,
  type KpiTreeTranslate,
} from './kpiTreeTranslationRef';
export { useLanguage } from './useLanguage';
export { useWords } from './useWords';
