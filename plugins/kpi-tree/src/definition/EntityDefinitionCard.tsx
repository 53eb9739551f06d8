import { stringifyEntityRef } from '@backstage/catalog-model';
import { Progress } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import useAsyncRetry from 'react-use/lib/useAsyncRetry';
import { kpiTreeApiRef } from '../api';
import { LoadError } from '../common/LoadError';
import { ProblemList } from '../common/ProblemList';
import { StatusIcon } from '../status';

const useStyles = makeStyles({
  calm: { display: 'flex', alignItems: 'center', gap: 8, margin: 0 },
});

/**
 * Whether the Kpi or KpiTree of the page is in order, also beside the other
 * definitions: its page shows what an owner has to mend.
 */
export const EntityDefinitionCard = () => {
  const { entity } = useEntity();
  return (
    <EntityInfoCard title="Definition">
      <DefinitionProblems entityRef={stringifyEntityRef(entity)} />
    </EntityInfoCard>
  );
};

function DefinitionProblems({ entityRef }: { entityRef: string }) {
  const classes = useStyles();
  const api = useApi(kpiTreeApiRef);
  const { value, error, loading, retry } = useAsyncRetry(
    () => api.getProblems(),
    [api],
  );
  if (error && !loading) {
    return (
      <LoadError
        title="The definition could not be checked"
        error={error}
        onRetry={retry}
      />
    );
  }
  if (!value) {
    return <Progress />;
  }
  const problems = value.items.filter(
    problem => problem.entityRef === entityRef,
  );
  return problems.length ? (
    <ProblemList problems={problems} here={entityRef} />
  ) : (
    <p className={classes.calm}>
      <StatusIcon status="on-target" />
      This definition is in order.
    </p>
  );
}
