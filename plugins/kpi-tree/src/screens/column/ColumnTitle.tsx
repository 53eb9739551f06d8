import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { kpiTreeTranslationRef } from '../../texts';

/** The head of the column. */
export const ColumnTitle = () => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  return <>{t('column.title')}</>;
};
