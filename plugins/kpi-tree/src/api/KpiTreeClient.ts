import { parseEntityRef } from '@backstage/catalog-model';
import type { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  MeasurementsClient,
  type PushRow,
  type PushRowsOptions,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type {
  AcceptedChange,
  AcceptedChanges,
  Contribution,
  DefinitionRevision,
  DefinitionUsage,
  DraftCheck,
  DraftTrial,
  EntityScore,
  Heatmap,
  InsightPage,
  KpiDefinition,
  KpiTreeDefinition,
  MeasurementRights,
  MemberPage,
  OwnedPage,
  PortalStatus,
  Problem,
  QualityPage,
  Run,
  RunRequest,
  Scorecard,
  ScoreHistory,
  Series,
  Source,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { BackendMissingError } from './BackendMissingError';
import type { KpiTreeApi, Scope } from './KpiTreeApi';

/** Where the definitions of a kind are in the API. */
const collections = { Kpi: 'kpis', KpiTree: 'trees' };

type Query = Record<string, string | number | undefined>;

type Page<T> = { items: T[]; nextCursor?: string };

/**
 * Talks to the REST API of the KPI tree backend.
 *
 * @public
 */
export class KpiTreeClient implements KpiTreeApi {
  private readonly discoveryApi: DiscoveryApi;
  private readonly fetchApi: FetchApi;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.discoveryApi = options.discoveryApi;
    this.fetchApi = options.fetchApi;
  }

  /** {@inheritDoc KpiTreeApi.getTrees} */
  getTrees() {
    return this.getAll<KpiTreeDefinition>(['trees']);
  }

  /** {@inheritDoc KpiTreeApi.getKpis} */
  getKpis() {
    return this.getAll<KpiDefinition>(['kpis']);
  }

  /** {@inheritDoc KpiTreeApi.getKpi} */
  getKpi(name: string) {
    return this.get<KpiDefinition>(['kpis', name]);
  }

  /** {@inheritDoc KpiTreeApi.getTree} */
  getTree(name: string) {
    return this.get<KpiTreeDefinition>(['trees', name]);
  }

  /** {@inheritDoc KpiTreeApi.getUsage} */
  getUsage(kind: 'Kpi' | 'KpiTree', name: string) {
    return this.get<DefinitionUsage>([collections[kind], name, 'usage']);
  }

  /** {@inheritDoc KpiTreeApi.getVersions} */
  getVersions(kind: 'Kpi' | 'KpiTree', name: string) {
    return this.get<{ items: DefinitionRevision[] }>([
      collections[kind],
      name,
      'versions',
    ]);
  }

  /** {@inheritDoc KpiTreeApi.getScorecard} */
  getScorecard(
    scope: Scope,
    options: Parameters<KpiTreeApi['getScorecard']>[1] = {},
  ) {
    return this.get<Scorecard>(['scorecards', ...segmentsOf(scope)], options);
  }

  /** {@inheritDoc KpiTreeApi.getHeatmap} */
  getHeatmap(options: Parameters<KpiTreeApi['getHeatmap']>[0]) {
    return this.get<Heatmap>(['heatmap'], options);
  }

  /** {@inheritDoc KpiTreeApi.getOwned} */
  getOwned(options: Parameters<KpiTreeApi['getOwned']>[0] = {}) {
    return this.get<OwnedPage>(['owned'], {
      ...options,
      status: options.status?.join(','),
    });
  }

  /** {@inheritDoc KpiTreeApi.getScores} */
  getScores(entityRefs: string[]) {
    return this.post<{ items: EntityScore[] }>(['scores'], { entityRefs });
  }

  /** {@inheritDoc KpiTreeApi.getBadge} */
  async getBadge(
    scope: Scope,
    options: Parameters<KpiTreeApi['getBadge']>[1] = {},
  ) {
    const [kind, namespace, name] = segmentsOf(scope);
    const url = await this.urlOf(
      ['badges', kind, namespace, `${name}.svg`],
      options,
    );
    return { url, svg: await (await this.fetch(url)).text() };
  }

  /** {@inheritDoc KpiTreeApi.getHistory} */
  getHistory(scope: Scope, options: Parameters<KpiTreeApi['getHistory']>[1]) {
    return this.get<ScoreHistory>(
      ['scorecards', ...segmentsOf(scope), 'history'],
      options,
    );
  }

  /** {@inheritDoc KpiTreeApi.getSeries} */
  getSeries(
    scope: Scope,
    kpi: string,
    options: Parameters<KpiTreeApi['getSeries']>[2] = {},
  ) {
    return this.get<Series>(['series', ...segmentsOf(scope), kpi], options);
  }

  /** {@inheritDoc KpiTreeApi.getContributions} */
  getContributions(
    scope: Scope,
    kpi: string,
    options: Parameters<KpiTreeApi['getContributions']>[2] = {},
  ) {
    return this.get<Contribution>(
      ['contributions', ...segmentsOf(scope), kpi],
      options,
    );
  }

  /** {@inheritDoc KpiTreeApi.getScoreContributions} */
  getScoreContributions(
    scope: Scope,
    options: Parameters<KpiTreeApi['getScoreContributions']>[1],
  ) {
    return this.get<Contribution>(
      ['scorecards', ...segmentsOf(scope), 'contributions'],
      options,
    );
  }

  /** {@inheritDoc KpiTreeApi.getMembers} */
  getMembers(
    kpi: string,
    options: Parameters<KpiTreeApi['getMembers']>[1] = {},
  ) {
    return this.get<MemberPage>(['kpis', kpi, 'members'], options);
  }

  /** {@inheritDoc KpiTreeApi.getInsights} */
  getInsights(options: Parameters<KpiTreeApi['getInsights']>[0] = {}) {
    return this.get<InsightPage>(['insights'], options);
  }

  /** {@inheritDoc KpiTreeApi.getQuality} */
  getQuality(options: Parameters<KpiTreeApi['getQuality']>[0] = {}) {
    return this.get<QualityPage>(['quality'], options);
  }

  /** {@inheritDoc KpiTreeApi.getChanges} */
  getChanges(scope: Scope, kpi: string) {
    return this.get<AcceptedChanges>(['changes'], { scope, kpi });
  }

  /** {@inheritDoc KpiTreeApi.acceptChange} */
  acceptChange(
    scope: Scope,
    kpi: string,
    change: Parameters<KpiTreeApi['acceptChange']>[2],
  ) {
    return this.post<AcceptedChange>(['changes'], { scope, kpi, ...change });
  }

  /** {@inheritDoc KpiTreeApi.withdrawChange} */
  withdrawChange(scope: Scope, kpi: string, date: string) {
    return this.request<void>(['changes'], {
      query: { scope, kpi, date },
      init: { method: 'DELETE' },
    });
  }

  /** {@inheritDoc KpiTreeApi.getSources} */
  getSources() {
    return this.get<{ items: Source[] }>(['sources']);
  }

  /** {@inheritDoc KpiTreeApi.getRuns} */
  getRuns(options: Parameters<KpiTreeApi['getRuns']>[0] = {}) {
    return this.get<{ items: Run[]; nextCursor?: string }>(['runs'], options);
  }

  /** {@inheritDoc KpiTreeApi.startRun} */
  startRun(sourceId: string, request?: RunRequest) {
    return this.post<Run>(['sources', sourceId, 'runs'], request);
  }

  /** {@inheritDoc KpiTreeApi.acceptRun} */
  acceptRun(runId: string) {
    return this.post<Run>(['runs', runId, 'accept']);
  }

  /** {@inheritDoc KpiTreeApi.getStatus} */
  getStatus() {
    return this.get<PortalStatus>(['status']);
  }

  /** {@inheritDoc KpiTreeApi.cancelRun} */
  cancelRun(runId: string) {
    return this.post<Run>(['runs', runId, 'cancel']);
  }

  /** {@inheritDoc KpiTreeApi.getMeasurementRights} */
  getMeasurementRights() {
    return this.get<MeasurementRights>(['measurements', 'rights']);
  }

  /** {@inheritDoc KpiTreeApi.pushMeasurements} */
  pushMeasurements<T>(
    rows: Iterable<PushRow<T>> | AsyncIterable<PushRow<T>>,
    options: PushRowsOptions<T>,
  ) {
    return new MeasurementsClient({
      baseUrl: () => this.discoveryApi.getBaseUrl('kpi-tree'),
      fetch: this.fetchApi.fetch,
    }).pushRows(rows, options);
  }

  /** {@inheritDoc KpiTreeApi.checkDraft} */
  checkDraft(yaml: string) {
    return this.post<DraftCheck>(['definitions', 'check'], { yaml });
  }

  /** {@inheritDoc KpiTreeApi.tryDraft} */
  tryDraft(yaml: string, entityRef: string) {
    return this.post<DraftTrial>(['definitions', 'try'], { yaml, entityRef });
  }

  /** {@inheritDoc KpiTreeApi.getProblems} */
  getProblems() {
    return this.getAll<Problem>(['definitions', 'problems']);
  }

  /** All pages of a list. */
  private async getAll<T>(segments: string[]): Promise<{ items: T[] }> {
    const items: T[] = [];
    let cursor: string | undefined;
    do {
      const page: Page<T> = await this.get(segments, { cursor });
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    return { items };
  }

  private get<T>(segments: string[], query: Query = {}): Promise<T> {
    return this.request<T>(segments, { query, init: { method: 'GET' } });
  }

  private post<T>(segments: string[], body?: object): Promise<T> {
    return this.request<T>(segments, {
      init: {
        method: 'POST',
        ...(body
          ? {
              headers: { 'Content-Type': 'application/json' },
              body: JSON.stringify(body),
            }
          : {}),
      },
    });
  }

  private async request<T>(
    segments: string[],
    { query = {}, init }: { query?: Query; init: RequestInit },
  ): Promise<T> {
    const response = await this.fetch(await this.urlOf(segments, query), init);
    // What was deleted has no content
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  private async urlOf(segments: string[], query: Query): Promise<string> {
    const baseUrl = await this.discoveryApi.getBaseUrl('kpi-tree');
    const path = segments.map(encodeURIComponent).join('/');
    return `${baseUrl}/v1/${path}${toSearch(query)}`;
  }

  private async fetch(url: string, init?: RequestInit): Promise<Response> {
    const response = await this.fetchApi.fetch(url, init);
    // Nobody has the route, or the app answers with its start page
    if (
      (response.status === 404 && !isJson(response)) ||
      (response.ok && isHtml(response))
    ) {
      throw new BackendMissingError(url);
    }
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }
}

function isJson({ headers }: Response): boolean {
  return headers.get('content-type')?.includes('json') === true;
}

function isHtml({ headers }: Response): boolean {
  return headers.get('content-type')?.includes('text/html') === true;
}

function segmentsOf(scope: Scope): string[] {
  if (scope === 'all') {
    return ['all'];
  }
  const { kind, namespace, name } = parseEntityRef(scope);
  return [kind.toLocaleLowerCase('en-US'), namespace, name];
}

function toSearch(query: Query): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined) {
      search.set(key, String(value));
    }
  }
  return search.size ? `?${search}` : '';
}
