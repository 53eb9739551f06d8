import { parseEntityRef } from '@backstage/catalog-model';
import type { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  type ActionFields,
  type ActionSubject,
  type ReviewFields,
  type ReviewSubject,
  apiAddress,
  type ApiAnswer,
  type ApiBody,
  type ApiMethod,
  type ApiParams,
  type ApiPath,
  type ApiPathOf,
  MeasurementsClient,
  type PushRow,
  type PushRowsOptions,
  type RunRequest,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { BackendMissingError } from './BackendMissingError';
import type { KpiTreeApi, Scope } from './KpiTreeApi';

/** The lists that are asked for as a whole, page by page. */
type ListPath = '/v1/trees' | '/v1/kpis' | '/v1/definitions/problems';

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
    return this.getAll('/v1/trees');
  }

  /** {@inheritDoc KpiTreeApi.getKpis} */
  getKpis() {
    return this.getAll('/v1/kpis');
  }

  /** {@inheritDoc KpiTreeApi.getKpi} */
  getKpi(name: string) {
    return this.get('/v1/kpis/{name}', { path: { name } });
  }

  /** {@inheritDoc KpiTreeApi.getTree} */
  getTree(name: string) {
    return this.get('/v1/trees/{name}', { path: { name } });
  }

  /** {@inheritDoc KpiTreeApi.getUsage} */
  getUsage(kind: 'Kpi' | 'KpiTree', name: string) {
    return kind === 'Kpi'
      ? this.get('/v1/kpis/{name}/usage', { path: { name } })
      : this.get('/v1/trees/{name}/usage', { path: { name } });
  }

  /** {@inheritDoc KpiTreeApi.getVersions} */
  getVersions(kind: 'Kpi' | 'KpiTree', name: string) {
    return kind === 'Kpi'
      ? this.get('/v1/kpis/{name}/versions', { path: { name } })
      : this.get('/v1/trees/{name}/versions', { path: { name } });
  }

  /** {@inheritDoc KpiTreeApi.getScorecard} */
  getScorecard(
    scope: Scope,
    query?: Parameters<KpiTreeApi['getScorecard']>[1],
  ) {
    return scope === 'all'
      ? this.get('/v1/scorecards/all', { query })
      : this.get('/v1/scorecards/{kind}/{namespace}/{name}', {
          path: pathOf(scope),
          query,
        });
  }

  /** {@inheritDoc KpiTreeApi.getHeatmap} */
  getHeatmap(query: Parameters<KpiTreeApi['getHeatmap']>[0]) {
    return this.get('/v1/heatmap', { query });
  }

  /** {@inheritDoc KpiTreeApi.getOwned} */
  getOwned(query?: Parameters<KpiTreeApi['getOwned']>[0]) {
    return this.get('/v1/owned', { query });
  }

  /** {@inheritDoc KpiTreeApi.getScores} */
  getScores(entityRefs: string[]) {
    return this.post('/v1/scores', {}, { entityRefs });
  }

  /** {@inheritDoc KpiTreeApi.getBadge} */
  async getBadge(scope: Scope, query?: Parameters<KpiTreeApi['getBadge']>[1]) {
    const url = await this.urlOf('/v1/badges/{kind}/{namespace}/{name}.svg', {
      path: pathOf(scope),
      query,
    });
    return { url, svg: await (await this.fetch(url)).text() };
  }

  /** {@inheritDoc KpiTreeApi.getHistory} */
  getHistory(scope: Scope, query: Parameters<KpiTreeApi['getHistory']>[1]) {
    return scope === 'all'
      ? this.get('/v1/scorecards/all/history', { query })
      : this.get('/v1/scorecards/{kind}/{namespace}/{name}/history', {
          path: pathOf(scope),
          query,
        });
  }

  /** {@inheritDoc KpiTreeApi.getSeries} */
  getSeries(
    scope: Scope,
    kpi: string,
    query?: Parameters<KpiTreeApi['getSeries']>[2],
  ) {
    return scope === 'all'
      ? this.get('/v1/series/all/{kpi}', { path: { kpi }, query })
      : this.get('/v1/series/{kind}/{namespace}/{name}/{kpi}', {
          path: { ...pathOf(scope), kpi },
          query,
        });
  }

  /** {@inheritDoc KpiTreeApi.getContributions} */
  getContributions(
    scope: Scope,
    kpi: string,
    query?: Parameters<KpiTreeApi['getContributions']>[2],
  ) {
    return scope === 'all'
      ? this.get('/v1/contributions/all/{kpi}', { path: { kpi }, query })
      : this.get('/v1/contributions/{kind}/{namespace}/{name}/{kpi}', {
          path: { ...pathOf(scope), kpi },
          query,
        });
  }

  /** {@inheritDoc KpiTreeApi.getBreakdown} */
  getBreakdown(
    scope: Scope,
    kpi: string,
    query?: Parameters<KpiTreeApi['getBreakdown']>[2],
  ) {
    return scope === 'all'
      ? this.get('/v1/breakdowns/all/{kpi}', { path: { kpi }, query })
      : this.get('/v1/breakdowns/{kind}/{namespace}/{name}/{kpi}', {
          path: { ...pathOf(scope), kpi },
          query,
        });
  }

  /** {@inheritDoc KpiTreeApi.getClassScorecard} */
  getClassScorecard(
    scope: Scope,
    query: Parameters<KpiTreeApi['getClassScorecard']>[1],
  ) {
    return scope === 'all'
      ? this.get('/v1/class-scorecards/all', { query })
      : this.get('/v1/class-scorecards/{kind}/{namespace}/{name}', {
          path: pathOf(scope),
          query,
        });
  }

  /** {@inheritDoc KpiTreeApi.getScorecardClasses} */
  getScorecardClasses(
    scope: Scope,
    query: Parameters<KpiTreeApi['getScorecardClasses']>[1],
  ) {
    return scope === 'all'
      ? this.get('/v1/scorecard-classes/all', { query })
      : this.get('/v1/scorecard-classes/{kind}/{namespace}/{name}', {
          path: pathOf(scope),
          query,
        });
  }

  /** {@inheritDoc KpiTreeApi.getBreakdownColumns} */
  getBreakdownColumns(kpi: string) {
    return this.get('/v1/breakdown-columns/{kpi}', { path: { kpi } });
  }

  /** {@inheritDoc KpiTreeApi.getRecordChanges} */
  getRecordChanges(
    scope: Scope,
    kpi: string,
    query?: Parameters<KpiTreeApi['getRecordChanges']>[2],
  ) {
    return scope === 'all'
      ? this.get('/v1/record-changes/all/{kpi}', { path: { kpi }, query })
      : this.get('/v1/record-changes/{kind}/{namespace}/{name}/{kpi}', {
          path: { ...pathOf(scope), kpi },
          query,
        });
  }

  /** {@inheritDoc KpiTreeApi.getRecords} */
  getRecords(
    scope: Scope,
    kpi: string,
    query?: Parameters<KpiTreeApi['getRecords']>[2],
  ) {
    return scope === 'all'
      ? this.get('/v1/records/all/{kpi}', { path: { kpi }, query })
      : this.get('/v1/records/{kind}/{namespace}/{name}/{kpi}', {
          path: { ...pathOf(scope), kpi },
          query,
        });
  }

  /** {@inheritDoc KpiTreeApi.getScoreContributions} */
  getScoreContributions(
    scope: Scope,
    query: Parameters<KpiTreeApi['getScoreContributions']>[1],
  ) {
    return scope === 'all'
      ? this.get('/v1/scorecards/all/contributions', { query })
      : this.get('/v1/scorecards/{kind}/{namespace}/{name}/contributions', {
          path: pathOf(scope),
          query,
        });
  }

  /** {@inheritDoc KpiTreeApi.getMembers} */
  getMembers(kpi: string, query?: Parameters<KpiTreeApi['getMembers']>[1]) {
    return this.get('/v1/kpis/{name}/members', { path: { name: kpi }, query });
  }

  /** {@inheritDoc KpiTreeApi.getInsights} */
  getInsights(query?: Parameters<KpiTreeApi['getInsights']>[0]) {
    return this.get('/v1/insights', { query });
  }

  /** {@inheritDoc KpiTreeApi.getQuality} */
  getQuality(query?: Parameters<KpiTreeApi['getQuality']>[0]) {
    return this.get('/v1/quality', { query });
  }

  /** {@inheritDoc KpiTreeApi.getChanges} */
  getChanges(scope: Scope, kpi: string) {
    return this.get('/v1/changes', { query: { scope, kpi } });
  }

  /** {@inheritDoc KpiTreeApi.acceptChange} */
  acceptChange(
    scope: Scope,
    kpi: string,
    change: Parameters<KpiTreeApi['acceptChange']>[2],
  ) {
    return this.post('/v1/changes', {}, { scope, kpi, ...change });
  }

  /** {@inheritDoc KpiTreeApi.withdrawChange} */
  withdrawChange(scope: Scope, kpi: string, date: string) {
    return this.request('delete', '/v1/changes', {
      query: { scope, kpi, date },
    });
  }

  /** {@inheritDoc KpiTreeApi.getActions} */
  getActions(query?: Parameters<KpiTreeApi['getActions']>[0]) {
    return this.get('/v1/actions', { query });
  }

  /** {@inheritDoc KpiTreeApi.getActionCounts} */
  getActionCounts(query: Parameters<KpiTreeApi['getActionCounts']>[0]) {
    return this.get('/v1/actions/counts', { query });
  }

  /** {@inheritDoc KpiTreeApi.getAction} */
  getAction(id: string) {
    return this.get('/v1/actions/{id}', { path: { id } });
  }

  /** {@inheritDoc KpiTreeApi.getActionChanges} */
  getActionChanges(id: string) {
    return this.get('/v1/actions/{id}/changes', { path: { id } });
  }

  /** {@inheritDoc KpiTreeApi.addAction} */
  addAction(subject: ActionSubject, fields: ActionFields) {
    return this.post('/v1/actions', {}, { subject, fields });
  }

  /** {@inheritDoc KpiTreeApi.getReviews} */
  getReviews(query?: Parameters<KpiTreeApi['getReviews']>[0]) {
    return this.get('/v1/reviews', { query });
  }

  /** {@inheritDoc KpiTreeApi.getReview} */
  getReview(id: string) {
    return this.get('/v1/reviews/{id}', { path: { id } });
  }

  /** {@inheritDoc KpiTreeApi.beginReview} */
  beginReview(subject: ReviewSubject) {
    return this.post('/v1/reviews', {}, subject);
  }

  /** {@inheritDoc KpiTreeApi.writeReview} */
  writeReview(
    id: string,
    version: number,
    fields: ReviewFields,
    { close }: { close?: boolean } = {},
  ) {
    return this.request(
      'put',
      '/v1/reviews/{id}',
      { path: { id }, query: { close } },
      fields,
      { 'If-Match': `"${version}"` },
    );
  }

  /** {@inheritDoc KpiTreeApi.updateAction} */
  updateAction(id: string, version: number, fields: ActionFields) {
    return this.request('put', '/v1/actions/{id}', { path: { id } }, fields, {
      'If-Match': `"${version}"`,
    });
  }

  /** {@inheritDoc KpiTreeApi.getComments} */
  getComments(query?: Parameters<KpiTreeApi['getComments']>[0]) {
    return this.get('/v1/comments', { query });
  }

  /** {@inheritDoc KpiTreeApi.addComment} */
  addComment(comment: Parameters<KpiTreeApi['addComment']>[0]) {
    return this.post('/v1/comments', {}, comment);
  }

  /** {@inheritDoc KpiTreeApi.updateComment} */
  updateComment(id: string, version: number, text: string) {
    return this.request(
      'put',
      '/v1/comments/{id}',
      { path: { id } },
      { text },
      {
        'If-Match': `"${version}"`,
      },
    );
  }

  /** {@inheritDoc KpiTreeApi.deleteComment} */
  deleteComment(id: string, version: number) {
    return this.request(
      'delete',
      '/v1/comments/{id}',
      { path: { id } },
      undefined,
      { 'If-Match': `"${version}"` },
    );
  }

  /** {@inheritDoc KpiTreeApi.getExceptions} */
  getExceptions(scope: Scope, kpi: string) {
    return this.get('/v1/exceptions', { query: { scope, kpi } });
  }

  /** {@inheritDoc KpiTreeApi.declareException} */
  declareException(exception: Parameters<KpiTreeApi['declareException']>[0]) {
    return this.post('/v1/exceptions', {}, exception);
  }

  /** {@inheritDoc KpiTreeApi.withdrawException} */
  withdrawException(query: Parameters<KpiTreeApi['withdrawException']>[0]) {
    return this.request('delete', '/v1/exceptions', { query });
  }

  /** {@inheritDoc KpiTreeApi.getCheckIns} */
  getCheckIns(query?: Parameters<KpiTreeApi['getCheckIns']>[0]) {
    return this.get('/v1/check-ins', { query });
  }

  /** {@inheritDoc KpiTreeApi.addCheckIn} */
  addCheckIn(checkIn: Parameters<KpiTreeApi['addCheckIn']>[0]) {
    return this.post('/v1/check-ins', {}, checkIn);
  }

  /** {@inheritDoc KpiTreeApi.getFollows} */
  getFollows() {
    return this.get('/v1/follows', {});
  }

  /** {@inheritDoc KpiTreeApi.follow} */
  follow(followed: Parameters<KpiTreeApi['follow']>[0]) {
    return this.post('/v1/follows', {}, followed);
  }

  /** {@inheritDoc KpiTreeApi.unfollow} */
  unfollow({ scope, kpi, tree }: Parameters<KpiTreeApi['unfollow']>[0]) {
    return this.request('delete', '/v1/follows', {
      query: { scope, kpi, tree },
    });
  }

  /** {@inheritDoc KpiTreeApi.getSources} */
  getSources() {
    return this.get('/v1/sources', {});
  }

  /** {@inheritDoc KpiTreeApi.getRuns} */
  getRuns(query?: Parameters<KpiTreeApi['getRuns']>[0]) {
    return this.get('/v1/runs', { query });
  }

  /** {@inheritDoc KpiTreeApi.startRun} */
  startRun(sourceId: string, request?: RunRequest) {
    return this.post(
      '/v1/sources/{id}/runs',
      { path: { id: sourceId } },
      request,
    );
  }

  /** {@inheritDoc KpiTreeApi.acceptRun} */
  acceptRun(runId: string) {
    return this.post('/v1/runs/{id}/accept', { path: { id: runId } });
  }

  /** {@inheritDoc KpiTreeApi.getStatus} */
  getStatus() {
    return this.get('/v1/status', {});
  }

  /** {@inheritDoc KpiTreeApi.cancelRun} */
  cancelRun(runId: string) {
    return this.post('/v1/runs/{id}/cancel', { path: { id: runId } });
  }

  /** {@inheritDoc KpiTreeApi.getMeasurementRights} */
  getMeasurementRights() {
    return this.get('/v1/measurements/rights', {});
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
    return this.post('/v1/definitions/check', {}, { yaml });
  }

  /** {@inheritDoc KpiTreeApi.tryDraft} */
  tryDraft(yaml: string, entityRef: string) {
    return this.post('/v1/definitions/try', {}, { yaml, entityRef });
  }

  /** {@inheritDoc KpiTreeApi.getProblems} */
  getProblems() {
    return this.getAll('/v1/definitions/problems');
  }

  /** All pages of a list. */
  private async getAll<P extends ListPath>(
    path: P,
  ): Promise<{ items: ApiAnswer<P>['items'] }> {
    const items: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.get<ListPath>(path, { query: { cursor } });
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    return { items: items as ApiAnswer<P>['items'] };
  }

  private get<P extends ApiPathOf<'get'>>(path: P, params: ApiParams<P>) {
    return this.request('get', path, params);
  }

  private post<P extends ApiPathOf<'post'>>(
    path: P,
    params: ApiParams<P, 'post'>,
    body?: ApiBody<P, 'post'>,
  ) {
    return this.request('post', path, params, body);
  }

  private async request<M extends ApiMethod, P extends ApiPathOf<M>>(
    method: M,
    path: P,
    params: ApiParams<P, M>,
    body?: ApiBody<P, M>,
    headers: Record<string, string> = {},
  ): Promise<ApiAnswer<P, M>> {
    const response = await this.fetch(await this.urlOf<P, M>(path, params), {
      method: method.toLocaleUpperCase('en-US'),
      ...(body === undefined
        ? {}
        : {
            headers: { ...headers, 'Content-Type': 'application/json' },
            body: JSON.stringify(body),
          }),
    });
    // What was deleted has no content
    return (
      response.status === 204 ? undefined : await response.json()
    ) as ApiAnswer<P, M>;
  }

  private async urlOf<P extends ApiPath, M extends ApiMethod = 'get'>(
    path: P,
    params: ApiParams<P, M>,
  ): Promise<string> {
    const baseUrl = await this.discoveryApi.getBaseUrl('kpi-tree');
    return `${baseUrl}${apiAddress<P, M>(path, params)}`;
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

/** The placeholders of the address of an entity or scope. */
function pathOf(scope: Scope) {
  const { kind, namespace, name } = parseEntityRef(scope);
  return { kind: kind.toLocaleLowerCase('en-US'), namespace, name };
}
