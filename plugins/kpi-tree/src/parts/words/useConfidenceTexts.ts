import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Confidence } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeTranslationRef } from '../../texts';

/** How sure somebody is, in words. */
export function useConfidenceTexts(): Record<Confidence, string> {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  return {
    'on-track': t('words.confidence-on-track'),
    'at-risk': t('words.confidence-at-risk'),
    'off-track': t('words.confidence-off-track'),
  };
}
