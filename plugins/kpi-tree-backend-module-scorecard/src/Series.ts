import { PluginApi, RowError } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { MetricTypes, readSeries } from './answers';
import { Heard, HeardBatch } from './measure';

/** A part of the past, of one metric of one entity. */
export type SeriesQuestion = Omit<Heard, 'samples'> & {
  /** Of the entity: `kind/namespace/name`, encoded for a URL. */
  path: string;
};

/** The past, which the plugin tells since version 4.3. */
export class Series {
  private isThere?: boolean;

  constructor(
    private readonly api: PluginApi,
    private readonly options: {
      metrics: MetricTypes;
      /** How many questions are asked at once. */
      concurrency: number;
      signal: AbortSignal;
    },
  ) {}

  /**
   * Asks for the past; says nothing where the plugin is older.
   *
   * @throws the first error if nothing can be read
   */
  async *read(
    questions: readonly SeriesQuestion[],
  ): AsyncGenerator<HeardBatch> {
    if (!questions.length || !(await this.exists(questions[0].path))) {
      return;
    }
    for await (const answers of this.api.getEach(
      questions,
      questionPath,
      this.options,
    )) {
      const heard: Heard[] = [];
      const mistakes: RowError[] = [];
      for (const { item, answer, error } of answers) {
        const { found, mistake } = error
          ? { found: undefined, mistake: error.message }
          : readSeries(answer, item.metric, this.options.metrics);
        if (found) {
          heard.push({ ...item, samples: found });
        } else {
          mistakes.push({ message: mistake, where: item.entityRef });
        }
      }
      yield { heard, mistakes };
    }
  }

  /**
   * Where there is a series, a question without a metric is refused as wrong, whatever
   * the entity; where there is none, nothing is at its address.
   */
  private async exists(path: string): Promise<boolean> {
    if (this.isThere === undefined) {
      try {
        await this.api.get(seriesPath(path), this.options.signal);
        this.isThere = true;
      } catch (error) {
        const { name } = error as Error;
        if (name !== 'InputError' && name !== 'NotFoundError') {
          throw error;
        }
        this.isThere = name === 'InputError';
      }
    }
    return this.isThere;
  }
}

function seriesPath(path: string): string {
  return `/metrics/catalog/${path}/time-series`;
}

function questionPath({ path, metric, span }: SeriesQuestion): string {
  return `${seriesPath(path)}?${new URLSearchParams({
    metricId: metric,
    from: new Date(span.from).toISOString(),
    // Its end is included there
    to: new Date(span.to - 1).toISOString(),
  })}`;
}
