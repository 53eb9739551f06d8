import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EmptyState } from '@backstage/core-components';
import type { Scope } from '../api';
import { kpiTreeTranslationRef } from '../translation';

/** There is no tree for the portfolio, or none that applies to a scope. */
export const NoTreeAtAll = ({ scope }: { scope: Scope }) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const isAll = scope === 'all';
  return (
    <EmptyState
      missing="content"
      title={isAll ? t('sources.noTree') : t('sources.noTreeHere')}
      description={isAll ? t('sources.addTree') : t('sources.attachTree')}
    />
  );
};
