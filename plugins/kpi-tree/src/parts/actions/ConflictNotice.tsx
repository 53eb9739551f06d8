import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import type {
  ActionFields,
  ActionView,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeTranslationRef } from '../../texts';
import { StatusIcon } from '../status';
import { differing, writtenOf } from './actionForm';
import { useFieldTexts } from './useFieldTexts';

const useStyles = makeStyles(theme => ({
  root: {
    marginBottom: theme.spacing(2),
    padding: theme.spacing(1.5),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    fontSize: theme.typography.body2.fontSize,
  },
  head: {
    display: 'flex',
    alignItems: 'baseline',
    gap: theme.spacing(1),
    margin: 0,
  },
  table: {
    width: '100%',
    margin: theme.spacing(1, 0),
    borderCollapse: 'collapse',
    overflowWrap: 'anywhere',
    '& th, & td': {
      padding: theme.spacing(0.5, 1, 0.5, 0),
      textAlign: 'left',
      verticalAlign: 'top',
      whiteSpace: 'pre-line',
    },
  },
}));

type ConflictNoticeProps = {
  /** As somebody else has saved it meanwhile. */
  theirs: ActionView;
  /** What is typed; nothing as long as something is missing. */
  mine: ActionFields | undefined;
  onSaveMine: () => void;
  onTakeTheirs: () => void;
};

/** That somebody else changed an action meanwhile: theirs beside what was typed. */
export const ConflictNotice = (props: ConflictNoticeProps) => {
  const { theirs, mine, onSaveMine, onTakeTheirs } = props;
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const { nameOf, textOf } = useFieldTexts(theirs.unit);
  const written = writtenOf(theirs);
  const names = mine ? differing(written, mine) : [];
  return (
    <div className={classes.root} role="alert">
      <p className={classes.head}>
        <StatusIcon status="at-risk" />
        <span>{t('action.conflict', { who: theirs.changedBy })}</span>
      </p>
      {names.length > 0 && (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('action.conflictField')}</th>
              <th scope="col">{t('action.conflictTheirs')}</th>
              <th scope="col">{t('action.conflictMine')}</th>
            </tr>
          </thead>
          <tbody>
            {names.map(name => (
              <tr key={name}>
                <th scope="row">{nameOf(name)}</th>
                <td>{textOf(written, name) ?? t('action.conflictNone')}</td>
                <td>{textOf(mine ?? {}, name) ?? t('action.conflictNone')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Button size="small" color="primary" onClick={onTakeTheirs}>
        {t('action.takeTheirs')}
      </Button>
      <Button
        size="small"
        color="primary"
        disabled={!mine}
        onClick={onSaveMine}
      >
        {t('action.saveMine')}
      </Button>
    </div>
  );
};
