import { InputError } from '@backstage/errors';
import { SourceHttp } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { z } from 'zod';
import { Evaluation } from './evaluations';

const matrixSchema = z.object({
  status: z.literal('success'),
  data: z.object({
    resultType: z.literal('matrix'),
    result: z.array(
      z.object({
        metric: z.record(z.string(), z.string()),
        values: z.array(z.tuple([z.number(), z.string()])),
      }),
    ),
  }),
  warnings: z.array(z.string()).optional(),
});

/** A series of an answer. */
export type RangeSeries = {
  metric: Record<string, string>;
  /** Seconds and the value as a text, such as `"0.5"`, `"NaN"`. */
  values: [number, string][];
};

/** Asks a server for ranges, as Prometheus, VictoriaMetrics, Thanos and Mimir do. */
export class PrometheusClient {
  constructor(
    private readonly options: {
      http: SourceHttp;
      url: string;
      headers: Record<string, string>;
    },
  ) {}

  /**
   * @param query - PromQL, in which `$period` is replaced by the step
   * @throws `InputError` if the answer is none; see {@link SourceHttp.request}
   */
  async range(
    query: string,
    { start, end, step }: Evaluation,
    signal: AbortSignal,
  ): Promise<{ series: RangeSeries[]; warnings: string[] }> {
    const { http, headers } = this.options;
    const base = new URL(this.options.url);
    const url = new URL(base);
    url.pathname = `${base.pathname.replace(/\/$/, '')}/api/v1/query_range`;
    const response = await http.request({
      url,
      configured: base,
      method: 'POST',
      headers: {
        ...headers,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({
        query: query.replaceAll('$period', `${step}s`),
        start: String(start),
        end: String(end),
        step: String(step),
      }).toString(),
      signal,
    });
    const answer = matrixSchema.safeParse(response.json());
    if (!answer.success) {
      const [issue] = answer.error.issues;
      throw new InputError(
        `${url.host} does not answer as Prometheus does (${issue.path.join(
          '.',
        )}: ${issue.message}): check the URL`,
      );
    }
    const { data, warnings = [] } = answer.data;
    return { series: data.result, warnings };
  }
}
