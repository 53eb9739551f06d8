import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { MarkdownContent } from '@backstage/core-components';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import { ownerEntityRef } from '@internal/kpi-tree';
import { type KpiDefinition } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeTranslationRef } from '../../texts';
import { useDefinitionTexts } from '../../parts/definition/useDefinitionTexts';
import { Facts } from '../../parts/definition/Facts';
import { FormulaText, OperandLinks } from '../../parts/definition/FormulaText';

const useStyles = makeStyles(theme => ({
  description: {
    '& p:first-child': { marginTop: 0 },
    '& p:last-child': { marginBottom: 0 },
  },
  formula: {
    margin: 0,
    padding: theme.spacing(1.5),
    borderRadius: theme.shape.borderRadius,
    backgroundColor: theme.palette.background.default,
    fontFamily: 'monospace',
    fontSize: theme.typography.body2.fontSize,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
  pitfalls: { margin: 0, paddingLeft: theme.spacing(2.5) },
}));

/** Everything that the definition of a KPI says. */
export const KpiDefinitionView = ({ kpi }: { kpi: KpiDefinition }) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const texts = useDefinitionTexts();
  const { spec, operands = [] } = kpi;
  const isComputed = spec.formula !== undefined;
  const { definition = {}, unit } = spec;
  return (
    <>
      <div className={classes.description}>
        <MarkdownContent content={kpi.description} dialect="gfm" />
      </div>
      {definition.formula && (
        <p className={classes.formula} aria-label={t('definition.formula')}>
          {definition.formula}
        </p>
      )}
      <Facts
        facts={[
          [
            t('definition.target'),
            texts.target(spec.target, unit) ?? t('definition.chooseTarget'),
          ],
          [t('definition.threshold'), texts.target(spec.threshold, unit)],
          [
            t('definition.direction'),
            t(`definition.direction-${spec.direction}`),
          ],
          [t('definition.unit'), unit],
          [
            t('definition.measuredBy'),
            t('drawer.measuredByText', {
              grain: t(`common.${spec.grain}`),
              period: t(`common.within-${spec.period}`),
            }),
          ],
          [
            t('definition.overTime'),
            texts.aggregation(spec.aggregate.overTime, isComputed),
          ],
          [
            t('definition.overServices'),
            texts.aggregation(spec.aggregate.overEntities, isComputed),
          ],
          [
            t('definition.owner'),
            <EntityRefLink entityRef={ownerEntityRef(spec.owner)} hideIcon />,
          ],
          [t('definition.process'), spec.process],
          [t('definition.for'), spec.personas.join(', ')],
          [t('definition.lifecycle'), spec.lifecycle],
          [
            t('definition.source'),
            isComputed
              ? t('definition.formulaOfOthers')
              : spec.source?.id ?? t('definition.none'),
          ],
        ]}
      />
      <Facts
        wide
        facts={[
          [
            t('definition.computedAs'),
            spec.formula && (
              <FormulaText formula={spec.formula} operands={operands} />
            ),
          ],
          [
            t('definition.computedFrom'),
            operands.length > 0 ? (
              <OperandLinks operands={operands} />
            ) : undefined,
          ],
          [
            t('definition.plausible'),
            texts.plausible(spec.plausible, spec.unit),
          ],
          [t('definition.trend'), texts.signals(spec.signals)],
          [t('definition.numerator'), definition.numerator],
          [t('definition.denominator'), definition.denominator],
          [t('definition.excluded'), definition.excludes],
          [t('definition.data'), definition.data],
          [t('definition.basis'), definition.basis],
          [
            t('definition.pitfalls'),
            definition.pitfalls?.length ? (
              <ul className={classes.pitfalls}>
                {definition.pitfalls.map(pitfall => (
                  <li key={pitfall}>{pitfall}</li>
                ))}
              </ul>
            ) : undefined,
          ],
        ]}
      />
    </>
  );
};
