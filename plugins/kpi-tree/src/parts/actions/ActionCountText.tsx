import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useTheme } from '@material-ui/core/styles';
import type { ActionCounts } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeTranslationRef } from '../../texts';
import { statusColor } from '../status';

type ActionCountTextProps = { count: Pick<ActionCounts, 'open' | 'overdue'> };

/** `2 open actions, 1 overdue`; what is overdue stands out. */
export const ActionCountText = ({
  count: { open, overdue },
}: ActionCountTextProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const theme = useTheme();
  return overdue ? (
    <span style={{ color: statusColor(theme, 'off-target') }}>
      {t('action.openOverdue', { count: open, overdue: String(overdue) })}
    </span>
  ) : (
    <span>{t('action.open', { count: open })}</span>
  );
};
