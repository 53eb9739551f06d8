import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import type { RunError } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { formatCount } from '../format';

const useStyles = makeStyles(theme => ({
  list: {
    margin: theme.spacing(1, 0, 0),
    padding: 0,
    listStyle: 'none',
    overflowWrap: 'anywhere',
  },
  where: {
    fontFamily: 'monospace',
    fontSize: '0.8125rem',
    color: theme.palette.textSubtle,
  },
}));

/** The rows and settings that a collection could not use, each with an example. */
export const RunErrors = ({ errors }: { errors: RunError[] }) => {
  const classes = useStyles();
  if (!errors.length) {
    return null;
  }
  return (
    <ul className={classes.list} aria-label="Errors of the run">
      {errors.map(({ message, where, entityRef, count }) => (
        <li key={`${where} ${message}`}>
          {message}{' '}
          {where && (
            <span className={classes.where}>
              {where}
              {count > 1 && ` and ${formatCount(count - 1)} more`}
            </span>
          )}
          {entityRef && (
            <>
              {' '}
              <EntityRefLink entityRef={entityRef} />
            </>
          )}
          {!where && count > 1 && (
            <span className={classes.where}>{formatCount(count)} times</span>
          )}
        </li>
      ))}
    </ul>
  );
};
