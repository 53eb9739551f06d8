/**
 * What it costs that a policy has conditions: the same pages for a reader who may read
 * everything without any, for one whose conditions all entities meet, and for one who
 * may not read one service in a hundred. From the context of the request to the JSON of
 * its answer, without HTTP, which would only bring them closer together.
 */
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { RequestContext } from '../plugins/kpi-tree-backend/src/access/RequestContexts';
import { Services } from '../plugins/kpi-tree-backend/src/composition/services';
import { percentiles } from './load';
import { createBenchmarkServices } from './refresh';
import { Row } from './report';

const caller = {} as BackstageCredentials;

type Page = {
  name: string;
  ask: (
    services: Services,
    context: RequestContext,
    i: number,
  ) => Promise<unknown>;
};

function pages(count: number): Page[] {
  // One that all may read
  const service = (i: number) => {
    const n = (i * 7) % count;
    return `component:default/service-${n % 100 ? n : n + 1}`;
  };
  const system = (i: number) =>
    `system:default/system-${i % Math.ceil(count / 20)}`;
  const kpi = (i: number) => `kpi-${i % 80}`;
  return [
    {
      name: 'scorecard of a service',
      ask: async ({ scorecards }, context, i) =>
        scorecards.scorecard(context, service(i)),
    },
    {
      name: 'series of a KPI of a service',
      ask: async ({ series }, context, i) =>
        series.series(context, { scope: service(i), kpi: kpi(i) }),
    },
    {
      name: 'scorecard of a System',
      ask: async ({ scorecards }, context, i) =>
        scorecards.scorecard(context, system(i)),
    },
    {
      name: 'series of a KPI of a System',
      ask: async ({ series }, context, i) =>
        series.series(context, { scope: system(i), kpi: kpi(i) }),
    },
    {
      name: 'scorecard of the portfolio',
      ask: async ({ scorecards }, context) =>
        scorecards.scorecard(context, 'all'),
    },
    {
      name: 'series of a KPI of the portfolio',
      ask: async ({ series }, context, i) =>
        series.series(context, { scope: 'all', kpi: kpi(i) }),
    },
    {
      name: 'history of the goal of the portfolio',
      ask: async ({ scoreHistories }, context) =>
        scoreHistories.history(context, { scope: 'all', tree: 'tree' }),
    },
    {
      name: 'members by score, first page',
      ask: async ({ members }, context, i) =>
        members.members(context, {
          kpi: kpi(i),
          scope: 'all',
          sort: 'score',
          limit: 50,
        }),
    },
    {
      name: 'what moved in the portfolio',
      ask: async ({ insights }, context) =>
        insights.insights(context, { scope: 'all', since: 'P1M', limit: 50 }),
    },
    {
      name: 'heatmap, 200 rows',
      ask: async ({ heatmaps }, context) =>
        heatmaps.heatmap(context, {
          scope: 'all',
          tree: 'tree',
          sort: 'name',
          order: 'asc',
          limit: 200,
        }),
    },
  ];
}

/** @returns lines of the table */
export async function benchmarkAccess(
  knex: Knex,
  sizes: { services: number; rounds: number; requests: number },
): Promise<Row[]> {
  const { services: count, rounds, requests } = sizes;
  const reader = (isReadable?: (entityRef: string) => boolean) =>
    createBenchmarkServices(knex, count, { isReadable });
  const readers = [
    reader(),
    reader(() => true),
    reader(ref => !/^component:default\/service-(\d*00|0)$/.test(ref)),
  ];
  const rows: Row[] = [];
  for (const page of pages(count)) {
    const once = async (services: Services, i: number) => {
      const start = performance.now();
      JSON.stringify(
        await page.ask(services, await services.contexts.of(caller), i),
      );
      return performance.now() - start;
    };
    const first: number[] = [];
    const taken: number[][] = readers.map(() => []);
    for (const services of readers) {
      first.push(await once(services, 1));
    }
    for (let round = 0; round < rounds; round++) {
      // In turns, so that what else the machine does meets all
      for (const [index, services] of readers.entries()) {
        for (let i = 0; i < requests / rounds; i++) {
          taken[index].push(await once(services, i));
        }
      }
    }
    const [free, allMet, someHidden] = taken.map(percentiles);
    const text = ({ p50, p99 }: typeof free) =>
      `${p50.toFixed(2)} / ${p99.toFixed(2)}`;
    rows.push({
      what: `${page.name}, ${count.toLocaleString('en')} services`,
      value: `${[free, allMet, someHidden].map(text).join('; ')} ms`,
      ratio: `${(allMet.p50 / free.p50).toFixed(2)}, ${(
        someHidden.p50 / free.p50
      ).toFixed(2)} × (first: ${first.map(ms => ms.toFixed(0)).join(', ')} ms)`,
      goal: '2 ×',
    });
  }
  return rows;
}
