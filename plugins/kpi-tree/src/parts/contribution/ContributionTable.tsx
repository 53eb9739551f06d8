import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import type {
  Contribution,
  ContributionPart,
  ContributionShare,
  ContributionValue,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useFormat } from '../format';
import { firstColumn, numberTable } from '../numberTable';
import { IncompleteMark } from '../quality/IncompleteMark';
import { kpiTreeTranslationRef } from '../../texts';
import { PartRecords } from './PartRecords';

const useStyles = makeStyles(theme => ({
  root: { overflowX: 'auto' },
  table: {
    ...numberTable(theme),
    '& th:first-child': {
      ...firstColumn,
      minWidth: '8em',
      whiteSpace: 'normal',
      overflowWrap: 'anywhere',
    },
    '& tfoot th:first-child, & tfoot td': { fontWeight: 600 },
  },
}));

/** What each part had in both periods, and its share of the change in two parts. */
export const ContributionTable = ({ answer }: { answer: Contribution }) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatChange, formatPeriod, formatValue } = useFormat();
  const classes = useStyles();
  const { before, after, parts, others, periodType, unit } = answer;
  const values = (
    value: ContributionValue | null,
    period: string,
    part?: ContributionPart,
  ) => (
    <>
      {typeof value?.value === 'number' ? (
        <PartRecords
          answer={answer}
          part={part}
          period={period}
          text={formatValue(value.value, unit)}
        />
      ) : (
        '–'
      )}
      <IncompleteMark rejectedRows={value?.rejectedRows} />
    </>
  );
  const shares = ({ rate, mix, share }: ContributionShare) =>
    [rate, mix, share].map((amount, index) => (
      <td key={['rate', 'mix', 'share'][index]}>
        {amount === null ? '–' : formatChange(amount, unit)}
      </td>
    ));
  const label = t('contribution.tableOf', { title: answer.title });
  return (
    // Focusable, so that it can be scrolled with the keyboard
    <div
      className={classes.root}
      role="region"
      aria-label={label}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t('contribution.part')}</th>
            <th scope="col">{formatPeriod(before.period, periodType)}</th>
            <th scope="col">{formatPeriod(after.period, periodType)}</th>
            <th scope="col">{t('contribution.ownChange')}</th>
            <th scope="col">{t('contribution.mix')}</th>
            <th scope="col">{t('contribution.share')}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part, index) => (
            <tr key={part.ref ?? index}>
              <th scope="row">{part.title}</th>
              <td>{values(part.before, before.period, part)}</td>
              <td>{values(part.after, after.period, part)}</td>
              {shares(part)}
            </tr>
          ))}
          {others && (
            <tr>
              <th scope="row">
                {t('contribution.others', { count: others.count })}
              </th>
              <td>–</td>
              <td>–</td>
              {shares(others)}
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('contribution.all')}</th>
            <td>{values(before, before.period)}</td>
            <td>{values(after, after.period)}</td>
            {shares({ ...answer, share: answer.change })}
          </tr>
        </tfoot>
      </table>
    </div>
  );
};
