import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import type { ReactNode } from 'react';

const useStyles = makeStyles(
  theme => ({
    root: {
      // Wider than its label, which would cover a short value
      minWidth: '12em',
      maxWidth: '100%',
      '& label': { color: theme.palette.textSubtle, whiteSpace: 'nowrap' },
    },
  }),
  { name: 'KpiTreeNativeSelect' },
);

type NativeSelectProps = {
  label: string;
  /** Empty if nothing is chosen. */
  value: string;
  /** @param value - nothing if what has no value was chosen */
  onChange: (value: string | undefined) => void;
  /** Elements `option`. */
  children: ReactNode;
};

/** A choice of one of many, as the browser shows it. */
export const NativeSelect = ({
  label,
  value,
  onChange,
  children,
}: NativeSelectProps) => {
  const classes = useStyles();
  return (
    <TextField
      select
      className={classes.root}
      size="small"
      variant="outlined"
      label={label}
      value={value}
      onChange={event => onChange(event.target.value || undefined)}
      SelectProps={{ native: true }}
      InputLabelProps={{ shrink: true }}
      inputProps={{ 'aria-label': label }}
    >
      {children}
    </TextField>
  );
};
