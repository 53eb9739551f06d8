import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import LabelIcon from '@material-ui/icons/LabelOutlined';
import { lazy, Suspense, useState } from 'react';
import type { Scope } from '../../api';
import { kpiTreeTranslationRef } from '../../texts';

const BadgeDialog = lazy(() =>
  import('./BadgeDialog').then(m => ({ default: m.BadgeDialog })),
);

const useStyles = makeStyles({ root: { textTransform: 'none', height: 40 } });

type BadgeButtonProps = {
  /** An entity reference. */
  scope: Scope;
  tree?: string;
  /** The KPI that the badge is about; the tree if not given. */
  kpi?: string;
};

/** Opens what one needs to show how an entity stands in a README. */
export const BadgeButton = (props: BadgeButtonProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        className={classes.root}
        startIcon={<LabelIcon />}
        onClick={() => setOpen(true)}
      >
        {t('badge.open')}
      </Button>
      {isOpen && (
        <Suspense fallback={null}>
          <BadgeDialog {...props} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
};
