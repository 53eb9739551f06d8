import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { FIRST_DATE } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import MenuItem from '@material-ui/core/MenuItem';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import { FormEvent, useState } from 'react';
import { useFormat } from '../format';
import { isDay } from '../view/useView';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles(theme => ({
  root: {
    minWidth: 150,
    '& label': { color: theme.palette.textSubtle, whiteSpace: 'nowrap' },
  },
}));

/** The choice that asks for a day. */
const OTHER = 'other';

type DaySelectProps = {
  id: string;
  label: string;
  /** `''` for the first choice. */
  value: string;
  /** What can be chosen without typing a day; the first has the value `''`. */
  options: { value: string; label: string }[];
  /** The last day that can be chosen, `YYYY-MM-DD`. */
  max: string;
  onChange: (value: string) => void;
};

/** A choice of often used days, and of any other. */
export const DaySelect = ({
  id,
  label,
  value,
  options,
  max,
  onChange,
}: DaySelectProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatPeriod } = useFormat();
  const [asking, setAsking] = useState(false);
  const shown = options.some(option => option.value === value)
    ? options
    : [...options, { value, label: formatPeriod(value, 'day', 'long') }];
  return (
    <>
      <TextField
        select
        className={classes.root}
        id={id}
        label={label}
        variant="outlined"
        size="small"
        value={value}
        InputLabelProps={{ shrink: true }}
        SelectProps={{ displayEmpty: true }}
        onChange={event =>
          event.target.value === OTHER
            ? setAsking(true)
            : onChange(event.target.value)
        }
      >
        {shown.map(option => (
          <MenuItem key={option.value} value={option.value}>
            {option.label}
          </MenuItem>
        ))}
        <MenuItem value={OTHER}>{t('portal.otherDay')}</MenuItem>
      </TextField>
      <DayDialog
        id={`${id}-day`}
        title={label}
        open={asking}
        start={isDay(value) ? value : ''}
        max={max}
        onClose={() => setAsking(false)}
        onChoose={day => {
          setAsking(false);
          onChange(day);
        }}
      />
    </>
  );
};

type DayDialogProps = {
  id: string;
  title: string;
  open: boolean;
  start: string;
  max: string;
  onClose: () => void;
  onChoose: (day: string) => void;
};

function DayDialog({
  id,
  title,
  open,
  start,
  max,
  onClose,
  onChoose,
}: DayDialogProps) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatPeriod } = useFormat();
  const [day, setDay] = useState(start);
  const valid = isDay(day) && day <= max;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (valid) {
      onChoose(day);
    }
  };
  return (
    <Dialog open={open} onClose={onClose} aria-label={title}>
      <form onSubmit={submit}>
        <DialogTitle>{title}</DialogTitle>
        <DialogContent>
          <TextField
            id={id}
            // A dialog that asks for one thing begins there
            // eslint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            type="date"
            label={t('portal.day')}
            variant="outlined"
            size="small"
            value={day}
            InputLabelProps={{ shrink: true }}
            inputProps={{ min: FIRST_DATE, max }}
            error={day !== '' && !valid}
            helperText={
              day !== '' &&
              !valid &&
              (day < FIRST_DATE
                ? t('portal.dayTooEarly', {
                    day: formatPeriod(FIRST_DATE, 'day', 'long'),
                  })
                : t('portal.dayTooLate'))
            }
            onChange={event => setDay(event.target.value)}
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('portal.cancel')}</Button>
          <Button type="submit" color="primary" disabled={!valid}>
            {t('portal.show')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
