import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Drawer from '@material-ui/core/Drawer';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import CloseIcon from '@material-ui/icons/Close';
import type {
  KpiScorecardNode,
  Scorecard,
  ScorecardTree,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useEffect, useId, useState } from 'react';
import { kpiTreeTranslationRef } from '../../texts';
import { FollowButton } from '../follow/FollowButton';
import { KpiPageLink } from '../links/KpiPageLink';
import { KpiDetails } from './KpiDetails';

const useStyles = makeStyles(theme => ({
  paper: {
    width: 'min(720px, 100vw)',
    padding: theme.spacing(3),
    boxSizing: 'border-box',
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(2) },
  },
  head: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(2),
    marginBottom: theme.spacing(2),
  },
  title: {
    flex: 1,
    margin: 0,
    fontSize: theme.typography.h5.fontSize,
    fontWeight: 600,
    lineHeight: 1.3,
  },
}));

type KpiDrawerProps = {
  scorecard: Scorecard;
  /** The tree of the KPI. */
  tree: ScorecardTree;
  /** The KPI that is shown; `undefined` closes the drawer. */
  node?: KpiScorecardNode;
  onClose: () => void;
  /** The drawer of a node is gone: the place for focus to return to. */
  onClosed: (id: string) => void;
};

/**
 * All about one KPI. It keeps the focus as long as it is open; Escape closes
 * it.
 */
export const KpiDrawer = ({
  scorecard,
  tree,
  node,
  onClose,
  onClosed,
}: KpiDrawerProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const titleId = useId();
  // What is shown while the drawer slides out
  const [latest, setLatest] = useState(node);
  useEffect(() => {
    if (node) {
      setLatest(node);
    }
  }, [node]);
  const shown = node ?? latest;
  return (
    <Drawer
      anchor="right"
      open={node !== undefined}
      onClose={onClose}
      // Opened by a link there is nothing to return to but the KPI's row
      disableRestoreFocus
      SlideProps={{
        // Without it a drawer that is open from the start closes without a word
        appear: true,
        onExited: () => shown && onClosed(shown.id),
      }}
      PaperProps={{
        className: classes.paper,
        role: 'dialog',
        'aria-modal': true,
        'aria-labelledby': titleId,
      }}
    >
      {shown && (
        <>
          <div className={classes.head}>
            <h2 id={titleId} className={classes.title}>
              {shown.title}
            </h2>
            <FollowButton scope={scorecard.scope} kpi={shown.kpi} />
            <KpiPageLink
              scope={scorecard.scope}
              kpi={shown.kpi}
              tree={tree.name}
            />
            <IconButton
              edge="end"
              size="small"
              aria-label={t('drawer.close')}
              onClick={onClose}
            >
              <CloseIcon />
            </IconButton>
          </div>
          <KpiDetails key={shown.id} scorecard={scorecard} node={shown} />
        </>
      )}
    </Drawer>
  );
};
