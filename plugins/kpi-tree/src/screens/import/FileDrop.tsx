import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import classNames from 'classnames';
import { useRef, useState } from 'react';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(5, 2),
    border: `2px dashed ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    textAlign: 'center',
  },
  over: {
    borderColor: theme.palette.primary.main,
    backgroundColor: theme.palette.action.hover,
  },
  note: {
    margin: theme.spacing(1.5, 0, 0),
    color: theme.palette.textSubtle,
  },
}));

/** Where a CSV file is chosen, or dropped. */
export const FileDrop = ({ onFile }: { onFile: (file: File) => void }) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const take = (files: FileList | null) => {
    if (files?.length) {
      onFile(files[0]);
    }
  };
  return (
    <div
      className={classNames(classes.root, { [classes.over]: isOver })}
      onDragOver={event => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={event => {
        event.preventDefault();
        setIsOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <input
        ref={input}
        type="file"
        accept=".csv,.tsv,.txt,text/csv"
        aria-label={t('import.file')}
        hidden
        onChange={event => take(event.target.files)}
      />
      <Button
        variant="contained"
        color="primary"
        onClick={() => input.current?.click()}
      >
        {t('import.choose')}
      </Button>
      <p className={classes.note}>{t('import.drop')}</p>
    </div>
  );
};
