import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import { kpiTreeTranslationRef } from '../../texts';
import { tickLabelStyle } from './chartStyle';
import { type LegendItem, SAMPLE } from './legendItems';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 2),
    padding: 0,
    margin: theme.spacing(1, 0, 0),
    listStyle: 'none',
    fontSize: theme.typography.caption.fontSize,
    color: theme.palette.textSubtle,
    '& > li': { display: 'inline-flex', alignItems: 'center', gap: 6 },
  },
}));

/** What the lines and shapes of a chart mean. */
export const ChartLegend = ({ items }: { items: LegendItem[] }) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  return (
    <ul className={classes.root} aria-label={t('chart.legend')}>
      {items.map(({ key, label, sample }) => (
        <li key={key}>
          <svg {...SAMPLE} aria-hidden focusable="false">
            {sample}
          </svg>
          {label}
        </li>
      ))}
    </ul>
  );
};

const LINE = 20;
const GAP = 20;
const TEXT_AT = SAMPLE.width + 6;
/** Roughly, as nothing is measured: letters of Chinese and Japanese are twice as wide. */
const CHAR_WIDTH = 6;

function widthOf(label: string): number {
  const wide = label.match(/[\u3000-\u9fff\uff00-\uffef]/g)?.length ?? 0;
  return TEXT_AT + (label.length + wide) * CHAR_WIDTH;
}

/** The items of a legend in lines of a width, each with its place. */
export function legendLines(items: LegendItem[], width: number) {
  let x = 0;
  let line = 0;
  const placed = items.map(item => {
    const own = widthOf(item.label);
    if (x > 0 && x + own > width) {
      x = 0;
      line += 1;
    }
    const place = { ...item, x, y: line * LINE };
    x += own + GAP;
    return place;
  });
  return { placed, height: items.length ? (line + 1) * LINE : 0 };
}

type PictureLegendProps = { items: LegendItem[]; width: number; top: number };

/** The same inside a picture that is saved, which takes no HTML with it. */
export const PictureLegend = ({ items, width, top }: PictureLegendProps) => {
  const theme = useTheme();
  return (
    <g transform={`translate(0 ${top})`}>
      {legendLines(items, width).placed.map(({ key, label, sample, x, y }) => (
        <g key={key} transform={`translate(${x} ${y})`}>
          {sample}
          <text {...tickLabelStyle(theme)} x={TEXT_AT} y={9}>
            {label}
          </text>
        </g>
      ))}
    </g>
  );
};
