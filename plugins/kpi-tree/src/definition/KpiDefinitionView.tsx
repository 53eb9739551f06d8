import { MarkdownContent } from '@backstage/core-components';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import {
  type KpiDefinition,
  ownerEntityRef,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { periodTypeLabels } from '../format';
import {
  aggregationText,
  directionLabels,
  plausibleText,
  signalsText,
  targetText,
} from './definitionTexts';
import { Facts } from './Facts';
import { FormulaText, OperandLinks } from './FormulaText';

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
  const classes = useStyles();
  const { spec, operands = [] } = kpi;
  const isComputed = spec.formula !== undefined;
  const { definition = {}, unit } = spec;
  return (
    <>
      <div className={classes.description}>
        <MarkdownContent content={kpi.description} dialect="gfm" />
      </div>
      {definition.formula && (
        <p className={classes.formula} aria-label="Formula">
          {definition.formula}
        </p>
      )}
      <Facts
        facts={[
          ['Target', targetText(spec.target, unit) ?? 'The house must choose'],
          ['Threshold', targetText(spec.threshold, unit)],
          ['Direction', directionLabels[spec.direction]],
          ['Unit', unit],
          [
            'Measured by',
            `${periodTypeLabels[spec.grain]}, judged by ${periodTypeLabels[
              spec.period
            ].toLocaleLowerCase('en')}`,
          ],
          ['Over time', aggregationText(spec.aggregate.overTime, isComputed)],
          [
            'Over services',
            aggregationText(spec.aggregate.overEntities, isComputed),
          ],
          [
            'Owner',
            <EntityRefLink entityRef={ownerEntityRef(spec.owner)} hideIcon />,
          ],
          ['Process', spec.process],
          ['For', spec.personas.join(', ')],
          ['Lifecycle', spec.lifecycle],
          [
            'Source',
            isComputed ? 'A formula of other KPIs' : spec.source?.id ?? 'None',
          ],
        ]}
      />
      <Facts
        wide
        facts={[
          [
            'Computed as',
            spec.formula && (
              <FormulaText formula={spec.formula} operands={operands} />
            ),
          ],
          [
            'Computed from',
            operands.length > 0 ? (
              <OperandLinks operands={operands} />
            ) : undefined,
          ],
          ['Plausible values', plausibleText(spec.plausible, spec.unit)],
          ['Trend', signalsText(spec.signals)],
          ['Numerator', definition.numerator],
          ['Denominator', definition.denominator],
          ['Excluded', definition.excludes],
          ['Data', definition.data],
          ['Where target and threshold come from', definition.basis],
          [
            'How it can be gamed or misread',
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
