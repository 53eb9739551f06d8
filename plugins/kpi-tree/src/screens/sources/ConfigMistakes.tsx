import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import ErrorIcon from '@material-ui/icons/ErrorOutline';
import WarningIcon from '@material-ui/icons/ReportProblemOutlined';
import type { ConfigMistake } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    display: 'grid',
    gridTemplateColumns: 'auto 1fr',
    gap: theme.spacing(0, 1),
    marginTop: theme.spacing(1),
    overflowWrap: 'anywhere',
  },
  error: { color: theme.palette.error.main },
  warning: { color: theme.palette.warning.main },
  key: { fontWeight: 600 },
}));

type ConfigMistakesProps = {
  tone: 'error' | 'warning';
  mistakes: ConfigMistake[];
};

/** Mistakes in the configuration, each with its key. */
export const ConfigMistakes = ({ tone, mistakes }: ConfigMistakesProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const Icon = tone === 'error' ? ErrorIcon : WarningIcon;
  if (!mistakes.length) {
    return null;
  }
  return (
    <ul className={classes.list}>
      {mistakes.map(({ key, message }) => (
        <li key={`${key} ${message}`} className={classes.item}>
          <Icon
            fontSize="small"
            className={classes[tone]}
            titleAccess={t(`sources.${tone}`)}
          />
          <span>
            <code className={classes.key}>{key}</code> {message}
          </span>
        </li>
      ))}
    </ul>
  );
};
