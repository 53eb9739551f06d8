import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import type { KeptRecords } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useFormat } from '../../parts/format';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles({ note: { maxWidth: '48em' } });

/** How many records of a source are kept, since when, and whether that is less than wanted. */
export const KeptRecordsFact = ({ kept }: { kept: KeptRecords }) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount, formatInstant, formatNumber, formatPeriod, locale } =
    useFormat();
  const { firstMonth, keptFrom, readAt, days, megabytes } = kept;
  const month = (name: string) => formatPeriod(`${name}-01`, 'month');
  // The month in which what is to be kept begins
  const wanted = new Date(Date.parse(readAt) - days * 86_400_000)
    .toISOString()
    .slice(0, 7);
  return (
    <>
      <div>
        {formatCount(kept.records)}
        {firstMonth &&
          `, ${t('sources.keptSince', { month: month(firstMonth) })}`}
      </div>
      <div>
        {t('sources.keptSize', {
          size: (kept.bytes / 1e6).toLocaleString(locale, {
            maximumSignificantDigits: 3,
          }),
          megabytes: formatNumber(megabytes),
          days: formatCount(days),
        })}
      </div>
      <div>{t('sources.keptReadAt', { instant: formatInstant(readAt) })}</div>
      {(keptFrom === null || keptFrom > wanted) && (
        <div className={classes.note}>
          {keptFrom === null
            ? t('sources.keptNone', { megabytes: formatNumber(megabytes) })
            : t('sources.keptCut', {
                month: month(keptFrom),
                megabytes: formatNumber(megabytes),
              })}
        </div>
      )}
    </>
  );
};
