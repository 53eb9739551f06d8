import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  discoveryApiRef,
  fetchApiRef,
  useApi,
} from '@backstage/core-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import { LIBRARY_NAMESPACE } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useEffect, useRef, useState } from 'react';
import useAsyncFn from 'react-use/lib/useAsyncFn';
import { parse } from 'yaml';
import { Refusal } from '../../parts/notices/Refusal';
import { kpiTreeTranslationRef } from '../../texts';
import { runTemplate } from './runTemplate';
import type { Start } from './useStart';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    width: '100%',
  },
  // As dark as all that is subtle: the usual grey is too light on the page
  field: {
    '& label:not(.Mui-focused)': { color: theme.palette.textSubtle },
    '& .MuiFormHelperText-root': { color: theme.palette.textSubtle },
  },
}));

type PullRequestProps = {
  /** The entity reference of the template that opens it. */
  template: string;
  yaml: string;
  start: Start;
  disabled: boolean;
};

/** Opens a pull request with a draft, through a template of the scaffolder. */
export const PullRequest = ({
  template,
  yaml,
  start,
  disabled,
}: PullRequestProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const discovery = useApi(discoveryApiRef);
  const { fetch } = useApi(fetchApiRef);
  const [typed, setTyped] = useState<string>();
  const file = typed ?? start.file ?? '';
  const leaving = useRef(new AbortController());
  useEffect(() => {
    const controller = new AbortController();
    leaving.current = controller;
    return () => controller.abort();
  }, []);
  const [opened, open] = useAsyncFn(
    async (text: string, url: string) => {
      const name = nameOf(text);
      const isChange =
        start.kpi?.metadata.name === name &&
        start.kpi.metadata.namespace !== LIBRARY_NAMESPACE;
      return {
        text,
        link: await runTemplate(
          { discovery, fetch },
          template,
          {
            yaml: text,
            url,
            title: t(isChange ? 'try.changeTitle' : 'try.addTitle', { name }),
            // Only where the file is that of the tree
            ...(url === start.file ? start.place : {}),
          },
          { signal: leaving.current.signal },
        ),
      };
    },
    [discovery, fetch, template, start, t],
  );
  const done = opened.value?.text === yaml ? opened.value : undefined;
  return (
    <div className={classes.root}>
      <TextField
        id="kpi-tree-draft-file"
        label={t('try.file')}
        helperText={t('try.fileNote')}
        className={classes.field}
        variant="outlined"
        size="small"
        fullWidth
        value={file}
        onChange={event => setTyped(event.target.value)}
      />
      <Button
        variant="contained"
        color="primary"
        disabled={disabled || !file.trim() || opened.loading || Boolean(done)}
        onClick={() => open(yaml, file.trim())}
      >
        {t('try.open')}
      </Button>
      <div role="status">
        {opened.loading && t('try.opening')}
        {!opened.loading && done && (
          <>
            {t('try.opened')}{' '}
            {done.link && (
              <a href={done.link} target="_blank" rel="noopener noreferrer">
                {t('try.seePullRequest')}
              </a>
            )}
          </>
        )}
      </div>
      {opened.error && !opened.loading && (
        <Refusal title={t('try.openError')} error={opened.error} />
      )}
    </div>
  );
};

function nameOf(yaml: string): string {
  return String(parse(yaml)?.metadata?.name ?? '');
}
