import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { useActionChanges } from '../../queries/useActions';
import { kpiTreeTranslationRef } from '../../texts';
import { useFormat } from '../format';
import { LoadError } from '../notices/LoadError';
import { differing } from './actionForm';
import { useFieldTexts } from './useFieldTexts';

const useStyles = makeStyles(theme => ({
  title: { margin: theme.spacing(1, 0, 0), fontWeight: 600 },
  list: { margin: 0, padding: 0, listStyle: 'none' },
  change: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 1.5),
    overflowWrap: 'anywhere',
  },
  when: { color: theme.palette.textSubtle },
}));

type ActionHistoryProps = { id: string; unit: string | undefined };

/** Who changed what of an action, the newest first. */
export const ActionHistory = ({ id, unit }: ActionHistoryProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const { formatInstant, formatList } = useFormat();
  const { nameOf, textOf } = useFieldTexts(unit);
  const { value, error, loading, retry } = useActionChanges(id);
  if (error && !loading) {
    return (
      <LoadError
        title={t('action.historyError')}
        error={error}
        onRetry={retry}
      />
    );
  }
  if (!value) {
    return <Skeleton />;
  }
  return (
    <>
      <h5 className={classes.title}>{t('action.history')}</h5>
      <ul className={classes.list}>
        {value.items.map(({ version, by, at, fields }, index) => (
          <li key={version} className={classes.change}>
            <span className={classes.when}>{formatInstant(at)}</span>
            <EntityRefLink entityRef={by} hideIcon />
            <span>{textOfChange(fields, value.items[index + 1]?.fields)}</span>
          </li>
        ))}
      </ul>
    </>
  );

  function textOfChange(
    fields: Parameters<typeof textOf>[0],
    before: Parameters<typeof textOf>[0] | undefined,
  ): string {
    if (!before) {
      return t('action.created');
    }
    const names = differing(before, fields);
    if (!names.length) {
      return t('action.changedNothing');
    }
    return t('action.changed', {
      fields: formatList(
        names.map(name =>
          name === 'text'
            ? nameOf(name)
            : `${nameOf(name)} ${textOf(before, name) ?? '–'} → ${
                textOf(fields, name) ?? '–'
              }`,
        ),
      ),
    });
  }
};
