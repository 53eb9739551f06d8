import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  KpiDefinition,
  KpiEntity,
  KpiTreeDefinition,
  KpiTreeEntity,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiTreeRouter, RouterServices } from './createRouter';

/** Trees, KPIs, and what is wrong with them. */
export function addDefinitionRoutes(
  router: KpiTreeRouter,
  { httpAuth, definitions, access }: RouterServices,
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

function refsOf(definitions: ReadonlyMap<string, KpiEntity | KpiTreeEntity>) {
  return [...definitions.values()].map(entity => stringifyEntityRef(entity));
}

function toKpi(kpi: KpiEntity): KpiDefinition {
  const { name, title, description, tags } = kpi.metadata;
  return {
    name,
    entityRef: stringifyEntityRef(kpi),
    title: title ?? name,
    description: description ?? '',
    tags: tags ?? [],
    spec: kpi.spec,
  };
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
