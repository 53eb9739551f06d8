import { makeStyles } from '@material-ui/core/styles';

/** On paper there is nothing but what is marked, and nothing to press. */
const useStyles = makeStyles(
  {
    printed: {},
    '@global': {
      '@media print': {
        'body *': { visibility: 'hidden' },
        '$printed, $printed *': { visibility: 'visible' },
        $printed: { position: 'absolute', top: 0, left: 0, width: '100%' },
        '$printed button, $printed form': { display: 'none' },
        // What is taller than a page would be cut
        'html, body, #root, #root > *, main': {
          height: 'auto !important',
          overflow: 'visible !important',
        },
      },
    },
  },
  { name: 'KpiTreePrint' },
);

/** The class of what is printed of the page; while it is shown nothing else is. */
export function usePrintStyles(): string {
  return useStyles().printed;
}
