import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import type { ClassScorecard } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useClassTitle } from '../../parts/breakdown/useClassTitle';
import { useFormat } from '../../parts/format';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(0.5, 1.5),
    border: `1px solid ${theme.palette.primary.main}`,
    borderRadius: theme.shape.borderRadius,
    backgroundColor: theme.palette.background.paper,
  },
  text: { flex: 1, minWidth: 160, margin: 0 },
  button: { textTransform: 'none' },
}));

type ClassNoticeProps = {
  ofClass: ClassScorecard['ofClass'];
  onBack: () => void;
};

/** That the tree shows one class only, what counts in it, and the way back. */
export const ClassNotice = ({ ofClass, onBack }: ClassNoticeProps) => {
  const styles = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount } = useFormat();
  const titleOf = useClassTitle();
  const { by, kpis, of } = ofClass;
  return (
    <div role="status" className={styles.root}>
      <p className={styles.text}>
        <strong>
          {t('tree.classNote', {
            name: titleOf(ofClass),
            by,
            kpis: formatCount(kpis),
            of: formatCount(of),
          })}
        </strong>{' '}
        {t('tree.classScores')}
      </p>
      <Button
        size="small"
        color="primary"
        className={styles.button}
        onClick={onBack}
      >
        {t('tree.classBack')}
      </Button>
    </div>
  );
};
