import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Progress } from '@backstage/core-components';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import { MeasurementRights } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useState } from 'react';
import useAsync from 'react-use/lib/useAsync';
import { Refusal } from '../../parts/notices/Refusal';
import { kpiTreeTranslationRef } from '../../texts';
import { readStart } from './csvFile';
import { FileDrop } from './FileDrop';
import { ImportOutcome } from './ImportOutcome';
import { ImportProgress } from './ImportProgress';
import { MappingStep } from './MappingStep';
import { useImport } from './useImport';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(3),
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(2) },
  },
  title: {
    margin: theme.spacing(0, 0, 2),
    fontSize: theme.typography.h6.fontSize,
    overflowWrap: 'anywhere',
  },
  note: {
    maxWidth: 720,
    margin: theme.spacing(0, 0, 2.5),
    color: theme.palette.textSubtle,
  },
}));

/** Imports measurements from a CSV file: choose it, see what it says, import it. */
export const ImportPanel = ({ rights }: { rights: MeasurementRights }) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const [file, setFile] = useState<File>();
  const start = useAsync(async () => file && readStart(file), [file]);
  const { value, start: run, cancel, reset } = useImport();
  const back = () => {
    setFile(undefined);
    reset();
  };
  const step = () => {
    if (!file || start.error) {
      return (
        <>
          <p className={classes.note}>
            {t('import.what')}
            {rights.create === 'some' && ` ${t('import.ownOnly')}`}
          </p>
          {start.error && (
            <Refusal title={t('import.readError')} error={start.error} />
          )}
          <FileDrop onFile={setFile} />
        </>
      );
    }
    if (value) {
      return value.state === 'running' ? (
        <ImportProgress value={value} onCancel={cancel} />
      ) : (
        <ImportOutcome fileName={file.name} value={value} onBack={back} />
      );
    }
    return start.value ? (
      <MappingStep
        start={start.value}
        onImport={mapping => run(file, mapping)}
        onBack={back}
      />
    ) : (
      <Progress />
    );
  };
  return (
    <Paper className={classes.root}>
      <h2 className={classes.title}>
        {file && !start.error
          ? t('import.titleOf', { file: file.name })
          : t('import.title')}
      </h2>
      {step()}
    </Paper>
  );
};
