import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import type {
  QualityFinding,
  ReviewContent,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useFormat } from '../../parts/format';
import { kpiTreeTranslationRef } from '../../texts';
import { FindingItem } from '../../parts/quality/FindingItem';
import { useFindingLink } from '../../parts/quality/useFindingLink';
import { ReviewSection } from './ReviewSection';

const useStyles = makeStyles(theme => ({
  list: { margin: 0, padding: 0, listStyle: 'none' },
  definitions: { color: theme.palette.textSubtle },
}));

/** What is missing or bad, what is to be reviewed, and which definitions were in force. */
export const ReviewFindings = ({ content }: { content: ReviewContent }) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const { formatList } = useFormat();
  const { data, due, definitions, scorecard } = content;
  const linkOf = useFindingLink(scorecard.scope);
  const list = (findings: QualityFinding[], none: string) =>
    findings.length ? (
      <ul className={classes.list}>
        {findings.map(finding => (
          <FindingItem
            key={[finding.entityRef, finding.kpi, ...finding.messages].join(
              ' ',
            )}
            finding={finding}
            link={linkOf(finding)}
          />
        ))}
      </ul>
    ) : (
      <p>{none}</p>
    );
  return (
    <>
      <ReviewSection title={t('review.data')}>
        {list(data.items, t('review.noData'))}
      </ReviewSection>
      <ReviewSection title={t('review.due')}>
        {list(due.items, t('review.noneDue'))}
      </ReviewSection>
      <ReviewSection title={t('review.inForce')}>
        <p className={classes.definitions}>
          {formatList(
            definitions.map(({ name, version }) =>
              t('review.version', { name, number: String(version) }),
            ),
          )}
        </p>
      </ReviewSection>
    </>
  );
};
