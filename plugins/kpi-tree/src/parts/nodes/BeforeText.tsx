import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useTheme } from '@material-ui/core/styles';
import type { ScorecardNode } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useFormat } from '../format';
import { kpiTreeTranslationRef } from '../../texts';
import { meaningColor } from '../trend';

type BeforeTextProps = {
  node: ScorecardNode;
  /** The day that it is compared with, `YYYY-MM-DD`. */
  compare: string | undefined;
};

/** How a node stood on another day, and by how much it is better or worse now. */
export const BeforeText = ({ node, compare }: BeforeTextProps) => {
  const theme = useTheme();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatScore, formatPeriod } = useFormat();
  if (!compare || !node.before) {
    return null;
  }
  const date = formatPeriod(compare, 'day', 'long');
  const { score } = node.before;
  if (score === null) {
    return <span>{t('overview.beforeNone', { date })}</span>;
  }
  const before = t('overview.before', { score: formatScore(score), date });
  if (node.score === null) {
    return <span>{before}</span>;
  }
  // Of what is shown, so that the difference fits the two numbers
  const change = Number(formatScore(node.score)) - Number(formatScore(score));
  if (!change) {
    return (
      <span>
        {before}, {t('overview.same')}
      </span>
    );
  }
  const count = Math.abs(change);
  return (
    <span>
      {before},{' '}
      <span
        style={{
          color: meaningColor(theme, change > 0 ? 'improving' : 'worsening'),
        }}
      >
        {change > 0
          ? t('overview.better', { count })
          : t('overview.worse', { count })}
      </span>
    </span>
  );
};
