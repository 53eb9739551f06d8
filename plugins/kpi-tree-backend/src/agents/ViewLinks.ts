import { parseEntityRef } from '@backstage/catalog-model';
import { RootConfigService } from '@backstage/backend-plugin-api';
import { ALL, SCOPE_KINDS } from '../definitions/Scope';
import { entityPath, kpiPath, portalPath } from '../messages/messageLinks';

/** The values of a query; what is not given is left out. */
type Query = Record<string, string | undefined>;

/** Addresses of the screens that show what an answer is about. */
export class ViewLinks {
  private readonly app: string;

  /** @param config - with `app.baseUrl`; without it, addresses have no host */
  constructor(config: Pick<RootConfigService, 'getOptionalString'>) {
    this.app = (config.getOptionalString('app.baseUrl') ?? '').replace(
      /\/+$/,
      '',
    );
  }

  /** The portal page with a tab and its choices. */
  tab(tab: string, query: Query = {}): string {
    return `${this.app}${portalPath({ tab, ...given(query) })}`;
  }

  /** A tree of an entity or scope. */
  tree(scope: string, query: Query): string {
    if (
      scope === ALL ||
      SCOPE_KINDS.includes(
        parseEntityRef(scope).kind.toLocaleLowerCase('en-US'),
      )
    ) {
      return this.tab('tree', { scope, ...query });
    }
    const search = new URLSearchParams(given(query));
    return `${this.app}${entityPath(scope)}/kpi-tree${
      search.size ? `?${search}` : ''
    }`;
  }

  /** The page of a KPI of an entity or scope, `all` included. */
  kpi(...about: Parameters<typeof kpiPath>): string {
    return `${this.app}${kpiPath(...about)}`;
  }
}

function given(query: Query): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
}
