import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Skeleton from '@material-ui/lab/Skeleton';
import { kpiTreeTranslationRef } from '../../texts';

/** The shape of a list of KPIs while it is loaded. */
export const MineSkeleton = () => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  return (
    <div role="status" aria-label={t('mine.loading')}>
      <Skeleton width={160} height={32} />
      {[0, 1, 2, 3, 4].map(row => (
        <Skeleton key={row} height={52} />
      ))}
    </div>
  );
};
