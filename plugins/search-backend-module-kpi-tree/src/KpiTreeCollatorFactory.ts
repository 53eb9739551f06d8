import { Readable } from 'node:stream';
import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import type { DocumentCollatorFactory } from '@backstage/plugin-search-common';
import type {
  KpiDefinition,
  KpiTreeDefinition,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  DOCUMENT_TYPE,
  kpiDocument,
  KpiTreeDocument,
  treeDocument,
} from './KpiTreeDocument';

/** As many definitions as are read at once. */
const PAGE_SIZE = 200;

/** Reads KPIs and trees from the KPI tree backend, for the search to index. */
export class KpiTreeCollatorFactory implements DocumentCollatorFactory {
  readonly type = DOCUMENT_TYPE;
  readonly visibilityPermission = catalogEntityReadPermission;

  constructor(
    private readonly services: {
      auth: AuthService;
      discovery: DiscoveryService;
    },
  ) {}

  async getCollator(): Promise<Readable> {
    return Readable.from(this.documents());
  }

  private async *documents(): AsyncGenerator<KpiTreeDocument> {
    const trees = await this.readAll<KpiTreeDefinition>('trees');
    for (const tree of trees.values()) {
      yield treeDocument(tree, baseOf(tree, trees));
    }
    const kpis = await this.readAll<KpiDefinition>('kpis');
    for (const kpi of kpis.values()) {
      yield kpiDocument(kpi, baseOf(kpi, kpis));
    }
  }

  /** By name: what a definition extends may stand behind it. */
  private async readAll<T extends KpiDefinition | KpiTreeDefinition>(
    list: 'kpis' | 'trees',
  ): Promise<Map<string, T>> {
    const found = new Map<string, T>();
    for await (const definition of this.read<T>(list)) {
      found.set(definition.name, definition);
    }
    return found;
  }

  /** All definitions of a list of the REST API, page by page. */
  private async *read<T>(list: 'kpis' | 'trees'): AsyncGenerator<T> {
    const { auth, discovery } = this.services;
    const baseUrl = await discovery.getBaseUrl('kpi-tree');
    let cursor: string | undefined;
    do {
      const query = new URLSearchParams({
        limit: String(PAGE_SIZE),
        ...(cursor === undefined ? {} : { cursor }),
      });
      // A token for each page: one may outlive it
      const { token } = await auth.getPluginRequestToken({
        onBehalfOf: await auth.getOwnServiceCredentials(),
        targetPluginId: 'kpi-tree',
      });
      const response = await fetch(`${baseUrl}/v1/${list}?${query}`, {
        headers: { Authorization: `Bearer ${token}` },
      });
      if (!response.ok) {
        throw await ResponseError.fromResponse(response);
      }
      const page: { items: T[]; nextCursor?: string } = await response.json();
      yield* page.items;
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }
}

/**
 * What a definition extends. Nothing where it extends the one of the library that has its
 * own name, which everybody knows.
 */
function baseOf<T extends KpiDefinition | KpiTreeDefinition>(
  { name, spec }: T,
  all: ReadonlyMap<string, T>,
): T | undefined {
  return spec.extends === undefined || spec.extends === name
    ? undefined
    : all.get(spec.extends);
}
