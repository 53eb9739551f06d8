import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Tooltip from '@material-ui/core/Tooltip';
import { makeStyles, Theme, useTheme } from '@material-ui/core/styles';
import { describeQualityIssue, type Words } from '@internal/kpi-tree';
import {
  type KpiScorecardNode,
  type QualityGrade as Grade,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { statusColor } from '../status';
import { kpiTreeTranslationRef, useWords } from '../../texts';

const useStyles = makeStyles({
  root: {
    display: 'inline-block',
    minWidth: '1.5em',
    padding: '0 0.3em',
    border: '1px solid',
    borderRadius: 3,
    fontSize: '0.6875rem',
    fontWeight: 600,
    lineHeight: 1.45,
    textAlign: 'center',
    cursor: 'default',
  },
  sentence: { margin: 0, '& + &': { marginTop: '0.5em' } },
});

/** What is wrong with the data of a KPI and what to do, in sentences. */
export function qualitySentences(
  {
    signals,
    unit,
    periodType,
  }: Pick<KpiScorecardNode, 'signals' | 'unit' | 'periodType'>,
  words: Words,
): string[] {
  return (signals?.quality.issues ?? []).map(issue =>
    describeQualityIssue(issue, { unit, periodType, words }),
  );
}

type QualityGradeProps = {
  grade: Grade;
  /** What is wrong, in sentences. */
  sentences: string[];
};

/** The grade of the data behind a KPI as a letter, with the reasons on demand. */
export const QualityGrade = ({ grade, sentences }: QualityGradeProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const theme = useTheme();
  const title = t('quality.gradeOf', {
    grade,
    text: t(`quality.within-${grade}`),
  });
  const lines = [title, ...sentences];
  return (
    <Tooltip
      title={
        <>
          {lines.map(line => (
            <p key={line} className={classes.sentence}>
              {line}
            </p>
          ))}
        </>
      }
    >
      <span
        role="img"
        aria-label={lines.join(' ')}
        className={classes.root}
        style={{ color: gradeColor(theme, grade) }}
      >
        {grade}
      </span>
    </Tooltip>
  );
};

/** The letter says it; the colour only helps to find those that count. */
function gradeColor(theme: Theme, grade: Grade): string {
  switch (grade) {
    case 'C':
      return statusColor(theme, 'at-risk');
    case 'D':
      return statusColor(theme, 'off-target');
    default:
      return theme.palette.textSubtle;
  }
}

/** The grade of a KPI in a table; nothing where too little is known for one. */
export const NodeQualityGrade = ({ node }: { node: KpiScorecardNode }) => {
  const words = useWords();
  const grade = node.signals?.quality.grade;
  return grade ? (
    <QualityGrade grade={grade} sentences={qualitySentences(node, words)} />
  ) : null;
};
