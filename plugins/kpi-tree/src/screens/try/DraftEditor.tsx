import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Button from '@material-ui/core/Button';
import type { DraftProblem } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useRef } from 'react';
import { StatusIcon } from '../../parts/status';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles(theme => ({
  label: {
    display: 'block',
    marginBottom: theme.spacing(0.5),
    fontSize: theme.typography.body1.fontSize,
    fontWeight: 600,
  },
  text: {
    boxSizing: 'border-box',
    width: '100%',
    minHeight: 420,
    padding: theme.spacing(1.5),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    backgroundColor: theme.palette.background.paper,
    color: theme.palette.text.primary,
    fontFamily: 'monospace',
    fontSize: theme.typography.body2.fontSize,
    lineHeight: 1.5,
    resize: 'vertical',
    whiteSpace: 'pre',
    overflow: 'auto',
    tabSize: 2,
  },
  list: { margin: theme.spacing(1, 0, 0), padding: 0, listStyle: 'none' },
  item: {
    display: 'flex',
    alignItems: 'baseline',
    gap: theme.spacing(1),
    fontSize: theme.typography.body2.fontSize,
    '& > span': { overflowWrap: 'anywhere', minWidth: 0 },
  },
  place: { flexShrink: 0, textTransform: 'none', minWidth: 0 },
  calm: {
    display: 'flex',
    alignItems: 'center',
    gap: 8,
    margin: theme.spacing(1, 0, 0),
    fontSize: theme.typography.body2.fontSize,
  },
}));

type DraftEditorProps = {
  yaml: string;
  onChange: (yaml: string) => void;
  /** What is wrong with it; `undefined` while that is not known. */
  problems: DraftProblem[] | undefined;
};

/** A text field for YAML, with what is wrong in it and where. */
export const DraftEditor = ({ yaml, onChange, problems }: DraftEditorProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const text = useRef<HTMLTextAreaElement>(null);
  const goTo = (line: number) => {
    const lines = yaml.split('\n');
    const start =
      lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
    text.current?.focus();
    text.current?.setSelectionRange(
      start,
      start + (lines[line - 1]?.length ?? 0),
    );
  };
  return (
    <div>
      <label className={classes.label} htmlFor="kpi-tree-draft">
        {t('try.label')}
      </label>
      <textarea
        ref={text}
        id="kpi-tree-draft"
        className={classes.text}
        value={yaml}
        onChange={event => onChange(event.target.value)}
        spellCheck={false}
        autoComplete="off"
        aria-describedby="kpi-tree-draft-problems"
        aria-invalid={Boolean(problems?.length)}
      />
      <div id="kpi-tree-draft-problems" role="status">
        {problems && !problems.length && (
          <p className={classes.calm}>
            <StatusIcon status="on-target" />
            {t('try.inOrder')}
          </p>
        )}
        {problems && problems.length > 0 && (
          <ul className={classes.list} aria-label={t('try.problems')}>
            {problems.map(({ line, message }) => (
              <li key={`${line} ${message}`} className={classes.item}>
                <Button
                  size="small"
                  color="primary"
                  className={classes.place}
                  onClick={() => goTo(line)}
                >
                  {t('try.line', { line: String(line) })}
                </Button>
                <span>{message}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
};
