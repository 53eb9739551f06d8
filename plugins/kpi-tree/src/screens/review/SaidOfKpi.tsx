import { MarkdownContent } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import type {
  KpiScorecardNode,
  ReviewView,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useFormat } from '../../parts/format';
import { StatusIcon } from '../../parts/status';
import { confidenceIcons } from '../../parts/words/confidenceIcons';
import { useConfidenceTexts } from '../../parts/words/useConfidenceTexts';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles(theme => ({
  said: {
    margin: theme.spacing(0.5, 0, 0),
    overflowWrap: 'anywhere',
    '& a': { display: 'inline-block', lineHeight: '24px' },
    '& p': { margin: 0 },
  },
  quiet: { color: theme.palette.textSubtle },
}));

type SaidOfKpiProps = { node: KpiScorecardNode; review: ReviewView };

/** What was said of a KPI in the period of a review, and that nobody checked in. */
export const SaidOfKpi = ({ node, review }: SaidOfKpiProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const { formatPeriod } = useFormat();
  const confidenceTexts = useConfidenceTexts();
  const { checkIns, comments } = review.content;
  const checkIn = checkIns.items.find(({ kpi }) => kpi === node.kpi);
  const said = comments.items.filter(({ kpi }) => kpi === node.kpi);
  return (
    <>
      {checkIn ? (
        <div className={classes.said}>
          <StatusIcon status={confidenceIcons[checkIn.confidence]} />{' '}
          {confidenceTexts[checkIn.confidence]}: {checkIn.text}{' '}
          <EntityRefLink entityRef={checkIn.by} defaultKind="user" hideIcon />
        </div>
      ) : (
        node.status === 'off-target' && (
          <p className={`${classes.said} ${classes.quiet}`}>
            {t('words.checkInMissing', {
              period: formatPeriod(node.period, node.periodType, 'long'),
            })}
          </p>
        )
      )}
      {said.map(({ id, text, createdBy, period, periodType }) => (
        <div key={id} className={classes.said}>
          <MarkdownContent content={text} dialect="gfm" />
          <span className={classes.quiet}>
            {formatPeriod(period, periodType, 'long')}
          </span>{' '}
          <EntityRefLink entityRef={createdBy} defaultKind="user" hideIcon />
        </div>
      ))}
    </>
  );
};
