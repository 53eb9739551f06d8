import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  changedFields,
  DefinitionRevision,
  DefinitionVersion,
  KpiEntity,
  KpiTreeDefinition,
  KpiTreeEntity,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiUsage, treeUsage } from '../definitions/usage';
import { KpiTreeRouter, RouterServices } from './createRouter';
import { pageOf } from './page';
import { formulaOperands, toKpi } from './toKpi';

/** Trees, KPIs, and what is wrong with them. */
export function addDefinitionRoutes(
  router: KpiTreeRouter,
  { contextOf, versions }: RouterServices,
): void {
  router.get('/v1/trees', async (req, res) => {
    const { definitions, visibility } = await contextOf(req);
    const { trees } = definitions;
    const readable = await visibility.readable(refsOf(trees));
    res.json(
      pageOf(
        [...trees.values()]
          .filter(tree => readable.includes(stringifyEntityRef(tree)))
          .map(toTree),
        req.query,
        tree => tree.name,
      ),
    );
  });

  router.get('/v1/trees/:name', async (req, res) => {
    const { definitions, visibility } = await contextOf(req);
    const tree = definitions.tree(req.params.name);
    await visibility.assertReadable(stringifyEntityRef(tree));
    res.json(toTree(tree));
  });

  router.get('/v1/kpis', async (req, res) => {
    const { definitions, visibility } = await contextOf(req);
    const { kpis } = definitions;
    const readable = new Set(await visibility.readable(refsOf(kpis)));
    res.json(
      pageOf(
        [...kpis.values()]
          .filter(kpi => readable.has(stringifyEntityRef(kpi)))
          .map(toKpi),
        req.query,
        kpi => kpi.name,
      ),
    );
  });

  router.get('/v1/kpis/:name', async (req, res) => {
    const { definitions, visibility } = await contextOf(req);
    const kpi = definitions.kpi(req.params.name);
    await visibility.assertReadable(stringifyEntityRef(kpi));
    res.json({
      ...toKpi(kpi),
      ...(await formulaOperands(definitions, kpi, refs =>
        visibility.readable(refs),
      )),
    });
  });

  router.get('/v1/trees/:name/versions', async (req, res) => {
    const { definitions, visibility } = await contextOf(req);
    const tree = definitions.tree(req.params.name);
    await visibility.assertReadable(stringifyEntityRef(tree));
    res.json({
      items: toRevisions(await versions.find('KpiTree', req.params.name)),
    });
  });

  router.get('/v1/trees/:name/usage', async (req, res) => {
    const { definitions, visibility } = await contextOf(req);
    const tree = definitions.tree(req.params.name);
    await visibility.assertReadable(stringifyEntityRef(tree));
    res.json(
      await treeUsage(definitions, tree, refs => visibility.readable(refs)),
    );
  });

  router.get('/v1/kpis/:name/versions', async (req, res) => {
    const { definitions, visibility } = await contextOf(req);
    const kpi = definitions.kpi(req.params.name);
    await visibility.assertReadable(stringifyEntityRef(kpi));
    res.json({
      items: toRevisions(await versions.find('Kpi', req.params.name)),
    });
  });

  router.get('/v1/kpis/:name/usage', async (req, res) => {
    const { definitions, visibility } = await contextOf(req);
    const kpi = definitions.kpi(req.params.name);
    await visibility.assertReadable(stringifyEntityRef(kpi));
    res.json(
      await kpiUsage(definitions, kpi, refs => visibility.readable(refs)),
    );
  });

  router.get('/v1/definitions/problems', async (req, res) => {
    const { definitions, visibility } = await contextOf(req);
    const problems = definitions.problems();
    const readable = new Set(
      await visibility.readable([
        ...new Set(problems.map(problem => problem.entityRef)),
      ]),
    );
    res.json(
      pageOf(
        problems.filter(problem => readable.has(problem.entityRef)),
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

function refsOf(definitions: ReadonlyMap<string, KpiEntity | KpiTreeEntity>) {
  return [...definitions.values()].map(entity => stringifyEntityRef(entity));
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
