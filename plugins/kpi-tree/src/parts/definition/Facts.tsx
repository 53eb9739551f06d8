import { makeStyles } from '@material-ui/core/styles';
import { ReactNode } from 'react';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(160px, 1fr))',
    gap: theme.spacing(1.5, 3),
    margin: 0,
    fontSize: theme.typography.body2.fontSize,
    '& dt': {
      fontSize: theme.typography.caption.fontSize,
      color: theme.palette.textSubtle,
    },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
  },
  wide: { gridTemplateColumns: '1fr' },
}));

type FactsProps = {
  /** Those without a value are left out. */
  facts: [name: string, value: ReactNode][];
  /** One below the other, for texts. */
  wide?: boolean;
};

/** What there is to know, each with its name. */
export const Facts = ({ facts, wide }: FactsProps) => {
  const classes = useStyles();
  return (
    <dl className={wide ? `${classes.root} ${classes.wide}` : classes.root}>
      {facts
        .filter(([, value]) => value !== undefined && value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
};
