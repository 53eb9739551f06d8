import { Progress } from '@backstage/core-components';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import { MeasurementRights } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useState } from 'react';
import useAsync from 'react-use/lib/useAsync';
import { Refusal } from '../draft/Refusal';
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
            One row for each measurement: the entity, the KPI, the period and
            its value. What is there already is replaced.
            {rights.create === 'some' &&
              ' You may import what you or your groups own; other rows are rejected.'}
          </p>
          {start.error && (
            <Refusal title="The file could not be read" error={start.error} />
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
        {file && !start.error ? `Import ${file.name}` : 'Import measurements'}
      </h2>
      {step()}
    </Paper>
  );
};
