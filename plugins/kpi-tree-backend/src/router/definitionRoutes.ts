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
import { toKpi } from './toKpi';

/** Trees, KPIs, and what is wrong with them. */
export function addDefinitionRoutes(
  router: KpiTreeRouter,
  { httpAuth, definitions, access, versions }: RouterServices,
): void {
  router.get('/v1/trees', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { trees } = await definitions.get();
    const readable = await access.readable(refsOf(trees), credentials);
    res.json({
      items: [...trees.values()]
        .filter(tree => readable.includes(stringifyEntityRef(tree)))
        .map(toTree),
    });
  });

  router.get('/v1/trees/:name', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const tree = (await definitions.get()).tree(req.params.name);
    await access.assertReadable(stringifyEntityRef(tree), credentials);
    res.json(toTree(tree));
  });

  router.get('/v1/kpis', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { kpis } = await definitions.get();
    const readable = new Set(await access.readable(refsOf(kpis), credentials));
    res.json({
      items: [...kpis.values()]
        .filter(kpi => readable.has(stringifyEntityRef(kpi)))
        .map(toKpi),
    });
  });

  router.get('/v1/kpis/:name', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const kpi = (await definitions.get()).kpi(req.params.name);
    await access.assertReadable(stringifyEntityRef(kpi), credentials);
    res.json(toKpi(kpi));
  });

  router.get('/v1/trees/:name/versions', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const tree = (await definitions.get()).tree(req.params.name);
    await access.assertReadable(stringifyEntityRef(tree), credentials);
    res.json({
      items: toRevisions(await versions.find('KpiTree', req.params.name)),
    });
  });

  router.get('/v1/trees/:name/usage', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const all = await definitions.get();
    const tree = all.tree(req.params.name);
    await access.assertReadable(stringifyEntityRef(tree), credentials);
    res.json(
      await treeUsage(all, tree, refs => access.readable(refs, credentials)),
    );
  });

  router.get('/v1/kpis/:name/versions', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const kpi = (await definitions.get()).kpi(req.params.name);
    await access.assertReadable(stringifyEntityRef(kpi), credentials);
    res.json({
      items: toRevisions(await versions.find('Kpi', req.params.name)),
    });
  });

  router.get('/v1/kpis/:name/usage', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const all = await definitions.get();
    const kpi = all.kpi(req.params.name);
    await access.assertReadable(stringifyEntityRef(kpi), credentials);
    res.json(
      await kpiUsage(all, kpi, refs => access.readable(refs, credentials)),
    );
  });

  router.get('/v1/definitions/problems', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const problems = (await definitions.get()).problems();
    const readable = new Set(
      await access.readable(
        [...new Set(problems.map(problem => problem.entityRef))],
        credentials,
      ),
    );
    res.json({
      items: problems.filter(problem => readable.has(problem.entityRef)),
    });
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
