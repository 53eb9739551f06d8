import { makeStyles } from '@material-ui/core/styles';
import { textStyles } from './nodeCard';

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
    drawing: {
      display: 'block',
      fontFamily: theme.typography.fontFamily,
      userSelect: 'none',
    },
    edge: {
      fill: 'none',
      stroke: theme.palette.textSubtle,
      strokeOpacity: 0.75,
      strokeLinecap: 'butt',
    },
    node: {
      cursor: 'pointer',
      '&:focus': { outline: 'none' },
      '&:hover $card': { stroke: theme.palette.textSubtle },
      '&:focus-visible $focus': { visibility: 'visible' },
    },
    card: {
      fill: theme.palette.background.paper,
      stroke: theme.palette.divider,
      strokeWidth: 1,
    },
    selected: { stroke: theme.palette.primary.main, strokeWidth: 2.5 },
    focus: {
      visibility: 'hidden',
      fill: 'none',
      stroke: theme.palette.primary.main,
      strokeWidth: 2.5,
    },
    found: {
      fill: 'none',
      stroke: theme.palette.text.primary,
      strokeWidth: 1.5,
      strokeDasharray: '4 3',
    },
    foundHere: { strokeWidth: 3, strokeDasharray: 'none' },
    caption: {
      fontSize: textStyles.caption.size,
      fontWeight: textStyles.caption.weight,
      fill: theme.palette.textSubtle,
    },
    number: {
      fontSize: textStyles.number.size,
      fontWeight: textStyles.number.weight,
      fill: theme.palette.text.primary,
      textAnchor: 'end',
      fontVariantNumeric: 'tabular-nums',
    },
    title: {
      fontSize: textStyles.title.size,
      fontWeight: textStyles.title.weight,
      fill: theme.palette.text.primary,
    },
    item: {
      fontSize: textStyles.item.size,
      fontWeight: textStyles.item.weight,
      fill: theme.palette.textSubtle,
    },
    strongItem: {
      fontSize: textStyles.strongItem.size,
      fontWeight: textStyles.strongItem.weight,
    },
    track: { fill: theme.palette.action.disabledBackground },
    bar: { fill: theme.palette.textSubtle },
    fold: {
      fill: theme.palette.background.paper,
      stroke: theme.palette.textSubtle,
      strokeWidth: 1,
    },
    foldText: {
      fontSize: 11,
      fontWeight: 600,
      fill: theme.palette.text.primary,
      textAnchor: 'middle',
    },
  }),
  { name: 'KpiTreePicture' },
);

export type PictureClasses = ReturnType<typeof usePictureStyles>;
