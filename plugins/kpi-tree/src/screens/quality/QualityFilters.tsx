import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import {
  qualityFindingKinds,
  type QualityPage,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useFormat } from '../../parts/format';
import { kpiTreeTranslationRef } from '../../texts';
import type { QualityFilter } from '../../queries/useQuality';

const ANY = 'any';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(2),
    marginBottom: theme.spacing(2.5),
  },
  field: {
    flex: '1 1 14em',
    maxWidth: 380,
    '& label': { color: theme.palette.textSubtle },
  },
}));

type QualityFiltersProps = {
  /** What there is in all, whatever is listed. */
  report: Pick<QualityPage, 'counts' | 'owners'>;
  filter: QualityFilter;
  onChange: (filter: { owner?: string; kind?: string }) => void;
};

/** Whose and what kind of findings are listed, with how many there are. */
export const QualityFilters = ({
  report,
  filter,
  onChange,
}: QualityFiltersProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount } = useFormat();
  const classes = useStyles();
  const { counts, owners } = report;
  const { owner = ANY, kind = ANY } = filter;
  const total = owners.reduce((sum, each) => sum + each.total, 0);
  const chosen = owners.find(each => (each.owner ?? 'none') === owner);
  const ofOwner = owner === ANY ? counts : chosen?.counts ?? {};
  const ofAll = owner === ANY ? total : chosen?.total ?? 0;
  const valueOf = (value: string) => (value === ANY ? undefined : value);
  return (
    <div className={classes.root}>
      <TextField
        className={classes.field}
        id="kpi-tree-quality-kind"
        select
        size="small"
        variant="outlined"
        label={t('quality.what')}
        value={kind}
        onChange={event =>
          onChange({ ...filter, kind: valueOf(event.target.value) })
        }
      >
        <MenuItem value={ANY}>
          {t('quality.everything', { number: formatCount(ofAll) })}
        </MenuItem>
        {qualityFindingKinds
          .filter(each => ofOwner[each] || each === kind)
          .map(each => (
            <MenuItem key={each} value={each}>
              {t('quality.countOf', {
                name: t(`quality.kind-${each}`),
                number: formatCount(ofOwner[each] ?? 0),
              })}
            </MenuItem>
          ))}
      </TextField>
      <TextField
        className={classes.field}
        id="kpi-tree-quality-owner"
        select
        size="small"
        variant="outlined"
        label={t('quality.owner')}
        value={owner}
        onChange={event =>
          onChange({ ...filter, owner: valueOf(event.target.value) })
        }
      >
        <MenuItem value={ANY}>
          {t('quality.everybody', { number: formatCount(total) })}
        </MenuItem>
        {owner !== ANY && !chosen && <MenuItem value={owner}>{owner}</MenuItem>}
        {owners.map(each => (
          <MenuItem key={each.owner ?? 'none'} value={each.owner ?? 'none'}>
            {t('quality.countOf', {
              name: each.title,
              number: formatCount(each.total),
            })}
          </MenuItem>
        ))}
      </TextField>
    </div>
  );
};
