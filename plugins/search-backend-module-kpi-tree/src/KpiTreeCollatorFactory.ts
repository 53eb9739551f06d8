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
  treesByKpi,
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
    const trees: KpiTreeDefinition[] = [];
    for await (const tree of this.read<KpiTreeDefinition>('trees')) {
      trees.push(tree);
      yield treeDocument(tree);
    }
    const uses = treesByKpi(trees);
    for await (const kpi of this.read<KpiDefinition>('kpis')) {
      yield kpiDocument(kpi, uses.get(kpi.name) ?? []);
    }
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
