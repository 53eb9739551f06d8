import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import classNames from 'classnames';
import { ReactNode, useId, useState } from 'react';
import { Seen } from '../../parts/charts/Seen';
import { kpiTreeTranslationRef } from '../../texts';
import { EntryDetails } from './EntryDetails';
import type { Origin } from './libraryOf';
import { useUsage } from '../../queries/useUsage';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(2),
    overflowWrap: 'anywhere',
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(1.5) },
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: theme.spacing(0, 1.5),
  },
  title: {
    margin: 0,
    fontSize: theme.typography.body1.fontSize,
    fontWeight: 600,
  },
  subtle: {
    fontSize: theme.typography.caption.fontSize,
    color: theme.palette.textSubtle,
  },
  badge: {
    padding: theme.spacing(0, 0.75),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    fontSize: theme.typography.caption.fontSize,
  },
  text: { margin: theme.spacing(0.5, 0, 1) },
  foot: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(0.5, 2),
    marginTop: theme.spacing(1),
  },
  turn: {
    transition: theme.transitions.create('transform'),
    '@media (prefers-reduced-motion: reduce)': { transition: 'none' },
  },
  turned: { transform: 'rotate(180deg)' },
}));

type EntryProps = {
  kind: 'Kpi' | 'KpiTree';
  definition: { name: string; entityRef: string; title: string };
  origin: Origin;
  lifecycle: 'experimental' | 'production' | 'deprecated';
  /** One sentence or two. */
  text?: string;
  /** What it is in short. */
  children: ReactNode;
  /** Where it stands, shown before the number of entities that show it. */
  places: ReactNode;
  /** How an organisation adopts it. */
  adopt: ReactNode;
};

/** A definition in short; where it is used and how to adopt it, on demand. */
export const Entry = (props: EntryProps) => {
  const { kind, definition, origin, lifecycle, text, children } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const [open, setOpen] = useState(false);
  const detailsId = useId();
  return (
    <li>
      <Paper className={classes.root}>
        <div className={classes.head}>
          <h3 className={classes.title}>
            <EntityRefLink
              entityRef={definition.entityRef}
              title={definition.title}
              hideIcon
              disableTooltip
            />
          </h3>
          <code className={classes.subtle}>{definition.name}</code>
          <span className={classes.badge}>{t(`library.${origin}`)}</span>
          {lifecycle !== 'production' && (
            <span className={classes.badge}>{t(`library.${lifecycle}`)}</span>
          )}
        </div>
        {text && <p className={classes.text}>{text}</p>}
        {children}
        <div className={classes.foot}>
          <span className={classes.subtle}>
            {props.places}
            <Seen height={0}>
              <EntityCount kind={kind} name={definition.name} />
            </Seen>
          </span>
          <Button
            size="small"
            color="primary"
            aria-expanded={open}
            aria-controls={open ? detailsId : undefined}
            aria-label={t('library.detailsOf', { title: definition.title })}
            endIcon={
              <ExpandMoreIcon
                className={classNames(classes.turn, { [classes.turned]: open })}
              />
            }
            onClick={() => setOpen(!open)}
          >
            {t('library.details')}
          </Button>
        </div>
        {open && (
          <div id={detailsId}>
            <EntryDetails kind={kind} name={definition.name}>
              {props.adopt}
            </EntryDetails>
          </div>
        )}
      </Paper>
    </li>
  );
};

/** On how many entities a definition shows, once that is known. */
function EntityCount({
  kind,
  name,
}: {
  kind: 'Kpi' | 'KpiTree';
  name: string;
}) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { value } = useUsage(kind, name);
  return value ? (
    <>
      {' · '}
      {t('library.entities', { count: value.entityCount })}
    </>
  ) : null;
}
