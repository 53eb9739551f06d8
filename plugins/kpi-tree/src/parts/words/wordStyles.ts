import { makeStyles } from '@material-ui/core/styles';

/** How the lists of what people say look. */
export const useWordStyles = makeStyles(
  theme => ({
    title: {
      margin: 0,
      fontSize: theme.typography.body1.fontSize,
      fontWeight: 600,
    },
    list: {
      margin: theme.spacing(0.5, 0),
      padding: 0,
      listStyle: 'none',
      fontSize: theme.typography.body2.fontSize,
    },
    item: {
      padding: theme.spacing(1, 0),
      borderTop: `1px solid ${theme.palette.divider}`,
      overflowWrap: 'anywhere',
    },
    facts: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'baseline',
      gap: theme.spacing(0, 1.5),
      color: theme.palette.textSubtle,
      '& a': { display: 'inline-block', lineHeight: '24px' },
    },
    strong: { fontWeight: 600, color: theme.palette.text.primary },
    text: {
      margin: 0,
      '& p:first-child': { marginTop: 0 },
      '& p:last-child': { marginBottom: 0 },
    },
    buttons: {
      display: 'flex',
      flexWrap: 'wrap',
      // The texts of the buttons stand below those above them
      marginLeft: -5,
    },
  }),
  { name: 'KpiTreeWords' },
);
