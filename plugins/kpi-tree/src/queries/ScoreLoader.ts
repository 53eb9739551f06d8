import type { EntityScore } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { KpiTreeApi } from '../api';

/** As many entities as one request may name. */
const AT_ONCE = 200;

type Wanted = {
  entityRef: string;
  resolve: (score: EntityScore) => void;
  reject: (error: Error) => void;
};

/**
 * Loads how entities stand. What is asked for at about the same time, such as by all
 * rows of a page, is one request.
 */
export class ScoreLoader {
  private wanted: Wanted[] = [];

  constructor(private readonly api: Pick<KpiTreeApi, 'getScores'>) {}

  /** How an entity stands. */
  load(entityRef: string): Promise<EntityScore> {
    return new Promise<EntityScore>((resolve, reject) => {
      if (!this.wanted.length) {
        setTimeout(() => this.flush());
      }
      this.wanted.push({ entityRef, resolve, reject });
    });
  }

  private flush(): void {
    const wanted = this.wanted;
    this.wanted = [];
    for (let start = 0; start < wanted.length; start += AT_ONCE) {
      this.request(wanted.slice(start, start + AT_ONCE));
    }
  }

  private async request(wanted: Wanted[]): Promise<void> {
    try {
      const { items } = await this.api.getScores(
        wanted.map(({ entityRef }) => entityRef),
      );
      wanted.forEach(({ resolve }, index) => resolve(items[index]));
    } catch (error) {
      wanted.forEach(({ reject }) => reject(error as Error));
    }
  }
}

const loaders = new WeakMap<object, ScoreLoader>();

/** The one loader of an API, so that all tables of an app share it. */
export function scoreLoaderOf(api: KpiTreeApi): ScoreLoader {
  let loader = loaders.get(api);
  if (!loader) {
    loader = new ScoreLoader(api);
    loaders.set(api, loader);
  }
  return loader;
}
