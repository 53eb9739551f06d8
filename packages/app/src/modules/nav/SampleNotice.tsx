import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core';
import { useLayoutEffect, useRef } from 'react';

const HEIGHT = '--sample-notice-height';

const useStyles = makeStyles(theme => ({
  root: {
    position: 'sticky',
    top: 0,
    // Above the page, below the sidebar that opens over it
    zIndex: 1,
    padding: theme.spacing(0.5, 3),
    fontSize: theme.typography.caption.fontSize,
    lineHeight: 1.5,
    color: theme.palette.text.primary,
    backgroundColor: theme.palette.background.paper,
    borderBottom: `1px solid ${theme.palette.divider}`,
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(0.5, 2) },
  },
  // A page of Backstage is as high as the window and scrolls inside: the
  // notice above it has to be left out of that height.
  '@global': {
    '[data-backstage-core-page][data-backstage-core-page]': {
      [theme.breakpoints.up('sm')]: {
        height: `calc(100vh - var(${HEIGHT}, 0px))`,
      },
    },
  },
}));

/** Says on every page what the data of this portal are. */
export const SampleNotice = () => {
  const text = useApi(configApiRef).getOptionalString('app.sampleNotice');
  return text ? <Notice text={text} /> : null;
};

function Notice({ text }: { text: string }) {
  const classes = useStyles();
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { style } = document.documentElement;
    const measure = () =>
      style.setProperty(HEIGHT, `${ref.current?.offsetHeight ?? 0}px`);
    measure();
    window.addEventListener('resize', measure);
    return () => {
      window.removeEventListener('resize', measure);
      style.removeProperty(HEIGHT);
    };
  }, [text]);
  return (
    <div ref={ref} className={classes.root} role="note">
      {text}
    </div>
  );
}
