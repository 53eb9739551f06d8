import { stringifyEntityRef } from '@backstage/catalog-model';
import { changedFields, DefinitionVersion } from '@internal/kpi-tree';
import {
  DefinitionRevision,
  KpiTreeDefinition,
  KpiTreeEntity,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { formulaOperands, toKpi } from '../definitions/toKpi';
import { pageOf } from '../paging/page';
import { KpiTreeRouter, RouterServices } from '../router/KpiTreeRouter';
import { VersionStore } from '../store/VersionStore';
import { kpiUsage, treeUsage } from './usage';
import { visibleVersions } from './visibleVersions';

/** Trees, KPIs, and what is wrong with them. */
export function addDefinitionRoutes(
  router: KpiTreeRouter,
  { contextOf, versions }: RouterServices & { versions: VersionStore },
): void {
  router.get('/v1/trees', async (req, res) => {
    const { definitions } = await contextOf(req);
    res.json(
      pageOf(
        [...definitions.trees.values()].map(toTree),
        req.query,
        tree => tree.name,
      ),
    );
  });

  router.get('/v1/trees/:name', async (req, res) => {
    const { definitions } = await contextOf(req);
    const tree = definitions.tree(req.params.name);
    res.json(toTree(tree));
  });

  router.get('/v1/kpis', async (req, res) => {
    const { definitions } = await contextOf(req);
    res.json(
      pageOf(
        [...definitions.kpis.values()].map(toKpi),
        req.query,
        kpi => kpi.name,
      ),
    );
  });

  router.get('/v1/kpis/:name', async (req, res) => {
    const { definitions } = await contextOf(req);
    const kpi = definitions.kpi(req.params.name);
    res.json({
      ...toKpi(kpi),
      ...formulaOperands(definitions, kpi),
    });
  });

  router.get('/v1/trees/:name/versions', async (req, res) => {
    const { definitions } = await contextOf(req);
    const { name } = definitions.tree(req.params.name).metadata;
    const found = await versions.find('KpiTree', name);
    res.json({ items: toRevisions(visibleVersions(definitions, found)) });
  });

  router.get('/v1/trees/:name/usage', async (req, res) => {
    const { definitions } = await contextOf(req);
    const tree = definitions.tree(req.params.name);
    res.json(treeUsage(definitions, tree));
  });

  router.get('/v1/kpis/:name/versions', async (req, res) => {
    const { definitions } = await contextOf(req);
    const { name } = definitions.kpi(req.params.name).metadata;
    const found = await versions.find('Kpi', name);
    res.json({ items: toRevisions(visibleVersions(definitions, found)) });
  });

  router.get('/v1/kpis/:name/usage', async (req, res) => {
    const { definitions } = await contextOf(req);
    const kpi = definitions.kpi(req.params.name);
    res.json(kpiUsage(definitions, kpi));
  });

  router.get('/v1/definitions/problems', async (req, res) => {
    const { definitions } = await contextOf(req);
    res.json(
      pageOf(
        definitions.problems(),
        req.query,
        ({ entityRef, field, message }) => `${entityRef} ${field} ${message}`,
      ),
    );
  });
}

/** What each version changed, the newest first. */
function toRevisions(versions: DefinitionVersion[]): DefinitionRevision[] {
  return versions
    .map((version, index) => ({
      number: version.number,
      since: version.since,
      changes: index ? changedFields(versions[index - 1], version) : [],
    }))
    .reverse();
}

function toTree(tree: KpiTreeEntity): KpiTreeDefinition {
  const { name, title, description } = tree.metadata;
  return {
    name,
    entityRef: stringifyEntityRef(tree),
    title: title ?? name,
    ...(description ? { description } : {}),
    spec: tree.spec,
  };
}
