import { makeStyles } from '@material-ui/core/styles';
import type {
  DefinitionRevision,
  FieldChange,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { formatInstant } from '../format';
import { changedValueText, fieldLabel } from './definitionTexts';

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
  const classes = useStyles();
  return (
    <ol className={classes.list}>
      {revisions.map(({ number, since, changes }) => (
        <li key={number} className={classes.item}>
          <strong>
            <time dateTime={since}>{formatInstant(since, timeZone)}</time>
          </strong>{' '}
          <span className={classes.subtle}>version {number}</span>
          {number === 1 ? (
            <div className={classes.subtle}>First seen by the portal</div>
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
  const label = fieldLabel(field);
  if (from === undefined) {
    return (
      <>
        {label} added: {changedValueText(to)}
      </>
    );
  }
  if (to === undefined) {
    return (
      <>
        {label} removed; it was {changedValueText(from)}
      </>
    );
  }
  return (
    <>
      {label}: {changedValueText(from)} → {changedValueText(to)}
    </>
  );
}
