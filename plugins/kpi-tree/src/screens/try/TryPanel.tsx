import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Progress } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import Button from '@material-ui/core/Button';
import { useState } from 'react';
import useAsyncFn from 'react-use/lib/useAsyncFn';
import { kpiTreeApiRef } from '../../api';
import type { FoundEntity } from '../../queries/useCatalogSearch';
import { kpiTreeTranslationRef } from '../../texts';
import { DraftEditor } from './DraftEditor';
import { EntityPicker } from './EntityPicker';
import { Proposal } from './Proposal';
import { Refusal } from '../../parts/notices/Refusal';
import { TrialResult } from './TrialResult';
import { useDraftCheck } from './useDraftCheck';
import { TreePlace, useStart } from './useStart';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gap: theme.spacing(4),
    gridTemplateColumns: 'minmax(0, 1fr)',
    [theme.breakpoints.up('md')]: {
      gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    },
  },
  run: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(2),
    '& > :first-child': { flex: '1 1 240px' },
  },
  title: {
    margin: theme.spacing(0, 0, 1),
    fontSize: theme.typography.body1.fontSize,
    fontWeight: 600,
  },
  note: {
    margin: theme.spacing(0, 0, 2),
    color: theme.palette.textSubtle,
  },
}));

type TryPanelProps = {
  /** The entity reference of the Kpi to begin with. */
  draft?: string;
  /** Where a new KPI is to stand. */
  place?: TreePlace;
  /** The entity that is measured first. */
  service?: string;
};

/**
 * Where an author writes a Kpi: sees what is wrong while they type, what the live
 * source would measure with it, and takes it to Git.
 */
export const TryPanel = ({ draft, place, service }: TryPanelProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const api = useApi(kpiTreeApiRef);
  const [typed, setTyped] = useState<string>();
  const [entity, setEntity] = useState<FoundEntity | null>(
    service ? { entityRef: service, title: service } : null,
  );
  const start = useStart(draft, place);
  const yaml = typed ?? (start.loading ? undefined : start.text);
  const { check, error: checkError } = useDraftCheck(yaml);
  const [trial, run] = useAsyncFn(
    async (text: string, entityRef: string) => ({
      text,
      result: await api.tryDraft(text, entityRef),
    }),
    [api],
  );
  if (yaml === undefined) {
    return <Progress />;
  }
  return (
    <div className={classes.root}>
      <div>
        {checkError && (
          <Refusal title={t('try.checkError')} error={checkError} />
        )}
        <DraftEditor
          yaml={yaml}
          onChange={setTyped}
          problems={check?.problems}
        />
        <Proposal yaml={yaml} start={start} disabled={!check?.kpi} />
      </div>
      <div>
        <h3 className={classes.title}>{t('try.title')}</h3>
        <p className={classes.note}>{t('try.note')}</p>
        <div className={classes.run}>
          <EntityPicker value={entity} onChange={setEntity} />
          <Button
            variant="contained"
            color="primary"
            disabled={!check?.kpi || !entity || trial.loading}
            onClick={() => entity && run(yaml, entity.entityRef)}
          >
            {t('try.run')}
          </Button>
        </div>
        {trial.loading && <Progress />}
        {trial.error && !trial.loading && (
          <Refusal title={t('try.tryError')} error={trial.error} />
        )}
        {trial.value && !trial.loading && (
          <TrialResult
            trial={trial.value.result}
            outdated={trial.value.text !== yaml}
          />
        )}
      </div>
    </div>
  );
};
