import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import type {
  KpiScorecardNode,
  Series,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useEffect, useRef, useState } from 'react';
import type { Scope } from '../../api';
import { kpiTreeTranslationRef } from '../../texts';
import { useFormat } from '../format';
import { ComparedRecords } from './ComparedRecords';
import { CompareSelect } from './CompareSelect';
import { Records } from './Records';
import type { RecordsPeriod } from './useRecordsPeriod';

const useStyles = makeStyles(theme => ({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 1.5),
  },
  hint: {
    fontSize: theme.typography.body2.fontSize,
    color: theme.palette.textSubtle,
  },
}));

type RecordsSectionProps = {
  scope: Scope;
  node: KpiScorecardNode;
  /** The history that is shown, once it is loaded. */
  series?: Series;
  timeZone: string;
  records: RecordsPeriod;
  /** Whether the history that is shown is by the periods of which there are records. */
  canChoose: boolean;
};

/** The records behind the value of a period, once somebody asks for them. */
export const RecordsSection = ({
  scope,
  node,
  series,
  timeZone,
  records: { period, isOpen, against, toggle, compare },
  canChoose,
}: RecordsSectionProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatPeriod } = useFormat();
  const name = formatPeriod(period, node.periodType, 'long');
  const section = useRef<HTMLElement>(null);
  const [isLedHere] = useState(isOpen);
  useEffect(() => {
    // Whoever follows a link to records wants to see them
    if (isLedHere) {
      section.current?.scrollIntoView?.();
    }
  }, [isLedHere]);
  return (
    <section ref={section}>
      <div className={classes.bar}>
        <Button
          variant="outlined"
          size="small"
          aria-expanded={isOpen}
          onClick={toggle}
        >
          {isOpen ? t('records.hide') : t('records.of', { period: name })}
        </Button>
        {isOpen && (
          <CompareSelect
            period={period}
            periodType={node.periodType}
            value={against}
            onChange={compare}
          />
        )}
        {canChoose && (
          <span className={classes.hint}>{t('records.choose')}</span>
        )}
      </div>
      {isOpen && against && (
        <ComparedRecords
          key={`${scope} ${node.kpi} ${period} ${against}`}
          scope={scope}
          kpi={node.kpi}
          period={period}
          against={against}
          periodType={node.periodType}
          timeZone={timeZone}
        />
      )}
      {isOpen && !against && (
        <Records
          // The records of one period must not pass for those of another
          key={`${scope} ${node.kpi} ${period}`}
          scope={scope}
          kpi={node.kpi}
          period={period}
          periodType={node.periodType}
          value={valueOf(period, node, series)}
          timeZone={timeZone}
        />
      )}
    </section>
  );
};

/** The value of a period that is on the screen, if there is one. */
function valueOf(
  period: string,
  node: KpiScorecardNode,
  series: Series | undefined,
): number | null {
  const point =
    series?.periodType === node.periodType
      ? series.points.find(each => each.period === period)
      : undefined;
  return point?.value ?? (period === node.period ? node.value : null);
}
