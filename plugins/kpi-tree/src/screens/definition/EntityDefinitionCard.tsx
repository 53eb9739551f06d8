import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { Progress } from '@backstage/core-components';
import {
  EntityInfoCard,
  EntityRefLink,
  useEntity,
} from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import { LIBRARY_NAMESPACE } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { LoadError } from '../../parts/notices/LoadError';
import { ProblemList } from '../../parts/notices/ProblemList';
import { useProblems } from '../../queries/useProblems';
import { StatusIcon } from '../../parts/status';
import { kpiTreeTranslationRef } from '../../texts';
import { KpiDefinitionView } from './KpiDefinitionView';
import { TreeDefinitionView } from './TreeDefinitionView';
import { TryLink } from './TryLink';
import { Definition, kindOf, useDefinition } from './useDefinition';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2.5),
    minWidth: 0,
  },
  note: { margin: 0, color: theme.palette.textSubtle },
  calm: { display: 'flex', alignItems: 'center', gap: 8, margin: 0 },
}));

/**
 * What the Kpi or KpiTree of the page says, as it holds: extensions made whole.
 * And whether it is in order, also beside the other definitions: its page shows
 * what an owner has to fix.
 */
export const EntityDefinitionCard = () => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const { entity } = useEntity();
  const definition = useDefinition(entity);
  return (
    <EntityInfoCard title={t('definition.title')}>
      <div className={classes.root}>
        <DefinitionProblems entityRef={stringifyEntityRef(entity)} />
        <DefinitionText entity={entity} definition={definition} />
        {kindOf(entity) === 'Kpi' && <TryLink entity={entity} />}
      </div>
    </EntityInfoCard>
  );
};

function DefinitionText({
  entity,
  definition: { value, error, loading, retry },
}: {
  entity: Entity;
  definition: ReturnType<typeof useDefinition>;
}) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  if (error && !loading) {
    return (
      <LoadError
        title={t('definition.loadError')}
        error={error}
        onRetry={retry}
      />
    );
  }
  if (loading) {
    return <Progress />;
  }
  // What is wrong with it is shown above.
  if (!value) {
    return null;
  }
  return (
    <>
      <Origin entity={entity} definition={value} />
      {value.kind === 'Kpi' ? (
        <KpiDefinitionView kpi={value.kpi} />
      ) : (
        <TreeDefinitionView tree={value.tree} />
      )}
    </>
  );
}

/** What the definition of the page is beside those of the organisation. */
function Origin({
  entity,
  definition,
}: {
  entity: Entity;
  definition: Definition;
}) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const { kind, metadata } = entity;
  const { entityRef } =
    definition.kind === 'Kpi' ? definition.kpi : definition.tree;
  if (entityRef !== stringifyEntityRef(entity)) {
    const link = <EntityRefLink entityRef={entityRef} hideIcon />;
    return (
      <p className={classes.note}>
        {parseEntityRef(entityRef).namespace === LIBRARY_NAMESPACE
          ? t('definition.libraryApplies', { entity: link })
          : t('definition.overridden', { entity: link })}
      </p>
    );
  }
  return metadata.namespace === LIBRARY_NAMESPACE ? (
    <p className={classes.note}>
      {t('definition.fromLibrary', {
        kind,
        name: <code>{metadata.name}</code>,
        code: <code>extends: {metadata.name}</code>,
      })}
    </p>
  ) : null;
}

function DefinitionProblems({ entityRef }: { entityRef: string }) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const { value, error, loading, retry } = useProblems();
  if (error && !loading) {
    return (
      <LoadError
        title={t('definition.checkError')}
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
      {t('definition.inOrder')}
    </p>
  );
}
