import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import type { DefinitionRevision } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useFormat } from '../format';
import { kpiTreeTranslationRef } from '../../texts';
import type { ValuesOfKpi } from './changeTexts';
import { useChangeTexts } from './useChangeTexts';

const useStyles = makeStyles(theme => ({
  list: {
    margin: 0,
    padding: 0,
    listStyle: 'none',
    fontSize: theme.typography.body2.fontSize,
  },
  item: { '& + &': { marginTop: theme.spacing(1.5) } },
  changes: { margin: 0, paddingLeft: theme.spacing(2.5) },
  subtle: { color: theme.palette.textSubtle },
  change: { overflowWrap: 'anywhere' },
}));

type RevisionListProps = {
  /** The newest first. */
  revisions: DefinitionRevision[];
  /** Not given of a tree. */
  kpi?: ValuesOfKpi;
  timeZone?: string;
};

/** When a definition was changed, and in what. */
export const RevisionList = ({
  revisions,
  kpi,
  timeZone = 'UTC',
}: RevisionListProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount, formatInstant } = useFormat();
  const changeTexts = useChangeTexts();
  const classes = useStyles();
  return (
    <ol className={classes.list}>
      {revisions.map(({ number, since, changes }) => (
        <li key={number} className={classes.item}>
          <strong>
            <time dateTime={since}>{formatInstant(since, timeZone)}</time>
          </strong>{' '}
          <span className={classes.subtle}>
            {t('definition.version', { number: formatCount(number) })}
          </span>
          {number === 1 ? (
            <div className={classes.subtle}>{t('definition.firstSeen')}</div>
          ) : (
            <ul className={classes.changes}>
              {changeTexts(changes, kpi).map(text => (
                <li key={text} className={classes.change}>
                  {text}
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  );
};
