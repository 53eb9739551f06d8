import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { BreakdownClassName } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeTranslationRef } from '../../texts';

/** What a class is called. */
export function useClassTitle() {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  return ({ kind, name, count }: BreakdownClassName): string => {
    switch (kind) {
      case 'class':
        return name!;
      case 'blank':
        return t('breakdown.blank');
      case 'unknown':
        return t('breakdown.unknown');
      default:
        return count ? t('breakdown.others', { count }) : t('breakdown.other');
    }
  };
}
