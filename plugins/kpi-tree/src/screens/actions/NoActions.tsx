import { EmptyState, Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { useSearchLink } from '../../parts/links/useSearchLink';
import { kpiTreeTranslationRef } from '../../texts';
import { leftActions } from './leftActions';

type NoActionsProps = { isNarrowed: boolean; onShowAll: () => void };

/** There is no action, or none that the filters let through. */
export const NoActions = ({ isNarrowed, onShowAll }: NoActionsProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const linkTo = useSearchLink();
  return (
    <div>
      {isNarrowed && (
        <>
          <p>{t('action.noneOfFilter')}</p>
          <Button size="small" color="primary" onClick={onShowAll}>
            {t('action.showEverything')}
          </Button>
        </>
      )}
      {!isNarrowed && (
        <EmptyState
          missing="content"
          title={t('action.emptyTitle')}
          description={t('action.emptyText')}
          action={
            <Link to={linkTo({ ...leftActions, tab: 'tree' })}>
              {t('action.emptyTree')}
            </Link>
          }
        />
      )}
    </div>
  );
};
