import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import type { KpiScorecardNode } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useFormat } from '../format';
import { kpiTreeTranslationRef, useWords } from '../../texts';
import { QualityGrade, qualitySentences } from './QualityGrade';

const useStyles = makeStyles(theme => ({
  root: { fontSize: theme.typography.body2.fontSize },
  title: {
    display: 'flex',
    alignItems: 'baseline',
    gap: theme.spacing(1),
    margin: 0,
    fontSize: 'inherit',
    fontWeight: 600,
  },
  text: { margin: theme.spacing(0.5, 0, 0), color: theme.palette.textSubtle },
  list: { margin: theme.spacing(0.5, 0, 0), paddingLeft: theme.spacing(2.5) },
}));

/** How far the data of a KPI can be trusted, and what is to be fixed. */
export const KpiQuality = ({ node }: { node: KpiScorecardNode }) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatShare } = useFormat();
  const classes = useStyles();
  const words = useWords();
  if (!node.signals) {
    return null;
  }
  const { grade, completeness } = node.signals.quality;
  const sentences = qualitySentences(node, words);
  const share = formatShare(completeness);
  return (
    <section className={classes.root} aria-label={t('quality.title')}>
      <h3 className={classes.title}>
        {t('quality.title')}
        {grade && <QualityGrade grade={grade} sentences={sentences} />}
      </h3>
      <p className={classes.text}>
        {t(`quality.${grade ?? 'noGrade'}`, { share })}
      </p>
      {sentences.length > 0 && (
        <ul className={classes.list}>
          {sentences.map(sentence => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </section>
  );
};
