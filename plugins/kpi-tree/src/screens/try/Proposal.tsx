import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  ANNOTATION_EDIT_URL,
  type Entity,
  getEntitySourceLocation,
} from '@backstage/catalog-model';
import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import Button from '@material-ui/core/Button';
import { useState } from 'react';
import useCopyToClipboard from 'react-use/lib/useCopyToClipboard';
import { downloadFile } from '../../parts/export/downloadFile';
import { useCatalogEntity } from '../../queries/useCatalogEntity';
import { kpiTreeTranslationRef } from '../../texts';
import { PullRequest } from './PullRequest';
import type { Start } from './useStart';

/** That of the package scaffolder-backend-module-kpi-tree. */
const TEMPLATE = 'template:default/propose-kpi';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    marginTop: theme.spacing(2),
    paddingTop: theme.spacing(2),
    borderTop: `1px solid ${theme.palette.divider}`,
  },
  title: {
    width: '100%',
    margin: 0,
    fontSize: theme.typography.body1.fontSize,
    fontWeight: 600,
  },
}));

type ProposalProps = {
  yaml: string;
  start: Start;
  disabled: boolean;
};

/** The way of a draft into Git, where definitions live. */
export const Proposal = ({ yaml, start, disabled }: ProposalProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const [copied, copy] = useCopyToClipboard();
  const [text, setText] = useState<string>();
  const url = start.kpi && editUrl(start.kpi);
  const template =
    useApi(configApiRef).getOptionalString('kpiTree.proposals.template') ??
    TEMPLATE;
  const canOpen = useCatalogEntity(template).value !== undefined;
  return (
    <section className={classes.root}>
      <h3 className={classes.title}>{t('try.propose')}</h3>
      {canOpen && (
        <PullRequest
          template={template}
          yaml={yaml}
          start={start}
          disabled={disabled}
        />
      )}
      <Button
        variant="outlined"
        color="primary"
        disabled={disabled}
        onClick={() => {
          copy(yaml);
          setText(yaml);
        }}
      >
        {t('try.copy')}
      </Button>
      <Button
        variant="outlined"
        color="primary"
        disabled={disabled}
        onClick={() =>
          downloadFile(
            new Blob([yaml], { type: 'application/yaml' }),
            'kpi.yaml',
          )
        }
      >
        {t('try.download')}
      </Button>
      <span role="status">
        {copied.error && t('try.copyError')}
        {!copied.error && text === yaml && t('try.copied')}
      </span>
      {url ? (
        <a href={url} target="_blank" rel="noopener noreferrer">
          {t('try.openFile')}
        </a>
      ) : (
        !canOpen && <span>{t('try.addFile')}</span>
      )}
    </section>
  );
};

/** Where the file of an entity is edited or seen, if that is on the web. */
function editUrl(entity: Entity): string | undefined {
  const annotated = entity.metadata.annotations?.[ANNOTATION_EDIT_URL];
  const url = annotated ?? sourceUrl(entity);
  return url && /^https?:\/\//.test(url) ? url : undefined;
}

function sourceUrl(entity: Entity): string | undefined {
  try {
    return getEntitySourceLocation(entity).target;
  } catch {
    return undefined;
  }
}
