import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import { useSearchLink } from '../../parts/links/useSearchLink';
import { Facts } from '../../parts/definition/Facts';
import { useDefinitionTexts } from '../../parts/definition/useDefinitionTexts';
import { kpiTreeTranslationRef } from '../../texts';
import {
  attachPlaceYaml,
  extendKpiYaml,
  leafYaml,
  overrideKpiYaml,
} from './adoptYaml';
import { Entry } from './Entry';
import type { LibraryKpi } from './libraryOf';
import { Snippet } from './Snippet';

const useStyles = makeStyles(theme => ({
  formula: {
    margin: theme.spacing(0, 0, 1),
    fontFamily: 'monospace',
    fontSize: theme.typography.body2.fontSize,
  },
}));

type KpiEntryProps = {
  entry: LibraryKpi;
  /** Whether the user may try definitions. */
  mayTry: boolean;
};

/** A KPI in short: what it measures, its target, and where it stands. */
export const KpiEntry = ({ entry, mayTry }: KpiEntryProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const texts = useDefinitionTexts();
  const { kpi, origin, places } = entry;
  const { spec } = kpi;
  const trees = [...new Set(places.map(({ tree }) => tree.title))];
  const formula = spec.definition?.formula ?? spec.formula;
  return (
    <Entry
      kind="Kpi"
      definition={kpi}
      origin={origin}
      lifecycle={spec.lifecycle}
      text={kpi.description}
      places={trees.length ? trees.join(', ') : t('library.noTree')}
      adopt={<AdoptKpi entry={entry} mayTry={mayTry} />}
    >
      {formula && (
        <p className={classes.formula} aria-label={t('library.formula')}>
          {formula}
        </p>
      )}
      <Facts
        facts={[
          [
            t('library.target'),
            texts.target(spec.target, spec.unit) ?? t('library.noTarget'),
          ],
          [t('library.direction'), t(`definition.direction-${spec.direction}`)],
          [t('library.unit'), spec.unit],
          [t('library.judged'), t(`common.${spec.period}`)],
          [t('library.process'), spec.process],
          [t('library.persona'), spec.personas.join(', ')],
        ]}
      />
    </Entry>
  );
};

function AdoptKpi({ entry, mayTry }: KpiEntryProps) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const linkTo = useSearchLink();
  const { kpi, origin, places } = entry;
  return (
    <>
      {places.length > 0 ? (
        <Snippet
          where={t('library.adoptAttachPart')}
          yaml={attachPlaceYaml(places[0])}
        />
      ) : (
        <Snippet where={t('library.adoptLeaf')} yaml={leafYaml(kpi)} />
      )}
      {origin === 'library' ? (
        <Snippet where={t('library.adoptKpi')} yaml={extendKpiYaml(kpi)} />
      ) : (
        <Snippet
          where={t('library.adoptOverride')}
          yaml={overrideKpiYaml(kpi)}
        />
      )}
      {mayTry && (
        <p>
          <Link to={linkTo({ tab: 'try', draft: kpi.entityRef })}>
            {t('library.tryIt')}
          </Link>
        </p>
      )}
    </>
  );
}
