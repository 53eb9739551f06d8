import { makeStyles } from '@material-ui/core/styles';
import { ReactNode, useId } from 'react';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'inline-flex',
    // Where the words of a language are too long for one line
    flexWrap: 'wrap',
    maxWidth: '100%',
    margin: 0,
    padding: 0,
    minWidth: 0,
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    overflow: 'hidden',
  },
  option: {
    position: 'relative',
    cursor: 'pointer',
    fontSize: theme.typography.body2.fontSize,
    '& + &': { borderLeft: `1px solid ${theme.palette.divider}` },
  },
  input: {
    position: 'absolute',
    opacity: 0,
    inset: 0,
    margin: 0,
    cursor: 'inherit',
  },
  label: {
    display: 'block',
    padding: theme.spacing(0.5, 1.5),
    whiteSpace: 'nowrap',
    color: theme.palette.textSubtle,
    'input:hover + &': { backgroundColor: theme.palette.action.hover },
    'input:checked + &': {
      color: theme.palette.text.primary,
      backgroundColor: theme.palette.action.selected,
      fontWeight: 600,
    },
    'input:focus-visible + &': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: -2,
    },
  },
}));

type SegmentedControlProps<T extends string> = {
  /** What is chosen, for screen readers. */
  label: string;
  value: T;
  options: { value: T; label: ReactNode }[];
  onChange: (value: T) => void;
};

/** A choice of a few, all of them visible: radio buttons side by side. */
export function SegmentedControl<T extends string>({
  label,
  value,
  options,
  onChange,
}: SegmentedControlProps<T>) {
  const classes = useStyles();
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className={classes.root}>
      {options.map(option => (
        <label key={option.value} className={classes.option}>
          <input
            type="radio"
            className={classes.input}
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span className={classes.label}>{option.label}</span>
        </label>
      ))}
    </div>
  );
}
