import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { FieldChange } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeTranslationRef, useWords } from '../../texts';
import { changeTexts, type ValuesOfKpi } from './changeTexts';
import { useDefinitionTexts } from './useDefinitionTexts';

/** Says in words what a version of a definition changed; see {@link changeTexts}. */
export function useChangeTexts(): (
  changes: FieldChange[],
  kpi: ValuesOfKpi | undefined,
) => string[] {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const texts = useDefinitionTexts();
  const words = useWords();
  return (changes, kpi) => changeTexts(changes, kpi, { t, texts, words });
}
