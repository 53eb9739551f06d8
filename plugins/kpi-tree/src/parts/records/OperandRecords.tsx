import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import type { PeriodType } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { ComponentType, useState } from 'react';
import type { Scope } from '../../api';
import { useKpi } from '../../queries/useKpi';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyle: 'none' },
});

type RecordsOf = {
  scope: Scope;
  kpi: string;
  title?: string;
  period: string;
  against?: string;
  periodType: PeriodType;
  value: number | null;
  timeZone: string;
};

type OperandRecordsProps = Omit<RecordsOf, 'kpi' | 'title' | 'value'> & {
  operands: string[];
  /** What shows the records of one of them. */
  of: ComponentType<RecordsOf>;
};

/** The KPIs from which a value is calculated; each shows its records. */
export const OperandRecords = ({
  operands,
  ...records
}: OperandRecordsProps) => (
  <ul className={useStyles().list}>
    {operands.map(kpi => (
      <li key={kpi}>
        <Operand {...records} kpi={kpi} />
      </li>
    ))}
  </ul>
);

function Operand({
  of: Of,
  ...records
}: Omit<OperandRecordsProps, 'operands'> & { kpi: string }) {
  const [isOpen, setOpen] = useState(false);
  const { value: definition } = useKpi(records.kpi);
  // Whoever may not read the definition knows it by its name
  const title = definition?.title ?? records.kpi;
  return (
    <>
      <Button
        size="small"
        color="primary"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {title}
      </Button>
      {isOpen && <Of {...records} title={title} value={null} />}
    </>
  );
}
