import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Popover from '@material-ui/core/Popover';
import { makeStyles } from '@material-ui/core/styles';
import FilterListIcon from '@material-ui/icons/FilterList';
import { ComponentProps, useState } from 'react';
import { kpiTreeTranslationRef } from '../../texts';
import { FilterFields } from './FilterFields';

const useStyles = makeStyles(theme => ({
  button: { textTransform: 'none', height: 40 },
  paper: {
    width: `min(380px, calc(100vw - ${theme.spacing(4)}px))`,
    padding: theme.spacing(2),
  },
}));

/** Opens the filters; says how many entries are chosen. */
export const FilterButton = (props: ComponentProps<typeof FilterFields>) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const number = props.names.flatMap(name => props.filters[name]).length;
  return (
    <>
      <Button
        className={classes.button}
        variant="outlined"
        startIcon={<FilterListIcon />}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={event => setAnchor(event.currentTarget)}
      >
        {number
          ? t('portal.filtersCounted', { number: String(number) })
          : t('portal.filters')}
      </Button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        PaperProps={{
          className: classes.paper,
          role: 'dialog',
          'aria-label': t('portal.filters'),
        }}
      >
        <FilterFields {...props} />
      </Popover>
    </>
  );
};
