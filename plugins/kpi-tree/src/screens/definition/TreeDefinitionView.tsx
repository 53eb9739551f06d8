import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { MarkdownContent } from '@backstage/core-components';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { JsonObject } from '@backstage/types';
import { makeStyles } from '@material-ui/core/styles';
import { ownerEntityRef } from '@internal/kpi-tree';
import {
  isLeaf,
  KpiDefinition,
  KpiTreeBranch,
  KpiTreeDefinition,
  KpiTreeLeaf,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useMemo } from 'react';
import { useKpis } from '../../queries/useKpis';
import { useFormat } from '../../parts/format';
import { kpiTreeTranslationRef } from '../../texts';
import { Facts } from '../../parts/definition/Facts';

const useStyles = makeStyles(theme => ({
  outline: {
    margin: 0,
    padding: 0,
    listStyle: 'none',
    '& ul': {
      margin: 0,
      paddingLeft: theme.spacing(2),
      listStyle: 'none',
      borderLeft: `1px solid ${theme.palette.divider}`,
    },
    '& li': { padding: theme.spacing(0.25, 0) },
  },
  branch: { fontWeight: 600, overflowWrap: 'anywhere' },
  subtle: {
    color: theme.palette.textSubtle,
    fontWeight: 'normal',
    fontSize: theme.typography.caption.fontSize,
  },
  empty: { color: theme.palette.textSubtle, fontStyle: 'italic' },
}));

type Classes = ReturnType<typeof useStyles>;

/** Everything that the definition of a tree says. */
export const TreeDefinitionView = ({ tree }: { tree: KpiTreeDefinition }) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const { value } = useKpis();
  const kpis = useMemo(
    () => value && new Map(value.items.map(kpi => [kpi.name, kpi] as const)),
    [value],
  );
  const { spec } = tree;
  return (
    <>
      {tree.description && (
        <MarkdownContent content={tree.description} dialect="gfm" />
      )}
      <Facts
        facts={[
          [
            t('definition.owner'),
            <EntityRefLink entityRef={ownerEntityRef(spec.owner)} hideIcon />,
          ],
          [t('definition.lifecycle'), spec.lifecycle],
          [
            t('definition.attaches'),
            spec.appliesTo
              ? predicateText(spec.appliesTo)
              : t('definition.attachesNone'),
          ],
        ]}
      />
      <ul className={classes.outline} aria-label={t('definition.nodes')}>
        <Branch node={spec.root} kpis={kpis} classes={classes} />
      </ul>
    </>
  );
};

type NodeProps<T> = {
  node: T;
  /** By name; `undefined` while they are loaded. */
  kpis: ReadonlyMap<string, KpiDefinition> | undefined;
  classes: Classes;
};

function Branch({ node, kpis, classes }: NodeProps<KpiTreeBranch>) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  return (
    <li>
      <span className={classes.branch}>{node.title}</span>{' '}
      <span className={classes.subtle}>
        {t(`common.${node.kind}`)} <code>{node.id}</code>
        <Weight weight={node.weight} />
      </span>
      <ul>
        {node.children.map(child =>
          isLeaf(child) ? (
            <Leaf key={child.kpi} node={child} kpis={kpis} classes={classes} />
          ) : (
            <Branch key={child.id} node={child} kpis={kpis} classes={classes} />
          ),
        )}
        {!node.children.length && (
          <li className={classes.empty}>{t('definition.nothingMeasured')}</li>
        )}
      </ul>
    </li>
  );
}

function Leaf({ node, kpis, classes }: NodeProps<KpiTreeLeaf>) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const kpi = kpis?.get(node.kpi);
  return (
    <li>
      {kpi ? (
        <EntityRefLink
          entityRef={kpi.entityRef}
          title={kpi.title}
          hideIcon
          disableTooltip
        />
      ) : (
        node.kpi
      )}{' '}
      <span className={classes.subtle}>
        <code>{node.kpi}</code>
        <Weight weight={node.weight} />
        {kpis && !kpi && ` ${t('definition.notValid')}`}
      </span>
    </li>
  );
}

/** A filter predicate as people write it, if it is a plain one. */
function predicateText(predicate: JsonObject): string {
  const parts = Object.entries(predicate);
  return parts.every(([, value]) => typeof value !== 'object')
    ? parts.map(([key, value]) => `${key}: ${value}`).join(', ')
    : JSON.stringify(predicate);
}

function Weight({ weight }: { weight: number }) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatNumber } = useFormat();
  return weight === 1 ? null : (
    <> {t('definition.weight', { weight: formatNumber(weight) })}</>
  );
}
