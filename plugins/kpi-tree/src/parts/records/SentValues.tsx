import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import type {
  SentPush,
  SentValues as Sent,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import classNames from 'classnames';
import { useChartStyles } from '../charts/chartStyle';
import { useFormat } from '../format';
import { isWebAddress } from '../links/isWebAddress';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles(theme => ({
  root: { overflowX: 'auto', marginTop: theme.spacing(1.5) },
  table: {
    borderCollapse: 'collapse',
    fontSize: theme.typography.body2.fontSize,
    '& th, & td': {
      padding: theme.spacing(0.5, 2, 0.5, 0),
      textAlign: 'left',
      fontWeight: 'inherit',
      borderBottom: `1px solid ${theme.palette.divider}`,
    },
    '& thead th': {
      color: theme.palette.textSubtle,
      fontSize: theme.typography.caption.fontSize,
    },
    '& td': { overflowWrap: 'anywhere', minWidth: '4em' },
  },
  note: {
    margin: theme.spacing(1, 0),
    fontSize: theme.typography.body2.fontSize,
    color: theme.palette.textSubtle,
  },
}));

type SentValuesProps = {
  sent: Sent;
  /** Whether a source measures the KPI as well. */
  hasSource: boolean;
  timeZone: string;
};

/** Who sent the measurements of a value, when, and by which run. */
export const SentValues = (props: SentValuesProps) => {
  const { sent, hasSource, timeZone } = props;
  const { pushes, more, unknown } = sent;
  const classes = useStyles();
  const { focusRing } = useChartStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount, formatInstant } = useFormat();
  const label = t('origin.pushes');
  return (
    <>
      {pushes.length > 0 && (
        <div
          className={classNames(classes.root, focusRing)}
          role="region"
          aria-label={label}
          // Focusable, so that it can be scrolled with the keyboard
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
        >
          <table className={classes.table} aria-label={label}>
            <thead>
              <tr>
                {(
                  [
                    'push',
                    'received',
                    'by',
                    'pushSource',
                    'pushRun',
                    'decided',
                    'replaced',
                  ] as const
                ).map(name => (
                  <th key={name} scope="col">
                    {t(`origin.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {pushes.map(push => (
                <tr key={push.id}>
                  <th scope="row">{push.id}</th>
                  <td>{formatInstant(push.receivedAt, timeZone)}</td>
                  <td>
                    <Sender push={push} />
                  </td>
                  <td>{push.source}</td>
                  <td>
                    <PushRun run={push.run} />
                  </td>
                  <td>{formatCount(push.decided)}</td>
                  <td>{formatCount(push.replaced)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {more > 0 && (
        <p className={classes.note}>
          {t('origin.more', { number: formatCount(more) })}
        </p>
      )}
      {unknown > 0 && (
        <p className={classes.note}>
          {t(hasSource ? 'origin.others' : 'origin.unknown', {
            number: formatCount(unknown),
          })}
        </p>
      )}
    </>
  );
};

function Sender({ push: { by, byUser, hidden } }: { push: SentPush }) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  if (by === null) {
    return <>{hidden ? t('records.hidden') : t('drawer.notKnown')}</>;
  }
  return byUser ? <EntityRefLink entityRef={by} hideIcon /> : <>{by}</>;
}

function PushRun({ run }: Pick<SentPush, 'run'>) {
  if (run === undefined) {
    return <>–</>;
  }
  return isWebAddress(run) ? <Link to={run}>{run}</Link> : <>{run}</>;
}
