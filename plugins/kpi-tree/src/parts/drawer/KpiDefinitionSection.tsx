import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import type {
  DefinitionRevision,
  KpiDefinition,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Facts } from '../definition/Facts';
import { FormulaText, OperandLinks } from '../definition/FormulaText';
import { RevisionList } from '../definition/RevisionList';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles(theme => ({
  title: {
    margin: theme.spacing(0, 0, 1),
    fontSize: theme.typography.body1.fontSize,
    fontWeight: 600,
  },
  part: {
    margin: theme.spacing(2, 0, 1),
    fontSize: theme.typography.body2.fontSize,
    fontWeight: 600,
  },
}));

type KpiDefinitionSectionProps = {
  kpi: KpiDefinition;
  /** Those that redefined it, the newest first. */
  redefined: DefinitionRevision[];
  timeZone: string;
};

/** How a KPI is measured, what to beware of, and when that was changed. */
export const KpiDefinitionSection = ({
  kpi,
  redefined,
  timeZone,
}: KpiDefinitionSectionProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const { formula, excludes, pitfalls } = kpi.spec.definition ?? {};
  const { operands = [] } = kpi;
  return (
    <section>
      <h3 className={classes.title}>{t('drawer.definition')}</h3>
      <Facts
        wide
        facts={[
          [t('definition.formula'), formula],
          [
            t('definition.computedAs'),
            kpi.spec.formula && (
              <FormulaText formula={kpi.spec.formula} operands={operands} />
            ),
          ],
          [
            t('definition.computedFrom'),
            operands.length > 0 ? (
              <OperandLinks operands={operands} />
            ) : undefined,
          ],
          [t('definition.excluded'), excludes],
          [t('definition.beware'), pitfalls?.join(' ')],
          [
            t('drawer.allOfIt'),
            <EntityRefLink entityRef={kpi.entityRef} title={kpi.title} />,
          ],
        ]}
      />
      {redefined.length > 0 && (
        <>
          <h4 className={classes.part}>{t('drawer.redefined')}</h4>
          <RevisionList
            revisions={redefined}
            kpi={kpi.spec}
            timeZone={timeZone}
          />
        </>
      )}
    </section>
  );
};
