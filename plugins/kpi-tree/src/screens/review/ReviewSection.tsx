import { makeStyles } from '@material-ui/core/styles';
import { ReactNode, useId } from 'react';

const useStyles = makeStyles(theme => ({
  root: {
    marginTop: theme.spacing(3),
    '@media print': { breakInside: 'avoid-page' },
  },
  title: {
    margin: theme.spacing(0, 0, 1),
    fontSize: theme.typography.body1.fontSize,
    fontWeight: 600,
    '@media print': { breakAfter: 'avoid-page' },
  },
}));

/** A part of a review, with its heading. */
export const ReviewSection = ({
  title,
  children,
}: {
  title: string;
  children: ReactNode;
}) => {
  const classes = useStyles();
  const id = useId();
  return (
    <section className={classes.root} aria-labelledby={id}>
      <h3 id={id} className={classes.title}>
        {title}
      </h3>
      {children}
    </section>
  );
};
