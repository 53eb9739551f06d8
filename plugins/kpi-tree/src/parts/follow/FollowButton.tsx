import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import FollowIcon from '@material-ui/icons/NotificationsNone';
import FollowedIcon from '@material-ui/icons/Notifications';
import useAsyncFn from 'react-use/lib/useAsyncFn';
import { kpiTreeApiRef, type Scope } from '../../api';
import { useFollows } from '../../queries/useFollows';
import { useInvalidate } from '../../queries/useInvalidate';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles({
  root: { textTransform: 'none', height: 40, flex: 'none' },
});

type FollowButtonProps = {
  /** `all` or an entity reference. */
  scope: Scope;
  /** The KPI of it that is followed; all of them if not given. */
  kpi?: string;
};

/**
 * Follows an entity, a scope or one of its KPIs, so that one is told of it as its owners
 * are. Nothing where the portal sends no messages.
 */
export const FollowButton = ({ scope, kpi }: FollowButtonProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const api = useApi(kpiTreeApiRef);
  const alerts = useApi(alertApiRef);
  const { value } = useFollows();
  const invalidate = useInvalidate();
  const isFollowed = value?.items.some(
    followed =>
      followed.scope === scope &&
      followed.kpi === kpi &&
      followed.tree === undefined,
  );
  const [changing, change] = useAsyncFn(async () => {
    const followed = { scope, ...(kpi === undefined ? {} : { kpi }) };
    try {
      await (isFollowed ? api.unfollow(followed) : api.follow(followed));
    } catch (error) {
      alerts.post({
        message: `${t('follow.error')}: ${(error as Error).message}`,
        severity: 'error',
      });
    }
    invalidate(['follows']);
  }, [api, alerts, scope, kpi, isFollowed, invalidate, t]);
  if (!value?.sendsMessages) {
    return null;
  }
  return (
    <Button
      className={classes.root}
      startIcon={isFollowed ? <FollowedIcon /> : <FollowIcon />}
      aria-pressed={isFollowed}
      title={t('follow.hint')}
      disabled={changing.loading}
      onClick={change}
    >
      {isFollowed ? t('follow.following') : t('follow.follow')}
    </Button>
  );
};
