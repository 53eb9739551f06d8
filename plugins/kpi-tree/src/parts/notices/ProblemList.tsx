import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { Problem } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useState } from 'react';
import Button from '@material-ui/core/Button';
import { statusColor, StatusIcon } from '../status';
import { useFormat } from '../format';
import { kpiTreeTranslationRef } from '../../texts';

const SHOWN = 2;

const useStyles = makeStyles(theme => ({
  root: {
    borderLeft: '3px solid',
    padding: theme.spacing(0.5, 0, 0.5, 1.5),
    fontSize: theme.typography.body2.fontSize,
  },
  title: {
    display: 'flex',
    alignItems: 'center',
    gap: 8,
    margin: 0,
    fontSize: 'inherit',
    fontWeight: 600,
  },
  list: { margin: theme.spacing(0.5, 0, 0), padding: 0, listStyle: 'none' },
  item: { overflowWrap: 'anywhere', '& + &': { marginTop: theme.spacing(1) } },
  place: {
    fontSize: theme.typography.caption.fontSize,
    color: theme.palette.textSubtle,
  },
}));

type ProblemListProps = {
  problems: Problem[];
  /** The entity on whose page this stands: it needs no link to itself. */
  here?: string;
};

/** What needs fixing in the definitions, with the place to fix it. */
export const ProblemList = ({ problems, here }: ProblemListProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount } = useFormat();
  const classes = useStyles();
  const theme = useTheme();
  const [all, setAll] = useState(false);
  if (!problems.length) {
    return null;
  }
  const shown = all ? problems : problems.slice(0, SHOWN);
  return (
    <section
      className={classes.root}
      style={{ borderColor: statusColor(theme, 'at-risk') }}
      aria-label={t('common.problems')}
    >
      <p className={classes.title}>
        <StatusIcon status="at-risk" />
        {t('common.toMend', { count: problems.length })}
      </p>
      <ul className={classes.list}>
        {shown.map(problem => (
          <li
            key={`${problem.entityRef} ${problem.field} ${problem.message}`}
            className={classes.item}
          >
            {problem.message}
            <div className={classes.place}>
              <ProblemPlace problem={problem} here={here} />
            </div>
          </li>
        ))}
      </ul>
      {problems.length > SHOWN && (
        <Button
          size="small"
          color="primary"
          onClick={() => setAll(!all)}
          aria-expanded={all}
        >
          {all
            ? t('common.showFewer')
            : t('common.showAll', { number: formatCount(problems.length) })}
        </Button>
      )}
    </section>
  );
};

function ProblemPlace({ problem, here }: { problem: Problem; here?: string }) {
  const { entityRef, location } = problem;
  return (
    <>
      {entityRef.toLocaleLowerCase('en-US') !== here && (
        <>
          <EntityRefLink entityRef={entityRef} hideIcon />
          {location && ' · '}
        </>
      )}
      {location && <LocationText location={location} />}
    </>
  );
}

/** The file or URL of a YAML; a URL is a link. */
export function LocationText({ location }: { location: string }) {
  const target = location.replace(/^(url|file):/, '');
  return /^https?:\/\//.test(target) ? (
    <a href={target} target="_blank" rel="noopener noreferrer">
      {target}
    </a>
  ) : (
    <>{target}</>
  );
}
