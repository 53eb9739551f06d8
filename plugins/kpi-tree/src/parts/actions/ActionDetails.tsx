import { Link, MarkdownContent } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLinks } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import type { ActionView } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeTranslationRef } from '../../texts';
import { AddKpiLink } from '../links/AddKpiLink';
import { isWebAddress } from '../links/isWebAddress';
import { ActionHistory } from './ActionHistory';
import { useFieldTexts } from './useFieldTexts';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(0.5, 0, 0.5, 1.5),
    borderLeft: `3px solid ${theme.palette.divider}`,
    overflowWrap: 'anywhere',
  },
  text: {
    '& p:first-child': { marginTop: 0 },
    '& p:last-child': { marginBottom: 0 },
  },
  line: { margin: theme.spacing(0.5, 0, 0) },
  name: { color: theme.palette.textSubtle },
  links: {
    margin: 0,
    padding: 0,
    listStyle: 'none',
    '& a': { display: 'inline-block', lineHeight: '24px' },
  },
}));

/** What an action is about in full: its text, links, who answers for it, its history. */
export const ActionDetails = ({ action }: { action: ActionView }) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const { text, links = [], answerable, expectation, id, unit } = action;
  const { scope, tree, node } = action;
  const { expectationText } = useFieldTexts(unit);
  return (
    <div className={classes.root}>
      {text && (
        <div className={classes.text}>
          <MarkdownContent content={text} dialect="gfm" />
        </div>
      )}
      {links.length > 0 && (
        <ul className={classes.links} aria-label={t('action.links')}>
          {links.map(({ url, title }) => (
            <li key={url}>
              {isWebAddress(url) ? <Link to={url}>{title ?? url}</Link> : url}
            </li>
          ))}
        </ul>
      )}
      {expectation && (
        <p className={classes.line}>
          <span className={classes.name}>{t('action.expects')}</span>{' '}
          {expectationText(expectation)}
        </p>
      )}
      {answerable.length > 0 && (
        <p className={classes.line}>
          <span className={classes.name}>{t('action.answers')}</span>{' '}
          <EntityRefLinks entityRefs={answerable} hideIcons />
        </p>
      )}
      {tree && node && (
        <p className={classes.line}>
          <AddKpiLink scope={scope} tree={tree} node={node} />
        </p>
      )}
      <ActionHistory id={id} unit={unit} />
    </div>
  );
};
