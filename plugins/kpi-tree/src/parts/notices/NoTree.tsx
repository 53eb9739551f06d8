import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { parseEntityRef } from '@backstage/catalog-model';
import { makeStyles } from '@material-ui/core/styles';
import { CopyLines } from '../controls/CopyLines';
import type { Scope } from '../../api';
import { useTrees } from '../../queries/useTrees';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles(theme => ({
  root: { maxWidth: 640, fontSize: theme.typography.body2.fontSize },
  title: {
    margin: 0,
    fontSize: theme.typography.body1.fontSize,
    fontWeight: 600,
  },
  text: { margin: theme.spacing(0.5, 0, 1.5) },
  code: { overflowX: 'auto', '& pre': { margin: 0 } },
}));

/** The tree of the sample portal: an example where there is none to offer. */
const EXAMPLE = 'it-transformation';

/** The kinds whose KPIs are rolled up from their members. */
const scopeKinds = ['system', 'domain', 'group'];

/** No tree applies to an entity: what to do about it. */
export const NoTree = ({ scope }: { scope: Scope }) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  // Only a help to choose: without an answer there is still the example.
  const { value } = useTrees();
  const names = value?.items.map(tree => tree.name) ?? [];
  const kind = parseEntityRef(scope).kind.toLocaleLowerCase('en-US');
  return (
    <div className={classes.root}>
      <p className={classes.title}>{t('common.noTree')}</p>
      <p className={classes.text}>
        {scopeKinds.includes(kind)
          ? t('common.addToMember', { kind })
          : t('common.addToEntity')}{' '}
        {t('common.appears')}
        {names.length > 1 &&
          ` ${t('common.treeNames', { names: names.join(', ') })}`}
      </p>
      <div className={classes.code}>
        <CopyLines
          text={`metadata:\n  annotations:\n    kpi-tree.io/tree: ${
            names[0] ?? EXAMPLE
          }`}
        />
      </div>
    </div>
  );
};
