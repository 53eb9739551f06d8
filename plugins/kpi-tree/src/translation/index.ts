export { kpiTreeTranslationRef } from './kpiTreeTranslationRef';
