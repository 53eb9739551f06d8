import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import type {
  DefinitionRevision,
  FieldChange,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useFormat } from '../format';
import { kpiTreeTranslationRef } from '../translation';
import { fieldLabel } from './definitionTexts';
import { useDefinitionTexts } from './useDefinitionTexts';

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
  timeZone?: string;
};

/** When a definition was changed, and in what. */
export const RevisionList = ({
  revisions,
  timeZone = 'UTC',
}: RevisionListProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount, formatInstant } = useFormat();
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
              {changes.map(change => (
                <li key={change.field} className={classes.change}>
                  <Change change={change} />
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  );
};

function Change({ change: { field, from, to } }: { change: FieldChange }) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const texts = useDefinitionTexts();
  const of = {
    field: fieldLabel(field),
    from: texts.changedValue(from),
    to: texts.changedValue(to),
  };
  if (from === undefined) {
    return <>{t('definition.added', of)}</>;
  }
  return (
    <>
      {to === undefined
        ? t('definition.removed', of)
        : t('definition.changed', of)}
    </>
  );
}
