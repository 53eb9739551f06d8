import {
  type KpiScorecardNode,
  periodOf,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useState } from 'react';
import { useKpiTreeParams } from '../view/useKpiTreeParams';
import { isDay } from '../view/useView';

/** Of which period records are shown, and whether they are. */
export type RecordsPeriod = {
  /** First day, `YYYY-MM-DD`. */
  period: string;
  isOpen: boolean;
  /** First day of the period with which its records are compared. */
  against?: string;
  /** Shows the records of a period. */
  choose: (start: string) => void;
  toggle: () => void;
  /** Compares them with those of an earlier period, or with none. */
  compare: (start: string | undefined) => void;
};

/**
 * The period of a KPI whose records can be shown: at first that of its value. The address
 * says it while they are shown.
 */
export function useRecordsPeriod({
  periodType,
  period: usual,
}: KpiScorecardNode): RecordsPeriod {
  const { params, update } = useKpiTreeParams();
  const [chosen, setChosen] = useState<string>();
  const isOpen = isDay(params.records);
  const period = isOpen
    ? periodOf(params.records!, periodType)
    : chosen ?? usual;
  const earlier = isDay(params.against)
    ? periodOf(params.against!, periodType)
    : undefined;
  return {
    period,
    isOpen,
    ...(earlier && earlier < period ? { against: earlier } : {}),
    choose: start => update({ records: start }),
    compare: start => update({ against: start }),
    toggle: () => {
      setChosen(period);
      update({ records: isOpen ? undefined : period, against: undefined });
    },
  };
}
