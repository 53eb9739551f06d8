import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import type {
  MeasuredQuery,
  PeriodType,
  QueryEvaluation,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import classNames from 'classnames';
import { useChartStyles } from '../charts/chartStyle';
import { Facts } from '../definition/Facts';
import { useFormat } from '../format';
import { isWebAddress } from '../links/isWebAddress';
import { kpiTreeTranslationRef } from '../../texts';

/** More evaluations are folded away. */
const SHOWN = 3;

const useStyles = makeStyles(theme => ({
  title: {
    margin: theme.spacing(2, 0, 0.5),
    fontSize: theme.typography.body2.fontSize,
    fontWeight: 600,
  },
  text: {
    margin: 0,
    padding: theme.spacing(1),
    overflowX: 'auto',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    fontSize: theme.typography.caption.fontSize,
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
  },
  about: {
    margin: theme.spacing(1, 0),
    fontSize: theme.typography.body2.fontSize,
    '& summary': { cursor: 'pointer' },
    '& ul': { margin: theme.spacing(0.5, 0), paddingLeft: theme.spacing(2.5) },
  },
}));

type QueryTextProps = {
  query: MeasuredQuery;
  /** The length of the periods that are measured. */
  grain: PeriodType;
  timeZone: string;
};

/** A query as it is asked, with when that was and what is bound to it. */
export const QueryText = ({ query, grain, timeZone }: QueryTextProps) => {
  const { of, text, evaluations, parameters } = query;
  const classes = useStyles();
  const { focusRing } = useChartStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount } = useFormat();
  const title = t(`origin.${of}`);
  const list = (
    <ul>
      {evaluations.map(each => (
        <li key={each.period}>
          <Evaluation
            evaluation={each}
            title={title}
            grain={grain}
            timeZone={timeZone}
          />
        </li>
      ))}
    </ul>
  );
  return (
    <section>
      <h4 className={classes.title}>{title}</h4>
      <pre
        className={classNames(classes.text, focusRing)}
        role="region"
        aria-label={title}
        // Focusable, so that it can be scrolled with the keyboard
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        {text}
      </pre>
      {parameters && parameters.length > 0 && (
        <div className={classes.about}>
          <p>{t('origin.bound')}</p>
          <Facts
            facts={parameters.map(({ name, value }) => [`:${name}`, value])}
          />
        </div>
      )}
      {evaluations.length > SHOWN ? (
        <details className={classes.about}>
          <summary className={focusRing}>
            {t('origin.times', { number: formatCount(evaluations.length) })}
          </summary>
          {list}
        </details>
      ) : (
        evaluations.length > 0 && <div className={classes.about}>{list}</div>
      )}
    </section>
  );
};

function Evaluation({
  evaluation: { period, at, link },
  title,
  grain,
  timeZone,
}: Omit<QueryTextProps, 'query'> & {
  evaluation: QueryEvaluation;
  title: string;
}) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatInstant, formatPeriod } = useFormat();
  const name = formatPeriod(period, grain);
  return (
    <>
      {t('origin.at', { instant: formatInstant(at, timeZone), period: name })}
      {link !== undefined && isWebAddress(link) && (
        <>
          {' '}
          <Link
            to={link}
            aria-label={t('origin.graphOf', { query: title, period: name })}
          >
            {t('origin.graph')}
          </Link>
        </>
      )}
    </>
  );
}
