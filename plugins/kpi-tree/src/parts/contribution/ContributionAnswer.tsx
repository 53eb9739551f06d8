import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import { describeContribution } from '@internal/kpi-tree';
import { type Contribution } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { PartialNote } from '../notices/PartialNote';
import { useFormat } from '../format';
import { statusColor } from '../status';
import { kpiTreeTranslationRef, useWords } from '../../texts';
import { ContributionTable } from './ContributionTable';
import { waterfallOf } from './waterfall';
import { WaterfallChart } from './WaterfallChart';

const useStyles = makeStyles(theme => ({
  headline: { margin: theme.spacing(0, 0, 1) },
  incomplete: {
    margin: theme.spacing(0, 0, 1),
    fontSize: theme.typography.body2.fontSize,
    color: theme.palette.textSubtle,
  },
  sentences: {
    margin: theme.spacing(1.5, 0, 0),
    paddingLeft: theme.spacing(2.5),
    fontSize: theme.typography.body2.fontSize,
    '& li + li': { marginTop: theme.spacing(0.5) },
  },
  legend: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 2),
    marginTop: theme.spacing(0.5),
    fontSize: theme.typography.caption.fontSize,
    color: theme.palette.textSubtle,
  },
  swatch: {
    display: 'inline-block',
    width: 10,
    height: 10,
    marginRight: theme.spacing(0.75),
    borderRadius: 2,
  },
}));

type ContributionAnswerProps = {
  answer: Contribution;
  view: 'chart' | 'table';
};

/** What explains a change: in one sentence, as a picture or table, and in words. */
export const ContributionAnswer = ({
  answer,
  view,
}: ContributionAnswerProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatPeriod } = useFormat();
  const classes = useStyles();
  const words = useWords();
  // The API says it in English
  const [headline, ...sentences] =
    words.language === 'en'
      ? answer.sentences
      : describeContribution(answer, words);
  const [before, after] = [answer.before, answer.after].map(({ period }) =>
    formatPeriod(period, answer.periodType, 'long'),
  );
  const waterfall = waterfallOf(answer, {
    before,
    after,
    others: count => t('contribution.others', { count }),
  });
  return (
    <>
      <p className={classes.headline}>{headline}</p>
      {[answer.before, answer.after].map(
        ({ period, known }) =>
          known && (
            <p key={period} className={classes.incomplete}>
              {t('contribution.incomplete', {
                period: formatPeriod(period, answer.periodType, 'long'),
                text: t('chart.knownDays', known),
              })}
            </p>
          ),
      )}
      {[answer.before, answer.after].map(
        ({ period, rejectedRows }) =>
          rejectedRows !== undefined && (
            <p key={period} className={classes.incomplete}>
              {t('contribution.incomplete', {
                period: formatPeriod(period, answer.periodType, 'long'),
                text: t('chart.rejectedRows', { count: rejectedRows }),
              })}
            </p>
          ),
      )}
      <PartialNote partial={answer.partial} />
      {waterfall && view === 'chart' && (
        <>
          <WaterfallChart
            label={t('contribution.fromTo', { before, after })}
            answer={answer}
            waterfall={waterfall}
          />
          <Legend answer={answer} hasZero={waterfall.hasZero} />
        </>
      )}
      {waterfall && view === 'table' && <ContributionTable answer={answer} />}
      {sentences.length > 0 && (
        <ul
          className={classes.sentences}
          aria-label={t('contribution.inWords')}
        >
          {sentences.map(sentence => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </>
  );
};

function Legend({
  answer: { direction },
  hasZero,
}: {
  answer: Contribution;
  hasZero: boolean;
}) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const theme = useTheme();
  const swatch = (status: 'on-target' | 'off-target') => (
    <span
      className={classes.swatch}
      style={{ backgroundColor: statusColor(theme, status) }}
    />
  );
  return (
    <div className={classes.legend}>
      {direction !== 'range' && (
        <>
          <span>
            {swatch('on-target')}
            {t('contribution.better')}
          </span>
          <span>
            {swatch('off-target')}
            {t('contribution.worse')}
          </span>
        </>
      )}
      {!hasZero && <span>{t('contribution.notFromZero')}</span>}
    </div>
  );
}
