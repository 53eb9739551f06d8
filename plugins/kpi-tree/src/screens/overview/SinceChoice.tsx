import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import {
  FIRST_DATE,
  isIsoDate,
  LAST_DATE,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { SegmentedControl } from '../../parts/controls/SegmentedControl';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1.5),
  },
}));

/** A month: enough for KPIs of months to have moved. */
export const DEFAULT_SINCE = 'P1M';

const spans = [
  { value: 'P7D', label: 'week' },
  { value: DEFAULT_SINCE, label: 'month' },
  { value: 'P3M', label: 'months' },
] as const;

type SinceChoiceProps = {
  /** A date, or a duration before today. */
  value: string;
  /** The date that it comes to, once that is known. */
  date?: string;
  onChange: (value: string) => void;
};

/** Since when what moved is shown. */
export const SinceChoice = ({ value, date, onChange }: SinceChoiceProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const isSpan = spans.some(span => span.value === value);
  return (
    <div className={classes.root}>
      <SegmentedControl
        label={t('insights.since')}
        value={isSpan ? value : 'date'}
        options={[...spans, { value: 'date', label: 'date' } as const].map(
          ({ value: span, label }) => ({
            value: span as string,
            label: t(`insights.${label}`),
          }),
        )}
        onChange={chosen =>
          onChange(chosen === 'date' ? date ?? value : chosen)
        }
      />
      {!isSpan && (
        <TextField
          id="kpi-tree-since"
          type="date"
          size="small"
          variant="outlined"
          label={t('insights.since')}
          defaultValue={value}
          inputProps={{ min: FIRST_DATE, max: LAST_DATE }}
          InputLabelProps={{ shrink: true }}
          onChange={({ target }) =>
            isIsoDate(target.value) && onChange(target.value)
          }
        />
      )}
    </div>
  );
};
