import { makeStyles } from '@material-ui/core/styles';

const PRINTED = 'kpi-tree-printed';

/** On paper there is nothing but what is marked, and nothing to press. */
const useStyles = makeStyles(
  {
    '@global': {
      '@media print': {
        'body *': { visibility: 'hidden' },
        [`.${PRINTED}, .${PRINTED} *`]: {
          visibility: 'visible',
          // Bars are backgrounds, and a dark page has light text
          printColorAdjust: 'exact',
          WebkitPrintColorAdjust: 'exact',
        },
        [`.${PRINTED}`]: {
          position: 'absolute',
          top: 0,
          left: 0,
          width: '100%',
        },
        [`.${PRINTED} button, .${PRINTED} form`]: { display: 'none' },
        // What is taller than the window would be cut, and what is hidden leave pages
        'html, body, body > *, #root, #root > *, main, main *': {
          height: 'auto !important',
          minHeight: '0 !important',
          maxHeight: 'none !important',
          overflow: 'visible !important',
        },
      },
    },
  },
  { name: 'KpiTreePrint' },
);

/** The class of what is printed of the page; while it is shown nothing else is. */
export function usePrintStyles(): string {
  useStyles();
  return PRINTED;
}
