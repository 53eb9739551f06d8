import { makeStyles } from '@material-ui/core/styles';
import { STRIPE_INSET, STRIPE_WIDTH } from './nodeCard';

export const usePictureStyles = makeStyles(
  theme => ({
    frame: {
      position: 'relative',
      height: 'min(70vh, 760px)',
      minHeight: 360,
      overflow: 'hidden',
      // The picture takes the fingers; around it they scroll the page
      touchAction: 'none',
      contain: 'strict',
      cursor: 'grab',
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      backgroundColor: theme.palette.background.default,
      '&:active': { cursor: 'grabbing' },
    },
    content: {
      position: 'absolute',
      left: 0,
      top: 0,
      transformOrigin: '0 0',
      '&[data-moving]': { willChange: 'transform' },
      '&[data-gliding]': {
        transition: theme.transitions.create('transform', { duration: 160 }),
      },
      '@media (prefers-reduced-motion: reduce)': {
        '&[data-gliding]': { transition: 'none' },
      },
    },
    edges: { position: 'absolute', left: 0, top: 0 },
    tree: {
      position: 'relative',
      fontFamily: theme.typography.fontFamily,
      userSelect: 'none',
    },
    node: {
      position: 'absolute',
      boxSizing: 'border-box',
      contain: 'layout style',
      cursor: 'pointer',
      borderRadius: 6,
      backgroundColor: theme.palette.background.paper,
      boxShadow: `0 0 0 1px ${theme.palette.divider}`,
      '&:hover': { boxShadow: `0 0 0 1px ${theme.palette.textSubtle}` },
      '&:focus': { outline: 'none' },
      '&:focus-visible': {
        outline: `3px solid ${theme.palette.primary.main}`,
        outlineOffset: 3,
      },
    },
    found: { boxShadow: `0 0 0 2px ${theme.palette.textSubtle}` },
    foundHere: {
      '&, &:hover': { boxShadow: `0 0 0 4px ${theme.palette.text.primary}` },
    },
    selected: {
      '&, &:hover': { boxShadow: `0 0 0 3px ${theme.palette.primary.main}` },
    },
    stripe: {
      position: 'absolute',
      left: 0,
      top: STRIPE_INSET,
      bottom: STRIPE_INSET,
      width: STRIPE_WIDTH,
      borderRadius: STRIPE_WIDTH / 2,
    },
    // The browser leaves out what is out of sight
    inside: {
      position: 'absolute',
      inset: 0,
      contentVisibility: 'auto',
      '[data-far] &': { contentVisibility: 'hidden' },
    },
    // From afar, where no text can be read, only the shape of the status is left
    glyph: {
      display: 'none',
      position: 'absolute',
      inset: 0,
      width: '100%',
      height: '100%',
      '[data-far] &': { display: 'block' },
    },
    shapes: { position: 'absolute', left: 0, top: 0, overflow: 'visible' },
    text: { position: 'absolute', whiteSpace: 'pre', lineHeight: 1.2 },
    fold: {
      position: 'absolute',
      left: '100%',
      top: '50%',
      transform: 'translate(-50%, -50%)',
      boxSizing: 'border-box',
      minWidth: 24,
      height: 24,
      padding: '0 6px',
      borderRadius: 12,
      border: `1px solid ${theme.palette.textSubtle}`,
      backgroundColor: theme.palette.background.paper,
      color: theme.palette.text.primary,
      fontSize: 11,
      fontWeight: 600,
      lineHeight: '22px',
      textAlign: 'center',
      '&::before': { content: 'attr(data-mark)' },
    },
  }),
  { name: 'KpiTreePicture' },
);

export type PictureClasses = ReturnType<typeof usePictureStyles>;
