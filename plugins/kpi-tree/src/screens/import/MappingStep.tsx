import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { guessColumns, guessFormat } from '@internal/kpi-tree';
import { useState } from 'react';
import useAsync from 'react-use/lib/useAsync';
import useDebounce from 'react-use/lib/useDebounce';
import { kpiTreeApiRef } from '../../api';
import { Refusal } from '../../parts/notices/Refusal';
import { kpiTreeTranslationRef, type KpiTreeTranslate } from '../../texts';
import {
  coveredOf,
  CsvStart,
  isComplete,
  Mapping,
  toPushRows,
} from './csvFile';
import { MappingForm } from './MappingForm';
import { PreviewTable } from './PreviewTable';

const CHECK_AFTER_MS = 300;

const useStyles = makeStyles(theme => ({
  verdict: { margin: theme.spacing(0, 0, 1.5) },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1.5),
    marginTop: theme.spacing(2),
  },
}));

type MappingStepProps = {
  start: CsvStart;
  onImport: (mapping: Mapping) => void;
  onBack: () => void;
};

/** Shows what the first rows say, has the portal check them, and lets one correct it. */
export const MappingStep = ({ start, onImport, onBack }: MappingStepProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const [mapping, setMapping] = useState(() => guessMapping(start));
  const check = useCheck(start, mapping);
  return (
    <>
      <MappingForm
        header={start.header}
        mapping={mapping}
        onChange={setMapping}
      />
      <p className={classes.verdict} role="status">
        {verdictText(t, start, mapping, check.value)}
      </p>
      {check.error && (
        <Refusal title={t('import.checkError')} error={check.error} />
      )}
      <PreviewTable start={start} mapping={mapping} mistakes={check.value} />
      <div className={classes.actions}>
        <Button
          variant="contained"
          color="primary"
          disabled={!isComplete(mapping) || coveredOf(mapping) === null}
          onClick={() => onImport(mapping)}
        >
          {t('import.importFile')}
        </Button>
        <Button onClick={onBack}>{t('import.chooseAnother')}</Button>
      </div>
    </>
  );
};

function guessMapping({ header, delimiter, records }: CsvStart): Mapping {
  const columns = guessColumns(header);
  return {
    columns,
    format: guessFormat(
      records.map(({ cells }) => cells),
      columns,
      delimiter,
    ),
    covered: { from: '', until: '' },
  };
}

/** What is wrong with the first rows, by line; nothing of them is stored. */
function useCheck(start: CsvStart, mapping: Mapping) {
  const api = useApi(kpiTreeApiRef);
  const [settled, setSettled] = useState(mapping);
  useDebounce(() => setSettled(mapping), CHECK_AFTER_MS, [mapping]);
  const check = useAsync(async () => {
    const covered = coveredOf(settled);
    if (!isComplete(settled) || covered === null) {
      return undefined;
    }
    const mistakes = new Map<number, string>();
    await api.pushMeasurements(toPushRows([start.records], settled), {
      dryRun: true,
      covered,
      where: ({ line }) => `line ${line}`,
      onRejected: rows =>
        rows.forEach(({ origin, message }) =>
          mistakes.set(origin.line, message),
        ),
    });
    return mistakes;
  }, [api, start, settled]);
  return settled === mapping && !check.loading
    ? check
    : { value: undefined, error: undefined };
}

function verdictText(
  t: KpiTreeTranslate,
  { records }: CsvStart,
  mapping: Mapping,
  mistakes?: ReadonlyMap<number, string>,
): string {
  if (!records.length) {
    return t('import.noRows');
  }
  if (!isComplete(mapping)) {
    return t('import.incomplete');
  }
  if (coveredOf(mapping) === null) {
    return t('import.coveredBoth');
  }
  if (!mistakes) {
    return t('import.checking');
  }
  return mistakes.size
    ? t('import.wouldReject', {
        count: records.length,
        number: String(mistakes.size),
      })
    : t('import.allInOrder', { count: records.length });
}
