import { InputError } from '@backstage/errors';
import { SourceHttp } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { z } from 'zod';
import { Evaluation, queryText } from './evaluations';

/** Seconds and the value as a text, such as `"0.5"`, `"NaN"`. */
const sampleSchema = z.tuple([z.number(), z.string()]);

const answerSchema = z.object({
  status: z.literal('success'),
  data: z.discriminatedUnion('resultType', [
    z.object({
      resultType: z.literal('vector'),
      result: z.array(
        z.object({
          metric: z.record(z.string(), z.string()),
          value: sampleSchema,
        }),
      ),
    }),
    z.object({ resultType: z.literal('scalar'), result: sampleSchema }),
    z.object({ resultType: z.literal('matrix') }),
    z.object({ resultType: z.literal('string') }),
  ]),
  warnings: z.array(z.string()).optional(),
});

/** The result of a query for one set of labels. */
export type Sample = {
  metric: Record<string, string>;
  /** As Prometheus writes numbers, such as `"0.5"`, `"NaN"`, `"+Inf"`. */
  value: string;
};

/**
 * Asks a server for the result of a query at an instant, as Prometheus, VictoriaMetrics, Thanos
 * and Mimir answer it. Ranges are not asked for: VictoriaMetrics and the query frontends of
 * Thanos and Mimir may evaluate them at other instants than those that were requested, and
 * on VictoriaMetrics the value at an instant depends on where the range begins.
 */
export class PrometheusClient {
  constructor(
    private readonly options: {
      http: SourceHttp;
      url: string;
      headers: Record<string, string>;
    },
  ) {}

  /**
   * @param query - PromQL, in which `$period` is replaced by the length of the period
   * @throws `InputError` if the answer is none, or is for another instant; see
   * {@link SourceHttp.request}
   */
  async query(
    query: string,
    evaluation: Evaluation,
    signal: AbortSignal,
  ): Promise<{ samples: Sample[]; warnings: string[] }> {
    const { http, headers } = this.options;
    const { at } = evaluation;
    const base = new URL(this.options.url);
    const url = new URL(base);
    url.pathname = `${base.pathname.replace(/\/$/, '')}/api/v1/query`;
    const response = await http.request({
      url,
      configured: base,
      method: 'POST',
      headers: {
        ...headers,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({
        query: queryText(query, evaluation),
        time: String(at),
        // Without it VictoriaMetrics answers for half a minute ago where that is now
        nocache: '1',
      }).toString(),
      signal,
    });
    const answer = answerSchema.safeParse(response.json());
    if (!answer.success) {
      const [issue] = answer.error.issues;
      throw new InputError(
        `${url.host} does not answer like Prometheus (${issue.path.join(
          '.',
        )}: ${issue.message}): check the URL`,
      );
    }
    const { data, warnings = [] } = answer.data;
    if (data.resultType === 'matrix' || data.resultType === 'string') {
      throw new InputError(
        `The query is a ${
          data.resultType === 'matrix' ? 'range vector' : 'string'
        }: use one that has a number at each instant, such as increase(...[$period])`,
      );
    }
    const found =
      data.resultType === 'scalar'
        ? [{ metric: {}, value: data.result }]
        : data.result;
    return {
      samples: found.map(({ metric, value: [answered, value] }) => {
        if (answered !== at) {
          throw new InputError(
            `${url.host} answers for ${instant(
              answered,
            )} what is asked for ${instant(
              at,
            )}: check the URL and any proxy in front of the server`,
          );
        }
        return { metric, value };
      }),
      warnings,
    };
  }
}

function instant(seconds: number): string {
  const date = new Date(seconds * 1_000);
  return Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString();
}
