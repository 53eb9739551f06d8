import { MarkdownContent } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { JsonObject } from '@backstage/types';
import { makeStyles } from '@material-ui/core/styles';
import {
  isLeaf,
  KpiDefinition,
  KpiTreeBranch,
  KpiTreeDefinition,
  KpiTreeLeaf,
  ownerEntityRef,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import useAsync from 'react-use/lib/useAsync';
import { kpiTreeApiRef } from '../api';
import { Facts } from './Facts';

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
  const classes = useStyles();
  const api = useApi(kpiTreeApiRef);
  const { value: kpis } = useAsync(async () => {
    const { items } = await api.getKpis();
    return new Map(items.map(kpi => [kpi.name, kpi] as const));
  }, [api]);
  const { spec } = tree;
  return (
    <>
      {tree.description && (
        <MarkdownContent content={tree.description} dialect="gfm" />
      )}
      <Facts
        facts={[
          [
            'Owner',
            <EntityRefLink entityRef={ownerEntityRef(spec.owner)} hideIcon />,
          ],
          ['Lifecycle', spec.lifecycle],
          [
            'Attaches itself to',
            spec.appliesTo
              ? predicateText(spec.appliesTo)
              : 'Nothing: entities name it in an annotation',
          ],
        ]}
      />
      <ul className={classes.outline} aria-label="Nodes of the tree">
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
  return (
    <li>
      <span className={classes.branch}>{node.title}</span>{' '}
      <span className={classes.subtle}>
        {node.kind} <code>{node.id}</code>
        {weightText(node.weight)}
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
          <li className={classes.empty}>Nothing is measured here yet</li>
        )}
      </ul>
    </li>
  );
}

function Leaf({ node, kpis, classes }: NodeProps<KpiTreeLeaf>) {
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
        {weightText(node.weight)}
        {kpis && !kpi && ' is no valid Kpi'}
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

function weightText(weight: number): string {
  return weight === 1 ? '' : ` weight ${weight}`;
}
