import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Link } from '@backstage/core-components';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import type { QualityFinding } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { LocationText } from '../notices/ProblemList';
import { kpiTreeTranslationRef } from '../../texts';
import { QualityGrade } from './QualityGrade';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(1, 0),
    borderBottom: `1px solid ${theme.palette.divider}`,
    overflowWrap: 'anywhere',
    '&:last-child': { borderBottom: 'none' },
  },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: theme.spacing(0, 1.5),
  },
  kind: { flex: '0 0 11em', color: theme.palette.textSubtle },
  name: { fontWeight: 600 },
  message: { margin: theme.spacing(0.25, 0, 0) },
  yaml: {
    margin: theme.spacing(0.5, 0, 0),
    fontFamily: 'monospace',
    whiteSpace: 'pre-wrap',
  },
  place: {
    fontSize: theme.typography.caption.fontSize,
    color: theme.palette.textSubtle,
  },
}));

type FindingItemProps = {
  finding: QualityFinding;
  /** Where the numbers are shown, if it is about numbers. */
  link?: string;
};

/** Something to be fixed: what it is about, what is wrong, and where to go. */
export const FindingItem = ({ finding, link }: FindingItemProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const { kind, entityRef, title, kpiTitle, grade, messages } = finding;
  const { location, yaml } = finding;
  return (
    <li className={classes.root}>
      <div className={classes.line}>
        <span className={classes.kind}>{t(`quality.kind-${kind}`)}</span>
        <span>
          {link && (
            <>
              <Link to={link} className={classes.name}>
                {kind === 'coverage' ? title : kpiTitle}
              </Link>{' '}
              {grade && <QualityGrade grade={grade} sentences={messages} />}
              {' · '}
            </>
          )}
          <EntityRefLink
            entityRef={entityRef}
            title={kind === 'coverage' ? undefined : title}
            hideIcon
            className={link ? undefined : classes.name}
          />
        </span>
      </div>
      {messages.map(message => (
        <p key={message} className={classes.message}>
          {message}
        </p>
      ))}
      {yaml && (
        <pre className={classes.yaml}>
          <code>{yaml}</code>
        </pre>
      )}
      {location && (
        <div className={classes.place}>
          <LocationText location={location} />
        </div>
      )}
    </li>
  );
};
