import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import type {
  HeldBackReason,
  Run,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useFormat } from '../../parts/format';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles(theme => ({
  list: { margin: theme.spacing(1, 0, 0), paddingLeft: theme.spacing(2.5) },
  note: { margin: theme.spacing(1, 0, 0), color: theme.palette.textSubtle },
}));

/** Why a run is held back, or would be, and who accepted it since. */
export const HeldBack = ({ run }: { run: Run }) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatInstant } = useFormat();
  const classes = useStyles();
  const { state, dryRun, heldBack, accepts, acceptedBy, acceptedAt } = run;
  const isHeld = state === 'held-back' || (dryRun && heldBack.length > 0);
  return (
    <>
      {dryRun && isHeld && (
        <p className={classes.note}>{t('sources.wouldBeHeld')}</p>
      )}
      {isHeld && (
        <ul className={classes.list} aria-label={t('sources.heldReasons')}>
          {heldBack.map(reason => (
            <li key={`${reason.kind} ${reason.kpi}`}>
              <Reason reason={reason} />
            </li>
          ))}
        </ul>
      )}
      {accepts && <p className={classes.note}>{t('sources.acceptsHeld')}</p>}
      {acceptedAt && (
        <p className={classes.note}>
          {acceptedBy
            ? t('sources.acceptedAt', { time: formatInstant(acceptedAt) })
            : t('sources.acceptedRepeated', {
                time: formatInstant(acceptedAt),
              })}{' '}
          {acceptedBy && <Who by={acceptedBy} />}
        </p>
      )}
    </>
  );
};

function Reason({
  reason: { kind, kpi, share, limit },
}: {
  reason: HeldBackReason;
}) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatShare } = useFormat();
  switch (kind) {
    case 'nothing-read':
      return <>{t('sources.heldNothingRead')}</>;
    case 'rejected':
      return <>{t('sources.heldRejected', { share: formatShare(share) })}</>;
    default:
      return (
        <>
          {t('sources.heldRemoved', {
            share: formatShare(share),
            kpi: kpi ?? '',
            limit: formatShare(limit),
          })}
        </>
      );
  }
}

/** A user of the catalog, or a service by its name. */
function Who({ by }: { by: string }) {
  return by.startsWith('user:') ? <EntityRefLink entityRef={by} /> : <>{by}</>;
}
