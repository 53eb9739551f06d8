import { parseEntityRef } from '@backstage/catalog-model';
import { RootConfigService } from '@backstage/backend-plugin-api';
import { ALL, SCOPE_KINDS } from '../definitions/Scope';

/** The values of a query; what is not given is left out. */
type Query = Record<string, string | undefined>;

/**
 * Addresses of the screens that show what an answer is about, where the portal page and
 * the pages of entities have their usual paths, `/kpi-tree` and `/catalog`.
 */
export class ViewLinks {
  private readonly app: string;
  private readonly page: string;

  /** @param config - with `app.baseUrl`; without it, addresses have no host */
  constructor(config: Pick<RootConfigService, 'getOptionalString'>) {
    const base = config.getOptionalString('app.baseUrl') ?? '';
    this.app = base.replace(/\/+$/, '');
    this.page = `${this.app}/kpi-tree`;
  }

  /** The portal page with a tab and its choices. */
  tab(tab: string, query: Query = {}): string {
    return `${this.page}${searchOf({ tab, ...query })}`;
  }

  /** A tree of an entity or scope. */
  tree(scope: string, query: Query): string {
    if (scope === ALL) {
      return this.tab('tree', { scope, ...query });
    }
    const { kind, namespace, name } = parseEntityRef(scope);
    return SCOPE_KINDS.includes(kind.toLocaleLowerCase('en-US'))
      ? this.tab('tree', { scope, ...query })
      : `${this.app}/catalog/${[namespace, kind, name]
          .map(encodeURIComponent)
          .join('/')}/kpi-tree${searchOf(query)}`;
  }

  /** The page of a KPI of an entity or scope, `all` included. */
  kpi(scope: string, kpi: string, query: Query = {}): string {
    const path =
      scope === ALL
        ? [ALL, kpi]
        : [
            ...(({ kind, namespace, name }) => [kind, namespace, name])(
              parseEntityRef(scope),
            ),
            kpi,
          ];
    return `${this.page}/kpis/${path
      .map(encodeURIComponent)
      .join('/')}${searchOf(query)}`;
  }
}

function searchOf(query: Query): string {
  const given = Object.entries(query).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return given.length ? `?${new URLSearchParams(given)}` : '';
}
