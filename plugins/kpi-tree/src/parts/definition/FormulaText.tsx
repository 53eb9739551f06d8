import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import type { FormulaOperand } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Fragment } from 'react';

const useStyles = makeStyles({
  root: { fontFamily: 'monospace', overflowWrap: 'anywhere' },
});

type FormulaTextProps = {
  formula: string;
  /** What it names, of what the user may read. */
  operands: FormulaOperand[];
};

/** A formula whose operands lead to their definitions. */
export const FormulaText = ({ formula, operands }: FormulaTextProps) => {
  const classes = useStyles();
  return (
    <code className={classes.root}>
      {formula.split(/([\p{L}_$][\p{L}\d_$]*)/u).map((part, index) => {
        const known = operands.find(({ operand }) => operand === part);
        return known ? (
          <EntityRefLink
            key={index}
            entityRef={known.entityRef}
            title={part}
            hideIcon
          />
        ) : (
          <Fragment key={index}>{part}</Fragment>
        );
      })}
    </code>
  );
};

/** The KPIs from which another is computed, by their titles. */
export const OperandLinks = ({ operands }: { operands: FormulaOperand[] }) => (
  <>
    {operands.map(({ entityRef, title }, index) => (
      <Fragment key={entityRef}>
        {index > 0 && ', '}
        <EntityRefLink entityRef={entityRef} title={title} hideIcon />
      </Fragment>
    ))}
  </>
);
