import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import type { RunError } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useFormat } from '../../parts/format';
import { kpiTreeTranslationRef } from '../../texts';

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
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount } = useFormat();
  const classes = useStyles();
  if (!errors.length) {
    return null;
  }
  return (
    <ul className={classes.list} aria-label={t('sources.errorsOf')}>
      {errors.map(({ message, where, entityRef, count }) => (
        <li key={`${where} ${message}`}>
          {message}{' '}
          {where && (
            <span className={classes.where}>
              {where}
              {count > 1 &&
                ` ${t('sources.andMore', {
                  number: formatCount(count - 1),
                })}`}
            </span>
          )}
          {entityRef && (
            <>
              {' '}
              <EntityRefLink entityRef={entityRef} />
            </>
          )}
          {!where && count > 1 && (
            <span className={classes.where}>
              {t('sources.times', { number: formatCount(count) })}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
};
