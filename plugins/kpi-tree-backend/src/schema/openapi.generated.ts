// *****************************************************************
// * GENERATED FROM openapi.yaml, DO NOT EDIT: `yarn build:openapi` *
// *****************************************************************

import { createValidatedOpenApiRouterFromGeneratedEndpointMap } from '@backstage/backend-openapi-utils';
import type {
  ApiAnswer,
  ApiBody,
  ApiPathParams,
  ApiQuery,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

export type EndpointMap = {
  '#get|/v1/trees': {
    query: ApiQuery<'/v1/trees', 'get'>;
    response: ApiAnswer<'/v1/trees', 'get'>;
  };
  '#get|/v1/trees/{name}': {
    path: ApiPathParams<'/v1/trees/{name}', 'get'>;
    response: ApiAnswer<'/v1/trees/{name}', 'get'>;
  };
  '#get|/v1/kpis': {
    query: ApiQuery<'/v1/kpis', 'get'>;
    response: ApiAnswer<'/v1/kpis', 'get'>;
  };
  '#get|/v1/kpis/{name}': {
    path: ApiPathParams<'/v1/kpis/{name}', 'get'>;
    response: ApiAnswer<'/v1/kpis/{name}', 'get'>;
  };
  '#get|/v1/kpis/{name}/members': {
    path: ApiPathParams<'/v1/kpis/{name}/members', 'get'>;
    query: ApiQuery<'/v1/kpis/{name}/members', 'get'>;
    response: ApiAnswer<'/v1/kpis/{name}/members', 'get'>;
  };
  '#get|/v1/insights': {
    query: ApiQuery<'/v1/insights', 'get'>;
    response: ApiAnswer<'/v1/insights', 'get'>;
  };
  '#get|/v1/trees/{name}/versions': {
    path: ApiPathParams<'/v1/trees/{name}/versions', 'get'>;
    response: ApiAnswer<'/v1/trees/{name}/versions', 'get'>;
  };
  '#get|/v1/trees/{name}/usage': {
    path: ApiPathParams<'/v1/trees/{name}/usage', 'get'>;
    response: ApiAnswer<'/v1/trees/{name}/usage', 'get'>;
  };
  '#get|/v1/kpis/{name}/versions': {
    path: ApiPathParams<'/v1/kpis/{name}/versions', 'get'>;
    response: ApiAnswer<'/v1/kpis/{name}/versions', 'get'>;
  };
  '#get|/v1/kpis/{name}/usage': {
    path: ApiPathParams<'/v1/kpis/{name}/usage', 'get'>;
    response: ApiAnswer<'/v1/kpis/{name}/usage', 'get'>;
  };
  '#get|/v1/scorecards/all': {
    query: ApiQuery<'/v1/scorecards/all', 'get'>;
    response: ApiAnswer<'/v1/scorecards/all', 'get'>;
  };
  '#get|/v1/scorecards/{kind}/{namespace}/{name}': {
    path: ApiPathParams<'/v1/scorecards/{kind}/{namespace}/{name}', 'get'>;
    query: ApiQuery<'/v1/scorecards/{kind}/{namespace}/{name}', 'get'>;
    response: ApiAnswer<'/v1/scorecards/{kind}/{namespace}/{name}', 'get'>;
  };
  '#get|/v1/scorecards/all/history': {
    query: ApiQuery<'/v1/scorecards/all/history', 'get'>;
    response: ApiAnswer<'/v1/scorecards/all/history', 'get'>;
  };
  '#get|/v1/scorecards/{kind}/{namespace}/{name}/history': {
    path: ApiPathParams<
      '/v1/scorecards/{kind}/{namespace}/{name}/history',
      'get'
    >;
    query: ApiQuery<'/v1/scorecards/{kind}/{namespace}/{name}/history', 'get'>;
    response: ApiAnswer<
      '/v1/scorecards/{kind}/{namespace}/{name}/history',
      'get'
    >;
  };
  '#get|/v1/scorecards/all/contributions': {
    query: ApiQuery<'/v1/scorecards/all/contributions', 'get'>;
    response: ApiAnswer<'/v1/scorecards/all/contributions', 'get'>;
  };
  '#get|/v1/scorecards/{kind}/{namespace}/{name}/contributions': {
    path: ApiPathParams<
      '/v1/scorecards/{kind}/{namespace}/{name}/contributions',
      'get'
    >;
    query: ApiQuery<
      '/v1/scorecards/{kind}/{namespace}/{name}/contributions',
      'get'
    >;
    response: ApiAnswer<
      '/v1/scorecards/{kind}/{namespace}/{name}/contributions',
      'get'
    >;
  };
  '#get|/v1/contributions/all/{kpi}': {
    path: ApiPathParams<'/v1/contributions/all/{kpi}', 'get'>;
    query: ApiQuery<'/v1/contributions/all/{kpi}', 'get'>;
    response: ApiAnswer<'/v1/contributions/all/{kpi}', 'get'>;
  };
  '#get|/v1/contributions/{kind}/{namespace}/{name}/{kpi}': {
    path: ApiPathParams<
      '/v1/contributions/{kind}/{namespace}/{name}/{kpi}',
      'get'
    >;
    query: ApiQuery<'/v1/contributions/{kind}/{namespace}/{name}/{kpi}', 'get'>;
    response: ApiAnswer<
      '/v1/contributions/{kind}/{namespace}/{name}/{kpi}',
      'get'
    >;
  };
  '#get|/v1/records/all/{kpi}': {
    path: ApiPathParams<'/v1/records/all/{kpi}', 'get'>;
    query: ApiQuery<'/v1/records/all/{kpi}', 'get'>;
    response: ApiAnswer<'/v1/records/all/{kpi}', 'get'>;
  };
  '#get|/v1/records/{kind}/{namespace}/{name}/{kpi}': {
    path: ApiPathParams<'/v1/records/{kind}/{namespace}/{name}/{kpi}', 'get'>;
    query: ApiQuery<'/v1/records/{kind}/{namespace}/{name}/{kpi}', 'get'>;
    response: ApiAnswer<'/v1/records/{kind}/{namespace}/{name}/{kpi}', 'get'>;
  };
  '#get|/v1/breakdowns/all/{kpi}': {
    path: ApiPathParams<'/v1/breakdowns/all/{kpi}', 'get'>;
    query: ApiQuery<'/v1/breakdowns/all/{kpi}', 'get'>;
    response: ApiAnswer<'/v1/breakdowns/all/{kpi}', 'get'>;
  };
  '#get|/v1/breakdowns/{kind}/{namespace}/{name}/{kpi}': {
    path: ApiPathParams<
      '/v1/breakdowns/{kind}/{namespace}/{name}/{kpi}',
      'get'
    >;
    query: ApiQuery<'/v1/breakdowns/{kind}/{namespace}/{name}/{kpi}', 'get'>;
    response: ApiAnswer<
      '/v1/breakdowns/{kind}/{namespace}/{name}/{kpi}',
      'get'
    >;
  };
  '#get|/v1/class-scorecards/all': {
    query: ApiQuery<'/v1/class-scorecards/all', 'get'>;
    response: ApiAnswer<'/v1/class-scorecards/all', 'get'>;
  };
  '#get|/v1/class-scorecards/{kind}/{namespace}/{name}': {
    path: ApiPathParams<
      '/v1/class-scorecards/{kind}/{namespace}/{name}',
      'get'
    >;
    query: ApiQuery<'/v1/class-scorecards/{kind}/{namespace}/{name}', 'get'>;
    response: ApiAnswer<
      '/v1/class-scorecards/{kind}/{namespace}/{name}',
      'get'
    >;
  };
  '#get|/v1/scorecard-classes/all': {
    query: ApiQuery<'/v1/scorecard-classes/all', 'get'>;
    response: ApiAnswer<'/v1/scorecard-classes/all', 'get'>;
  };
  '#get|/v1/scorecard-classes/{kind}/{namespace}/{name}': {
    path: ApiPathParams<
      '/v1/scorecard-classes/{kind}/{namespace}/{name}',
      'get'
    >;
    query: ApiQuery<'/v1/scorecard-classes/{kind}/{namespace}/{name}', 'get'>;
    response: ApiAnswer<
      '/v1/scorecard-classes/{kind}/{namespace}/{name}',
      'get'
    >;
  };
  '#get|/v1/breakdown-columns/{kpi}': {
    path: ApiPathParams<'/v1/breakdown-columns/{kpi}', 'get'>;
    response: ApiAnswer<'/v1/breakdown-columns/{kpi}', 'get'>;
  };
  '#get|/v1/record-changes/all/{kpi}': {
    path: ApiPathParams<'/v1/record-changes/all/{kpi}', 'get'>;
    query: ApiQuery<'/v1/record-changes/all/{kpi}', 'get'>;
    response: ApiAnswer<'/v1/record-changes/all/{kpi}', 'get'>;
  };
  '#get|/v1/record-changes/{kind}/{namespace}/{name}/{kpi}': {
    path: ApiPathParams<
      '/v1/record-changes/{kind}/{namespace}/{name}/{kpi}',
      'get'
    >;
    query: ApiQuery<
      '/v1/record-changes/{kind}/{namespace}/{name}/{kpi}',
      'get'
    >;
    response: ApiAnswer<
      '/v1/record-changes/{kind}/{namespace}/{name}/{kpi}',
      'get'
    >;
  };
  '#post|/v1/measurements': {
    body: ApiBody<'/v1/measurements', 'post'>;
    response: ApiAnswer<'/v1/measurements', 'post'>;
  };
  '#_delete|/v1/measurements': {
    query: ApiQuery<'/v1/measurements', 'delete'>;
    response: ApiAnswer<'/v1/measurements', 'delete'>;
  };
  '#post|/v1/measurements/import': {
    query: ApiQuery<'/v1/measurements/import', 'post'>;
    response: ApiAnswer<'/v1/measurements/import', 'post'>;
  };
  '#get|/v1/measurements/rights': {
    response: ApiAnswer<'/v1/measurements/rights', 'get'>;
  };
  '#get|/v1/series/all/{kpi}': {
    path: ApiPathParams<'/v1/series/all/{kpi}', 'get'>;
    query: ApiQuery<'/v1/series/all/{kpi}', 'get'>;
    response: ApiAnswer<'/v1/series/all/{kpi}', 'get'>;
  };
  '#get|/v1/series/{kind}/{namespace}/{name}/{kpi}': {
    path: ApiPathParams<'/v1/series/{kind}/{namespace}/{name}/{kpi}', 'get'>;
    query: ApiQuery<'/v1/series/{kind}/{namespace}/{name}/{kpi}', 'get'>;
    response: ApiAnswer<'/v1/series/{kind}/{namespace}/{name}/{kpi}', 'get'>;
  };
  '#get|/v1/changes': {
    query: ApiQuery<'/v1/changes', 'get'>;
    response: ApiAnswer<'/v1/changes', 'get'>;
  };
  '#post|/v1/changes': {
    body: ApiBody<'/v1/changes', 'post'>;
    response: ApiAnswer<'/v1/changes', 'post'>;
  };
  '#_delete|/v1/changes': {
    query: ApiQuery<'/v1/changes', 'delete'>;
    response: ApiAnswer<'/v1/changes', 'delete'>;
  };
  '#get|/v1/reviews': {
    query: ApiQuery<'/v1/reviews', 'get'>;
    response: ApiAnswer<'/v1/reviews', 'get'>;
  };
  '#post|/v1/reviews': {
    body: ApiBody<'/v1/reviews', 'post'>;
    response: ApiAnswer<'/v1/reviews', 'post'>;
  };
  '#get|/v1/reviews/{id}': {
    path: ApiPathParams<'/v1/reviews/{id}', 'get'>;
    response: ApiAnswer<'/v1/reviews/{id}', 'get'>;
  };
  '#put|/v1/reviews/{id}': {
    path: ApiPathParams<'/v1/reviews/{id}', 'put'>;
    query: ApiQuery<'/v1/reviews/{id}', 'put'>;
    body: ApiBody<'/v1/reviews/{id}', 'put'>;
    response: ApiAnswer<'/v1/reviews/{id}', 'put'>;
  };
  '#get|/v1/reviews/{id}/changes': {
    path: ApiPathParams<'/v1/reviews/{id}/changes', 'get'>;
    response: ApiAnswer<'/v1/reviews/{id}/changes', 'get'>;
  };
  '#get|/v1/actions': {
    query: ApiQuery<'/v1/actions', 'get'>;
    response: ApiAnswer<'/v1/actions', 'get'>;
  };
  '#post|/v1/actions': {
    body: ApiBody<'/v1/actions', 'post'>;
    response: ApiAnswer<'/v1/actions', 'post'>;
  };
  '#get|/v1/actions/counts': {
    query: ApiQuery<'/v1/actions/counts', 'get'>;
    response: ApiAnswer<'/v1/actions/counts', 'get'>;
  };
  '#get|/v1/actions/{id}': {
    path: ApiPathParams<'/v1/actions/{id}', 'get'>;
    response: ApiAnswer<'/v1/actions/{id}', 'get'>;
  };
  '#put|/v1/actions/{id}': {
    path: ApiPathParams<'/v1/actions/{id}', 'put'>;
    body: ApiBody<'/v1/actions/{id}', 'put'>;
    response: ApiAnswer<'/v1/actions/{id}', 'put'>;
  };
  '#get|/v1/actions/{id}/changes': {
    path: ApiPathParams<'/v1/actions/{id}/changes', 'get'>;
    response: ApiAnswer<'/v1/actions/{id}/changes', 'get'>;
  };
  '#get|/v1/comments': {
    query: ApiQuery<'/v1/comments', 'get'>;
    response: ApiAnswer<'/v1/comments', 'get'>;
  };
  '#post|/v1/comments': {
    body: ApiBody<'/v1/comments', 'post'>;
    response: ApiAnswer<'/v1/comments', 'post'>;
  };
  '#get|/v1/comments/{id}': {
    path: ApiPathParams<'/v1/comments/{id}', 'get'>;
    response: ApiAnswer<'/v1/comments/{id}', 'get'>;
  };
  '#put|/v1/comments/{id}': {
    path: ApiPathParams<'/v1/comments/{id}', 'put'>;
    body: ApiBody<'/v1/comments/{id}', 'put'>;
    response: ApiAnswer<'/v1/comments/{id}', 'put'>;
  };
  '#_delete|/v1/comments/{id}': {
    path: ApiPathParams<'/v1/comments/{id}', 'delete'>;
    response: ApiAnswer<'/v1/comments/{id}', 'delete'>;
  };
  '#get|/v1/comments/{id}/changes': {
    path: ApiPathParams<'/v1/comments/{id}/changes', 'get'>;
    response: ApiAnswer<'/v1/comments/{id}/changes', 'get'>;
  };
  '#get|/v1/check-ins': {
    query: ApiQuery<'/v1/check-ins', 'get'>;
    response: ApiAnswer<'/v1/check-ins', 'get'>;
  };
  '#post|/v1/check-ins': {
    body: ApiBody<'/v1/check-ins', 'post'>;
    response: ApiAnswer<'/v1/check-ins', 'post'>;
  };
  '#get|/v1/check-ins/missing': {
    query: ApiQuery<'/v1/check-ins/missing', 'get'>;
    response: ApiAnswer<'/v1/check-ins/missing', 'get'>;
  };
  '#get|/v1/exceptions': {
    query: ApiQuery<'/v1/exceptions', 'get'>;
    response: ApiAnswer<'/v1/exceptions', 'get'>;
  };
  '#post|/v1/exceptions': {
    body: ApiBody<'/v1/exceptions', 'post'>;
    response: ApiAnswer<'/v1/exceptions', 'post'>;
  };
  '#_delete|/v1/exceptions': {
    query: ApiQuery<'/v1/exceptions', 'delete'>;
    response: ApiAnswer<'/v1/exceptions', 'delete'>;
  };
  '#get|/v1/follows': { response: ApiAnswer<'/v1/follows', 'get'> };
  '#post|/v1/follows': {
    body: ApiBody<'/v1/follows', 'post'>;
    response: ApiAnswer<'/v1/follows', 'post'>;
  };
  '#_delete|/v1/follows': {
    query: ApiQuery<'/v1/follows', 'delete'>;
    response: ApiAnswer<'/v1/follows', 'delete'>;
  };
  '#get|/v1/message-preferences': {
    response: ApiAnswer<'/v1/message-preferences', 'get'>;
  };
  '#put|/v1/message-preferences': {
    body: ApiBody<'/v1/message-preferences', 'put'>;
    response: ApiAnswer<'/v1/message-preferences', 'put'>;
  };
  '#get|/v1/definitions/problems': {
    query: ApiQuery<'/v1/definitions/problems', 'get'>;
    response: ApiAnswer<'/v1/definitions/problems', 'get'>;
  };
  '#get|/v1/quality': {
    query: ApiQuery<'/v1/quality', 'get'>;
    response: ApiAnswer<'/v1/quality', 'get'>;
  };
  '#get|/v1/status': { response: ApiAnswer<'/v1/status', 'get'> };
  '#get|/v1/sources': { response: ApiAnswer<'/v1/sources', 'get'> };
  '#post|/v1/definitions/check': {
    body: ApiBody<'/v1/definitions/check', 'post'>;
    response: ApiAnswer<'/v1/definitions/check', 'post'>;
  };
  '#post|/v1/definitions/try': {
    body: ApiBody<'/v1/definitions/try', 'post'>;
    response: ApiAnswer<'/v1/definitions/try', 'post'>;
  };
  '#post|/v1/sources/{id}/runs': {
    path: ApiPathParams<'/v1/sources/{id}/runs', 'post'>;
    body: ApiBody<'/v1/sources/{id}/runs', 'post'>;
    response: ApiAnswer<'/v1/sources/{id}/runs', 'post'>;
  };
  '#get|/v1/runs': {
    query: ApiQuery<'/v1/runs', 'get'>;
    response: ApiAnswer<'/v1/runs', 'get'>;
  };
  '#post|/v1/runs/{id}/accept': {
    path: ApiPathParams<'/v1/runs/{id}/accept', 'post'>;
    response: ApiAnswer<'/v1/runs/{id}/accept', 'post'>;
  };
  '#post|/v1/runs/{id}/cancel': {
    path: ApiPathParams<'/v1/runs/{id}/cancel', 'post'>;
    response: ApiAnswer<'/v1/runs/{id}/cancel', 'post'>;
  };
  '#get|/v1/runs/{id}': {
    path: ApiPathParams<'/v1/runs/{id}', 'get'>;
    response: ApiAnswer<'/v1/runs/{id}', 'get'>;
  };
  '#get|/v1/heatmap': {
    query: ApiQuery<'/v1/heatmap', 'get'>;
    response: ApiAnswer<'/v1/heatmap', 'get'>;
  };
  '#get|/v1/owned': {
    query: ApiQuery<'/v1/owned', 'get'>;
    response: ApiAnswer<'/v1/owned', 'get'>;
  };
  '#post|/v1/scores': {
    body: ApiBody<'/v1/scores', 'post'>;
    response: ApiAnswer<'/v1/scores', 'post'>;
  };
  '#get|/v1/badges/{kind}/{namespace}/{name}.svg': {
    path: ApiPathParams<'/v1/badges/{kind}/{namespace}/{name}.svg', 'get'>;
    query: ApiQuery<'/v1/badges/{kind}/{namespace}/{name}.svg', 'get'>;
    response: ApiAnswer<'/v1/badges/{kind}/{namespace}/{name}.svg', 'get'>;
  };
};

export const spec = {
  openapi: '3.1.0',
  info: {
    title: 'kpi-tree',
    version: '1',
    description:
      'KPI trees of catalog entities and scopes: definitions, scorecards, history and collection. Every route needs a Backstage token; callers who may not read an entity in the catalog do not see its KPIs. While there are no numbers, routes answer 503: with the error ComputingError while numbers are recomputed after an upgrade, and with MisconfiguredError, which names the key, until the configuration is correct.',
    license: {
      name: 'Apache-2.0',
      url: 'http://www.apache.org/licenses/LICENSE-2.0.html',
    },
  },
  servers: [
    {
      url: '/',
    },
  ],
  paths: {
    '/v1/trees': {
      get: {
        operationId: 'GetTrees',
        summary: 'The KPI trees',
        parameters: [
          {
            $ref: '#/components/parameters/limit',
          },
          {
            $ref: '#/components/parameters/cursor',
          },
        ],
        responses: {
          '200': {
            description: 'The valid trees that the caller may read.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/KpiTreeList',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/trees/{name}': {
      get: {
        operationId: 'GetTree',
        summary: 'One KPI tree',
        parameters: [
          {
            $ref: '#/components/parameters/name',
          },
        ],
        responses: {
          '200': {
            description: 'The tree.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/KpiTreeDefinition',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/kpis': {
      get: {
        operationId: 'GetKpis',
        summary: 'The KPIs',
        parameters: [
          {
            $ref: '#/components/parameters/limit',
          },
          {
            $ref: '#/components/parameters/cursor',
          },
        ],
        responses: {
          '200': {
            description: 'The valid KPIs that the caller may read.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/KpiList',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/kpis/{name}': {
      get: {
        operationId: 'GetKpi',
        summary: 'One KPI',
        parameters: [
          {
            $ref: '#/components/parameters/name',
          },
        ],
        responses: {
          '200': {
            description: 'The KPI.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/KpiDefinition',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/kpis/{name}/members': {
      get: {
        operationId: 'GetKpiMembers',
        summary: 'The value of each member of a scope',
        parameters: [
          {
            $ref: '#/components/parameters/name',
          },
          {
            name: 'scope',
            in: 'query',
            description:
              'Entity reference of a System, Domain or Group, or `all`.',
            allowReserved: true,
            schema: {
              type: 'string',
              maxLength: 255,
              default: 'all',
            },
          },
          {
            name: 'sort',
            in: 'query',
            description:
              '`score`: worst first; `value`: highest first; `name`: by title. Members without a value come last.',
            schema: {
              type: 'string',
              enum: ['score', 'value', 'name'],
              default: 'score',
            },
          },
          {
            name: 'limit',
            in: 'query',
            schema: {
              type: 'integer',
              minimum: 1,
              maximum: 500,
              default: 50,
            },
          },
          {
            $ref: '#/components/parameters/cursor',
          },
          {
            $ref: '#/components/parameters/asOf',
          },
        ],
        responses: {
          '200': {
            description: 'A page of members that the caller may read.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/MemberPage',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/insights': {
      get: {
        operationId: 'GetInsights',
        summary: 'What moved in a scope, most important first',
        parameters: [
          {
            name: 'scope',
            in: 'query',
            description:
              'Entity reference, or `all`. A System, Domain or Group includes its members.',
            allowReserved: true,
            schema: {
              type: 'string',
              maxLength: 255,
              default: 'all',
            },
          },
          {
            name: 'since',
            in: 'query',
            description:
              'What was known before this day is left out: a date, or an ISO 8601 duration before today, such as `P7D`.',
            schema: {
              type: 'string',
              maxLength: 32,
              default: 'P1M',
            },
          },
          {
            name: 'limit',
            in: 'query',
            schema: {
              type: 'integer',
              minimum: 1,
              maximum: 200,
              default: 50,
            },
          },
          {
            $ref: '#/components/parameters/cursor',
          },
        ],
        responses: {
          '200': {
            description:
              'A page of what moved, of entities that the caller may read.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/InsightPage',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/trees/{name}/versions': {
      get: {
        operationId: 'GetTreeVersions',
        summary: 'Every version that was used for evaluation, newest first',
        parameters: [
          {
            $ref: '#/components/parameters/name',
          },
        ],
        responses: {
          '200': {
            description:
              'Every version that was used for evaluation, newest first.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/DefinitionRevisionList',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/trees/{name}/usage': {
      get: {
        operationId: 'GetTreeUsage',
        summary: 'Where it is used, as far as the caller may read',
        parameters: [
          {
            $ref: '#/components/parameters/name',
          },
        ],
        responses: {
          '200': {
            description: 'Where it is used, as far as the caller may read.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/DefinitionUsage',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/kpis/{name}/versions': {
      get: {
        operationId: 'GetKpiVersions',
        summary: 'Every version that was used for evaluation, newest first',
        parameters: [
          {
            $ref: '#/components/parameters/name',
          },
        ],
        responses: {
          '200': {
            description:
              'Every version that was used for evaluation, newest first.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/DefinitionRevisionList',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/kpis/{name}/usage': {
      get: {
        operationId: 'GetKpiUsage',
        summary: 'Where it is used, as far as the caller may read',
        parameters: [
          {
            $ref: '#/components/parameters/name',
          },
        ],
        responses: {
          '200': {
            description: 'Where it is used, as far as the caller may read.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/DefinitionUsage',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/scorecards/all': {
      get: {
        operationId: 'GetPortfolioScorecard',
        summary: 'The trees evaluated for everything that the caller may read',
        parameters: [
          {
            $ref: '#/components/parameters/tree',
          },
          {
            $ref: '#/components/parameters/asOf',
          },
          {
            $ref: '#/components/parameters/compare',
          },
        ],
        responses: {
          '200': {
            description: 'The scorecard.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/Scorecard',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/scorecards/{kind}/{namespace}/{name}': {
      get: {
        operationId: 'GetScorecard',
        summary: 'The trees evaluated for an entity or scope',
        parameters: [
          {
            $ref: '#/components/parameters/kind',
          },
          {
            $ref: '#/components/parameters/namespace',
          },
          {
            $ref: '#/components/parameters/name',
          },
          {
            $ref: '#/components/parameters/tree',
          },
          {
            $ref: '#/components/parameters/asOf',
          },
          {
            $ref: '#/components/parameters/compare',
          },
        ],
        responses: {
          '200': {
            description: 'The scorecard; without trees if none is attached.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/Scorecard',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/scorecards/all/history': {
      get: {
        operationId: 'GetPortfolioHistory',
        summary:
          'The score history of a node, over everything that the caller may read',
        description:
          'For each complete period, what the scorecard showed at its end: each KPI with its last complete period at that time.',
        parameters: [
          {
            name: 'tree',
            in: 'query',
            required: true,
            schema: {
              type: 'string',
              maxLength: 255,
            },
          },
          {
            name: 'node',
            in: 'query',
            description: 'The id of a node; the root of the tree if not given.',
            schema: {
              type: 'string',
              maxLength: 255,
            },
          },
          {
            $ref: '#/components/parameters/from',
          },
          {
            $ref: '#/components/parameters/to',
          },
          {
            $ref: '#/components/parameters/period',
          },
        ],
        responses: {
          '200': {
            description: 'The history.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/ScoreHistory',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/scorecards/{kind}/{namespace}/{name}/history': {
      get: {
        operationId: 'GetScoreHistory',
        summary: 'The score history of a node, for an entity or scope',
        description:
          'For each complete period, what the scorecard showed at its end: each KPI with its last complete period at that time.',
        parameters: [
          {
            $ref: '#/components/parameters/kind',
          },
          {
            $ref: '#/components/parameters/namespace',
          },
          {
            $ref: '#/components/parameters/name',
          },
          {
            name: 'tree',
            in: 'query',
            required: true,
            schema: {
              type: 'string',
              maxLength: 255,
            },
          },
          {
            name: 'node',
            in: 'query',
            description: 'The id of a node; the root of the tree if not given.',
            schema: {
              type: 'string',
              maxLength: 255,
            },
          },
          {
            $ref: '#/components/parameters/from',
          },
          {
            $ref: '#/components/parameters/to',
          },
          {
            $ref: '#/components/parameters/period',
          },
        ],
        responses: {
          '200': {
            description: 'The history.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/ScoreHistory',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/scorecards/all/contributions': {
      get: {
        operationId: 'GetPortfolioScoreContributions',
        summary:
          "Which children explain the change of a node's score, over everything",
        description:
          'The shares of the children add up to the change of the score. Compares the last complete period with the one before it, if no dates are given.',
        parameters: [
          {
            name: 'tree',
            in: 'query',
            required: true,
            schema: {
              type: 'string',
              maxLength: 255,
            },
          },
          {
            name: 'node',
            in: 'query',
            description: 'The id of a node; the root of the tree if not given.',
            schema: {
              type: 'string',
              maxLength: 255,
            },
          },
          {
            $ref: '#/components/parameters/periodBefore',
          },
          {
            $ref: '#/components/parameters/periodAfter',
          },
          {
            $ref: '#/components/parameters/period',
          },
          {
            $ref: '#/components/parameters/parts',
          },
        ],
        responses: {
          '200': {
            description: 'The change and its parts.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/Contribution',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/scorecards/{kind}/{namespace}/{name}/contributions': {
      get: {
        operationId: 'GetScoreContributions',
        summary: "Which children explain the change of a node's score",
        description:
          'The shares of the children add up to the change of the score. Compares the last complete period with the one before it, if no dates are given.',
        parameters: [
          {
            $ref: '#/components/parameters/kind',
          },
          {
            $ref: '#/components/parameters/namespace',
          },
          {
            $ref: '#/components/parameters/name',
          },
          {
            name: 'tree',
            in: 'query',
            required: true,
            schema: {
              type: 'string',
              maxLength: 255,
            },
          },
          {
            name: 'node',
            in: 'query',
            description: 'The id of a node; the root of the tree if not given.',
            schema: {
              type: 'string',
              maxLength: 255,
            },
          },
          {
            $ref: '#/components/parameters/periodBefore',
          },
          {
            $ref: '#/components/parameters/periodAfter',
          },
          {
            $ref: '#/components/parameters/period',
          },
          {
            $ref: '#/components/parameters/parts',
          },
        ],
        responses: {
          '200': {
            description: 'The change and its parts.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/Contribution',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/contributions/all/{kpi}': {
      get: {
        operationId: 'GetPortfolioContributions',
        summary: 'Which entities explain the change of a KPI over all of them',
        description:
          'The shares of the members add up to the change of a sum, a mean, or a formula made of them. For others the answer says why there are no shares. Compares the last complete period with the one before it, if no dates are given.',
        parameters: [
          {
            $ref: '#/components/parameters/kpi',
          },
          {
            $ref: '#/components/parameters/periodBefore',
          },
          {
            $ref: '#/components/parameters/periodAfter',
          },
          {
            name: 'by',
            in: 'query',
            description:
              'Each member by itself, or grouped by owner or System.',
            schema: {
              $ref: '#/components/schemas/ContributionBy',
            },
          },
          {
            $ref: '#/components/parameters/parts',
          },
        ],
        responses: {
          '200': {
            description: 'The change and its parts.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/Contribution',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/contributions/{kind}/{namespace}/{name}/{kpi}': {
      get: {
        operationId: 'GetContributions',
        summary:
          'Which members of a System, Domain or Group explain the change of a KPI',
        description:
          'The shares of the members add up to the change of a sum, a mean, or a formula made of them. For others the answer says why there are no shares. Compares the last complete period with the one before it, if no dates are given.',
        parameters: [
          {
            $ref: '#/components/parameters/kind',
          },
          {
            $ref: '#/components/parameters/namespace',
          },
          {
            $ref: '#/components/parameters/name',
          },
          {
            $ref: '#/components/parameters/kpi',
          },
          {
            $ref: '#/components/parameters/periodBefore',
          },
          {
            $ref: '#/components/parameters/periodAfter',
          },
          {
            name: 'by',
            in: 'query',
            description:
              'Each member by itself, or grouped by owner or System.',
            schema: {
              $ref: '#/components/schemas/ContributionBy',
            },
          },
          {
            $ref: '#/components/parameters/parts',
          },
        ],
        responses: {
          '200': {
            description: 'The change and its parts.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/Contribution',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/records/all/{kpi}': {
      get: {
        operationId: 'GetPortfolioRecords',
        summary: 'The records behind the value of a KPI over all entities',
        description:
          'Needs the permission `kpi-tree.record.read`. Only columns that the admin of the portal declared leave it, and dates and numbers that the KPI reads; those with personal data need `kpi-tree.record.personal.read`. A record that counts for several members is an item for each.',
        parameters: [
          {
            $ref: '#/components/parameters/kpi',
          },
          {
            name: 'period',
            in: 'query',
            description:
              'A date in the period, `YYYY-MM-DD`; by default in the last complete one.',
            schema: {
              type: 'string',
              maxLength: 32,
            },
          },
          {
            name: 'sort',
            in: 'query',
            description:
              'A column of the answer, or `value`, what a record adds. By default the worst come first.',
            schema: {
              type: 'string',
              maxLength: 255,
            },
          },
          {
            name: 'descending',
            in: 'query',
            description: 'The largest first, if `sort` is given.',
            schema: {
              type: 'boolean',
              default: true,
            },
          },
          {
            name: 'limit',
            in: 'query',
            schema: {
              type: 'integer',
              minimum: 1,
              maximum: 500,
              default: 50,
            },
          },
          {
            $ref: '#/components/parameters/cursor',
          },
        ],
        responses: {
          '200': {
            description: 'A page of records, and what all of them come to.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/RecordPage',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/records/{kind}/{namespace}/{name}/{kpi}': {
      get: {
        operationId: 'GetRecords',
        summary: 'The records behind the value of a KPI of an entity or scope',
        description:
          'Needs the permission `kpi-tree.record.read`. Only columns that the admin of the portal declared leave it, and dates and numbers that the KPI reads; those with personal data need `kpi-tree.record.personal.read`. A record that counts for several members is an item for each.',
        parameters: [
          {
            $ref: '#/components/parameters/kind',
          },
          {
            $ref: '#/components/parameters/namespace',
          },
          {
            $ref: '#/components/parameters/name',
          },
          {
            $ref: '#/components/parameters/kpi',
          },
          {
            name: 'period',
            in: 'query',
            description:
              'A date in the period, `YYYY-MM-DD`; by default in the last complete one.',
            schema: {
              type: 'string',
              maxLength: 32,
            },
          },
          {
            name: 'sort',
            in: 'query',
            description:
              'A column of the answer, or `value`, what a record adds. By default the worst come first.',
            schema: {
              type: 'string',
              maxLength: 255,
            },
          },
          {
            name: 'descending',
            in: 'query',
            description: 'The largest first, if `sort` is given.',
            schema: {
              type: 'boolean',
              default: true,
            },
          },
          {
            name: 'limit',
            in: 'query',
            schema: {
              type: 'integer',
              minimum: 1,
              maximum: 500,
              default: 50,
            },
          },
          {
            $ref: '#/components/parameters/cursor',
          },
        ],
        responses: {
          '200': {
            description: 'A page of records, and what all of them come to.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/RecordPage',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/breakdowns/all/{kpi}': {
      get: {
        operationId: 'GetPortfolioBreakdown',
        summary: 'A KPI by class over all entities',
        description:
          'By the values of a column of its records, as `spec.breakdowns` of the Kpi names it: a value a period for each class, and which class made the change between two complete periods, the last two if no dates are given.',
        parameters: [
          {
            $ref: '#/components/parameters/kpi',
          },
          {
            name: 'by',
            in: 'query',
            description:
              'The id of a breakdown of the KPI; its first if not given.',
            schema: {
              type: 'string',
              maxLength: 63,
            },
          },
          {
            name: 'column',
            in: 'query',
            description:
              'Another column of its records, in place of `by`, as `breakdown-columns` lists them: computed from the records that are kept. Needs the permission `kpi-tree.record.read`, and `kpi-tree.record.personal.read` for personal data.',
            schema: {
              type: 'string',
              minLength: 1,
              maxLength: 255,
            },
          },
          {
            $ref: '#/components/parameters/from',
          },
          {
            $ref: '#/components/parameters/to',
          },
          {
            name: 'top',
            in: 'query',
            description:
              'How many classes are shown each by itself, as the Kpi says if not given; the others are summed up.',
            schema: {
              type: 'integer',
              minimum: 1,
              maximum: 30,
            },
          },
          {
            name: 'before',
            in: 'query',
            description:
              'A date in the period that is compared with, `YYYY-MM-DD`.',
            schema: {
              type: 'string',
              maxLength: 32,
            },
          },
          {
            name: 'after',
            in: 'query',
            description:
              'A date in the complete period that is explained, `YYYY-MM-DD`.',
            schema: {
              type: 'string',
              maxLength: 32,
            },
          },
        ],
        responses: {
          '200': {
            description: 'The KPI by class.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/Breakdown',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/breakdowns/{kind}/{namespace}/{name}/{kpi}': {
      get: {
        operationId: 'GetBreakdown',
        summary: 'A KPI of an entity or scope by class',
        description:
          'By the values of a column of its records, as `spec.breakdowns` of the Kpi names it: a value a period for each class, and which class made the change between two complete periods, the last two if no dates are given.',
        parameters: [
          {
            $ref: '#/components/parameters/kind',
          },
          {
            $ref: '#/components/parameters/namespace',
          },
          {
            $ref: '#/components/parameters/name',
          },
          {
            $ref: '#/components/parameters/kpi',
          },
          {
            name: 'by',
            in: 'query',
            description:
              'The id of a breakdown of the KPI; its first if not given.',
            schema: {
              type: 'string',
              maxLength: 63,
            },
          },
          {
            name: 'column',
            in: 'query',
            description:
              'Another column of its records, in place of `by`, as `breakdown-columns` lists them: computed from the records that are kept. Needs the permission `kpi-tree.record.read`, and `kpi-tree.record.personal.read` for personal data.',
            schema: {
              type: 'string',
              minLength: 1,
              maxLength: 255,
            },
          },
          {
            $ref: '#/components/parameters/from',
          },
          {
            $ref: '#/components/parameters/to',
          },
          {
            name: 'top',
            in: 'query',
            description:
              'How many classes are shown each by itself, as the Kpi says if not given; the others are summed up.',
            schema: {
              type: 'integer',
              minimum: 1,
              maximum: 30,
            },
          },
          {
            name: 'before',
            in: 'query',
            description:
              'A date in the period that is compared with, `YYYY-MM-DD`.',
            schema: {
              type: 'string',
              maxLength: 32,
            },
          },
          {
            name: 'after',
            in: 'query',
            description:
              'A date in the complete period that is explained, `YYYY-MM-DD`.',
            schema: {
              type: 'string',
              maxLength: 32,
            },
          },
        ],
        responses: {
          '200': {
            description: 'The KPI by class.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/Breakdown',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/class-scorecards/all': {
      get: {
        operationId: 'GetPortfolioClassScorecard',
        summary:
          'The trees evaluated for one class over everything that the caller may read',
        description:
          'With the values of the class, for the KPIs that are broken down like this. Those that are the mean of their classes, and quantiles, are held against their targets; sums and all others are not, as the target of the whole is none of a class. What is not judged does not count in the scores of nodes.',
        parameters: [
          {
            name: 'by',
            in: 'query',
            required: true,
            description: 'The id of a breakdown.',
            schema: {
              type: 'string',
              minLength: 1,
              maxLength: 63,
            },
          },
          {
            name: 'class',
            in: 'query',
            required: true,
            description:
              'The text of the class; empty for records in which it is blank.',
            allowEmptyValue: true,
            schema: {
              type: 'string',
              maxLength: 255,
            },
          },
          {
            $ref: '#/components/parameters/tree',
          },
          {
            $ref: '#/components/parameters/asOf',
          },
        ],
        responses: {
          '200': {
            description: 'The scorecard of the class.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/ClassScorecard',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/class-scorecards/{kind}/{namespace}/{name}': {
      get: {
        operationId: 'GetClassScorecard',
        summary: 'The trees evaluated for one class of an entity or scope',
        description:
          'With the values of the class, for the KPIs that are broken down like this. Those that are the mean of their classes, and quantiles, are held against their targets; sums and all others are not, as the target of the whole is none of a class. What is not judged does not count in the scores of nodes.',
        parameters: [
          {
            $ref: '#/components/parameters/kind',
          },
          {
            $ref: '#/components/parameters/namespace',
          },
          {
            $ref: '#/components/parameters/name',
          },
          {
            name: 'by',
            in: 'query',
            required: true,
            description: 'The id of a breakdown.',
            schema: {
              type: 'string',
              minLength: 1,
              maxLength: 63,
            },
          },
          {
            name: 'class',
            in: 'query',
            required: true,
            description:
              'The text of the class; empty for records in which it is blank.',
            allowEmptyValue: true,
            schema: {
              type: 'string',
              maxLength: 255,
            },
          },
          {
            $ref: '#/components/parameters/tree',
          },
          {
            $ref: '#/components/parameters/asOf',
          },
        ],
        responses: {
          '200': {
            description: 'The scorecard of the class.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/ClassScorecard',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/scorecard-classes/all': {
      get: {
        operationId: 'GetPortfolioScorecardClasses',
        summary: 'Which classes the KPIs of trees have',
        parameters: [
          {
            name: 'by',
            in: 'query',
            required: true,
            description: 'The id of a breakdown.',
            schema: {
              type: 'string',
              minLength: 1,
              maxLength: 63,
            },
          },
          {
            $ref: '#/components/parameters/tree',
          },
          {
            $ref: '#/components/parameters/asOf',
          },
        ],
        responses: {
          '200': {
            description: 'The classes.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/ScorecardClasses',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/scorecard-classes/{kind}/{namespace}/{name}': {
      get: {
        operationId: 'GetScorecardClasses',
        summary: 'Which classes the KPIs of trees have for an entity or scope',
        parameters: [
          {
            $ref: '#/components/parameters/kind',
          },
          {
            $ref: '#/components/parameters/namespace',
          },
          {
            $ref: '#/components/parameters/name',
          },
          {
            name: 'by',
            in: 'query',
            required: true,
            description: 'The id of a breakdown.',
            schema: {
              type: 'string',
              minLength: 1,
              maxLength: 63,
            },
          },
          {
            $ref: '#/components/parameters/tree',
          },
          {
            $ref: '#/components/parameters/asOf',
          },
        ],
        responses: {
          '200': {
            description: 'The classes.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/ScorecardClasses',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/breakdown-columns/{kpi}': {
      get: {
        operationId: 'GetBreakdownColumns',
        summary: 'By which columns of its records a KPI can be broken down',
        description:
          'Those that the admin of the source named, beside the breakdowns that the KPI has; none where its records are not kept. Needs the permission `kpi-tree.record.read`, and `kpi-tree.record.personal.read` for those with personal data.',
        parameters: [
          {
            $ref: '#/components/parameters/kpi',
          },
        ],
        responses: {
          '200': {
            description: 'The columns.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/BreakdownColumns',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/record-changes/all/{kpi}': {
      get: {
        operationId: 'GetPortfolioRecordChanges',
        summary:
          'How the records behind two values of a KPI over all entities differ',
        description:
          'Needs the permission `kpi-tree.record.read`; columns as in the list of records. The earlier period is `before`. What the groups come to, and the values of each class, adds up to what all records come to.',
        parameters: [
          {
            $ref: '#/components/parameters/kpi',
          },
          {
            name: 'from',
            in: 'query',
            description:
              'A date in the period with which is compared, `YYYY-MM-DD`; by default in the one before.',
            schema: {
              type: 'string',
              maxLength: 32,
            },
          },
          {
            name: 'to',
            in: 'query',
            description:
              'A date in the period, `YYYY-MM-DD`; by default in the last complete one.',
            schema: {
              type: 'string',
              maxLength: 32,
            },
          },
          {
            name: 'limit',
            in: 'query',
            description: 'How many records of each group are listed.',
            schema: {
              type: 'integer',
              minimum: 1,
              maximum: 100,
              default: 10,
            },
          },
        ],
        responses: {
          '200': {
            description: 'What came, what went, and what stayed.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/RecordChanges',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/record-changes/{kind}/{namespace}/{name}/{kpi}': {
      get: {
        operationId: 'GetRecordChanges',
        summary:
          'How the records behind two values of a KPI of an entity or scope differ',
        description:
          'Needs the permission `kpi-tree.record.read`; columns as in the list of records. The earlier period is `before`. What the groups come to, and the values of each class, adds up to what all records come to.',
        parameters: [
          {
            $ref: '#/components/parameters/kind',
          },
          {
            $ref: '#/components/parameters/namespace',
          },
          {
            $ref: '#/components/parameters/name',
          },
          {
            $ref: '#/components/parameters/kpi',
          },
          {
            name: 'from',
            in: 'query',
            description:
              'A date in the period with which is compared, `YYYY-MM-DD`; by default in the one before.',
            schema: {
              type: 'string',
              maxLength: 32,
            },
          },
          {
            name: 'to',
            in: 'query',
            description:
              'A date in the period, `YYYY-MM-DD`; by default in the last complete one.',
            schema: {
              type: 'string',
              maxLength: 32,
            },
          },
          {
            name: 'limit',
            in: 'query',
            description: 'How many records of each group are listed.',
            schema: {
              type: 'integer',
              minimum: 1,
              maximum: 100,
              default: 10,
            },
          },
        ],
        responses: {
          '200': {
            description: 'What came, what went, and what stayed.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/RecordChanges',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/measurements': {
      post: {
        operationId: 'CreateMeasurements',
        summary: 'Writes measurements, replacing existing ones',
        description:
          'Needs the permission `kpi-tree.measurement.create`, for the KPI and entity of each row if it has conditions. Rows that are wrong or not allowed are listed in the answer; the others are stored. Writing the same again changes nothing.',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                additionalProperties: false,
                required: ['measurements'],
                properties: {
                  source: {
                    description: 'Who measured it; `push` if not given.',
                    type: 'string',
                    minLength: 1,
                    maxLength: 255,
                  },
                  run: {
                    description:
                      'By which run it is sent, such as a build: its id, or the address of its page. Readers of a value that it decides see it.',
                    type: 'string',
                    minLength: 1,
                    maxLength: 500,
                  },
                  dryRun: {
                    description: 'Checks the rows, and stores nothing.',
                    type: 'boolean',
                  },
                  coveredFrom: {
                    description:
                      'The first of the days for which the rows are complete, for each KPI and entity in them, such as 2026-04-01: on days without a row nothing happened. Ignored if a row is rejected.',
                    type: 'string',
                    maxLength: 32,
                  },
                  coveredUntil: {
                    description: 'The last of these days; not after today.',
                    type: 'string',
                    maxLength: 32,
                  },
                  measurements: {
                    description:
                      'Each is a `NewMeasurement` with no other fields. They are checked one by one: one that is not valid is rejected by itself.',
                    type: 'array',
                    maxItems: 100000,
                    items: {
                      anyOf: [
                        {
                          $ref: '#/components/schemas/NewMeasurement',
                        },
                        {
                          description: 'Anything else, which is rejected.',
                        },
                      ],
                    },
                  },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            description: 'What was stored, and what was not.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/WriteResult',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
      delete: {
        operationId: 'DeleteMeasurements',
        summary: 'Deletes measurements for good',
        description:
          'Needs the permission `kpi-tree.measurement.delete`. What was computed from them is recomputed. If none is left for a KPI of an entity, it is as if it had never been measured. A measurement of several days, such as that of a month, is deleted as a whole.',
        parameters: [
          {
            name: 'entityRef',
            in: 'query',
            description:
              'Entity reference, also of one that is no longer in the catalog.',
            required: true,
            allowReserved: true,
            schema: {
              type: 'string',
              maxLength: 255,
            },
          },
          {
            name: 'kpi',
            in: 'query',
            required: true,
            schema: {
              type: 'string',
              maxLength: 255,
            },
          },
          {
            name: 'from',
            in: 'query',
            description: 'The first day, such as 2026-01-01.',
            required: true,
            schema: {
              type: 'string',
              maxLength: 32,
            },
          },
          {
            name: 'to',
            in: 'query',
            description: 'The last day.',
            required: true,
            schema: {
              type: 'string',
              maxLength: 32,
            },
          },
          {
            name: 'setAside',
            in: 'query',
            description:
              'Also those with invalid dates, which are set aside, whatever the days.',
            schema: {
              type: 'boolean',
            },
          },
          {
            name: 'dryRun',
            in: 'query',
            description: 'Answers what would be deleted, and deletes nothing.',
            schema: {
              type: 'boolean',
            },
          },
        ],
        responses: {
          '200': {
            description: 'What was deleted; for a dry run, what would be.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/MeasurementsDeletion',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/measurements/import': {
      post: {
        operationId: 'ImportMeasurements',
        summary: 'Writes measurements from a CSV file of any size',
        description:
          'Needs the permission `kpi-tree.measurement.create`. The first line names the columns `entityRef,kpi,period,value` and optionally `weight`; or `entityRef,kpi,period,numerator,denominator`. The file is read as it comes; what was stored stays if the connection breaks, and sending the file again changes nothing.',
        parameters: [
          {
            name: 'source',
            in: 'query',
            description: 'Who measured it; `import` if not given.',
            schema: {
              type: 'string',
              minLength: 1,
              maxLength: 255,
            },
          },
          {
            name: 'run',
            in: 'query',
            description: 'As in CreateMeasurements.',
            schema: {
              type: 'string',
              minLength: 1,
              maxLength: 500,
            },
          },
          {
            name: 'dryRun',
            in: 'query',
            description: 'Checks the rows, and stores nothing.',
            schema: {
              type: 'boolean',
            },
          },
          {
            name: 'coveredFrom',
            in: 'query',
            description: 'As in CreateMeasurements.',
            schema: {
              type: 'string',
              maxLength: 32,
            },
          },
          {
            name: 'coveredUntil',
            in: 'query',
            description: 'As in CreateMeasurements.',
            schema: {
              type: 'string',
              maxLength: 32,
            },
          },
        ],
        requestBody: {
          content: {
            'text/csv': {},
          },
        },
        responses: {
          '200': {
            description: 'What was stored, and what was not.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/WriteResult',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/measurements/rights': {
      get: {
        operationId: 'GetMeasurementRights',
        summary: 'Whether the caller may send measurements',
        responses: {
          '200': {
            description: 'The KPIs for which they may.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/MeasurementRights',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/series/all/{kpi}': {
      get: {
        operationId: 'GetPortfolioSeries',
        summary:
          'The history of a KPI over everything that the caller may read',
        parameters: [
          {
            $ref: '#/components/parameters/kpi',
          },
          {
            $ref: '#/components/parameters/from',
          },
          {
            $ref: '#/components/parameters/to',
          },
          {
            $ref: '#/components/parameters/period',
          },
        ],
        responses: {
          '200': {
            description: 'The history.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/Series',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/series/{kind}/{namespace}/{name}/{kpi}': {
      get: {
        operationId: 'GetSeries',
        summary: 'The history of a KPI of an entity or scope',
        parameters: [
          {
            $ref: '#/components/parameters/kind',
          },
          {
            $ref: '#/components/parameters/namespace',
          },
          {
            $ref: '#/components/parameters/name',
          },
          {
            $ref: '#/components/parameters/kpi',
          },
          {
            $ref: '#/components/parameters/from',
          },
          {
            $ref: '#/components/parameters/to',
          },
          {
            $ref: '#/components/parameters/period',
          },
        ],
        responses: {
          '200': {
            description: 'The history.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/Series',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/changes': {
      get: {
        operationId: 'GetChanges',
        summary: 'The accepted changes of the process behind a KPI',
        description:
          'From the date of each, the limits of the KPI are recalculated.',
        parameters: [
          {
            $ref: '#/components/parameters/changedScope',
          },
          {
            $ref: '#/components/parameters/changedKpi',
          },
        ],
        responses: {
          '200': {
            description:
              'The changes in chronological order, and whether the caller may declare one.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/AcceptedChanges',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
      post: {
        operationId: 'AcceptChange',
        summary: 'Declares a process change from a date on',
        description:
          'Needs the permission kpi-tree.change.declare of the KPI of the entity or scope; only users. A change of the same date is replaced.',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                additionalProperties: false,
                required: ['scope', 'kpi', 'date', 'reason'],
                properties: {
                  scope: {
                    description: 'Entity reference, or `all`.',
                    type: 'string',
                    maxLength: 255,
                  },
                  kpi: {
                    type: 'string',
                    maxLength: 255,
                  },
                  date: {
                    description:
                      'First day of the changed process, `YYYY-MM-DD`.',
                    type: 'string',
                    maxLength: 32,
                  },
                  reason: {
                    description: 'What changed.',
                    type: 'string',
                    maxLength: 1000,
                  },
                },
              },
            },
          },
        },
        responses: {
          '201': {
            description: 'The change.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/AcceptedChange',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
      delete: {
        operationId: 'WithdrawChange',
        summary: 'Withdraws an accepted change',
        description: 'Needs the same permission.',
        parameters: [
          {
            $ref: '#/components/parameters/changedScope',
          },
          {
            $ref: '#/components/parameters/changedKpi',
          },
          {
            name: 'date',
            in: 'query',
            required: true,
            schema: {
              type: 'string',
              maxLength: 32,
            },
          },
        ],
        responses: {
          '204': {
            description: 'It was withdrawn.',
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/reviews': {
      get: {
        operationId: 'GetReviews',
        summary: 'Reviews of scopes by trees, the newest period first',
        description:
          'Those of entities or trees that the caller may not read are left out.',
        parameters: [
          {
            name: 'scope',
            in: 'query',
            description:
              'Entity reference, or `all` for those of the whole portfolio.',
            allowReserved: true,
            schema: {
              type: 'string',
              maxLength: 255,
            },
          },
          {
            name: 'tree',
            in: 'query',
            schema: {
              type: 'string',
              maxLength: 255,
            },
          },
        ],
        responses: {
          '200': {
            description:
              'The reviews; with a scope and a tree, whether the caller may begin one.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/ReviewPage',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
      post: {
        operationId: 'CreateReview',
        summary: 'Begins a review',
        description:
          'Of a period that is over; it is compared with the review before. Needs the permission kpi-tree.review.write; only users. The ETag of the answer is the version.',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                $ref: '#/components/schemas/ReviewSubject',
              },
            },
          },
        },
        responses: {
          '201': {
            description: 'The review.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/ReviewView',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/reviews/{id}': {
      get: {
        operationId: 'GetReview',
        summary: 'One review, with what it shows',
        description:
          'A closed one as it was when it was closed. Who may not read everything has it as of the same day, by what they may read.',
        parameters: [
          {
            $ref: '#/components/parameters/reviewId',
          },
        ],
        responses: {
          '200': {
            description: 'The review, with its version as ETag.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/ReviewView',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
      put: {
        operationId: 'UpdateReview',
        summary: 'Writes notes and decisions, and closes the review',
        description:
          'Replaces what people wrote. Needs the same permission, and the header If-Match with the ETag of the version that was changed: if somebody else has changed it since, or it is closed, the answer is 409 and nothing is written.',
        parameters: [
          {
            $ref: '#/components/parameters/reviewId',
          },
          {
            name: 'close',
            in: 'query',
            description:
              'Keeps what the review shows, and lets nobody change it any more.',
            schema: {
              type: 'boolean',
            },
          },
        ],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                $ref: '#/components/schemas/ReviewFields',
              },
            },
          },
        },
        responses: {
          '200': {
            description: 'The review, with its new version as ETag.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/ReviewView',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/reviews/{id}/changes': {
      get: {
        operationId: 'GetReviewChanges',
        summary: 'What people had written in a review after each change',
        parameters: [
          {
            $ref: '#/components/parameters/reviewId',
          },
        ],
        responses: {
          '200': {
            description: 'The changes, the newest first.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/ReviewChanges',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/actions': {
      get: {
        operationId: 'GetActions',
        summary: 'What owners do to improve KPIs',
        description:
          'Overdue actions first, then by due date; those that are done or cancelled last. Actions of entities, Kpis or trees that the caller may not read are left out.',
        parameters: [
          {
            name: 'scope',
            in: 'query',
            description:
              'Entity reference, or `all` for those of the whole portfolio.',
            allowReserved: true,
            schema: {
              type: 'string',
              maxLength: 255,
            },
          },
          {
            name: 'kpi',
            in: 'query',
            schema: {
              type: 'string',
              maxLength: 255,
            },
          },
          {
            name: 'tree',
            in: 'query',
            schema: {
              type: 'string',
              maxLength: 255,
            },
          },
          {
            name: 'node',
            in: 'query',
            description: 'Id of a node of the tree.',
            schema: {
              type: 'string',
              maxLength: 255,
            },
          },
          {
            name: 'owner',
            in: 'query',
            description:
              'References of the users and groups who do it, separated by commas.',
            style: 'form',
            explode: false,
            allowReserved: true,
            schema: {
              type: 'array',
              maxItems: 100,
              items: {
                type: 'string',
                maxLength: 255,
              },
            },
          },
          {
            name: 'state',
            in: 'query',
            description: 'Only those in these states, separated by commas.',
            style: 'form',
            explode: false,
            schema: {
              type: 'array',
              maxItems: 4,
              items: {
                $ref: '#/components/schemas/ActionState',
              },
            },
          },
          {
            name: 'overdue',
            in: 'query',
            description:
              'Only those that should be done and are not, or only the others.',
            schema: {
              type: 'boolean',
            },
          },
          {
            name: 'effect',
            in: 'query',
            description:
              'Only those that came to one of these, separated by commas.',
            style: 'form',
            explode: false,
            schema: {
              type: 'array',
              maxItems: 5,
              items: {
                $ref: '#/components/schemas/EffectVerdict',
              },
            },
          },
          {
            $ref: '#/components/parameters/actionsBelow',
          },
          {
            name: 'limit',
            in: 'query',
            schema: {
              type: 'integer',
              minimum: 1,
              maximum: 200,
              default: 50,
            },
          },
          {
            $ref: '#/components/parameters/cursor',
          },
        ],
        responses: {
          '200': {
            description: 'A page of actions.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/ActionPage',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
      post: {
        operationId: 'CreateAction',
        summary: 'Adds an action',
        description:
          'Needs the permission kpi-tree.action.write of the KPI, or of the node, of the entity or scope; only users. The ETag of the answer is the version.',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                additionalProperties: false,
                required: ['subject', 'fields'],
                properties: {
                  subject: {
                    $ref: '#/components/schemas/ActionSubject',
                  },
                  fields: {
                    $ref: '#/components/schemas/ActionFields',
                  },
                },
              },
            },
          },
        },
        responses: {
          '201': {
            description: 'The action.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/ActionView',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/actions/counts': {
      get: {
        operationId: 'GetActionCounts',
        summary: 'How many actions are not finished',
        description:
          'Actions that are proposed or open, by KPI and by node, of entities, Kpis and trees that the caller may read.',
        parameters: [
          {
            name: 'scope',
            in: 'query',
            description: 'Entity reference, or `all`.',
            required: true,
            allowReserved: true,
            schema: {
              type: 'string',
              maxLength: 255,
            },
          },
          {
            $ref: '#/components/parameters/actionsBelow',
          },
        ],
        responses: {
          '200': {
            description: 'The numbers of actions.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/ActionCounts',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/actions/{id}': {
      get: {
        operationId: 'GetAction',
        summary: 'One action',
        parameters: [
          {
            $ref: '#/components/parameters/actionId',
          },
        ],
        responses: {
          '200': {
            description: 'The action, with its version as ETag.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/ActionView',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
      put: {
        operationId: 'UpdateAction',
        summary: 'Changes an action',
        description:
          'Replaces what people write of it. Needs the same permission, and the header If-Match with the ETag of the version that was changed: if somebody else has changed it since, the answer is 409 and nothing is written.',
        parameters: [
          {
            $ref: '#/components/parameters/actionId',
          },
        ],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                $ref: '#/components/schemas/ActionFields',
              },
            },
          },
        },
        responses: {
          '200': {
            description: 'The action, with its new version as ETag.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/ActionView',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/actions/{id}/changes': {
      get: {
        operationId: 'GetActionChanges',
        summary: 'What an action was like after each change',
        parameters: [
          {
            $ref: '#/components/parameters/actionId',
          },
        ],
        responses: {
          '200': {
            description: 'The changes, the newest first.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/ActionChanges',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/comments': {
      get: {
        operationId: 'GetComments',
        summary: 'What people say about periods of KPIs',
        description:
          'Those of the newest periods first. Comments on entities or Kpis that the caller may not read are left out.',
        parameters: [
          {
            name: 'scope',
            in: 'query',
            description:
              'Entity reference, or `all` for those on the whole portfolio.',
            allowReserved: true,
            schema: {
              type: 'string',
              maxLength: 255,
            },
          },
          {
            name: 'kpi',
            in: 'query',
            schema: {
              type: 'string',
              maxLength: 255,
            },
          },
          {
            name: 'from',
            in: 'query',
            description:
              'Only of periods that begin on this day or later, `YYYY-MM-DD`.',
            schema: {
              type: 'string',
              maxLength: 32,
            },
          },
          {
            name: 'to',
            in: 'query',
            description:
              'Only of periods that begin on this day or before, `YYYY-MM-DD`.',
            schema: {
              type: 'string',
              maxLength: 32,
            },
          },
          {
            name: 'limit',
            in: 'query',
            schema: {
              type: 'integer',
              minimum: 1,
              maximum: 500,
              default: 100,
            },
          },
          {
            $ref: '#/components/parameters/cursor',
          },
        ],
        responses: {
          '200': {
            description: 'A page of comments.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/KpiCommentPage',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
      post: {
        operationId: 'CreateComment',
        summary: 'Comments on a period of a KPI',
        description:
          'Needs the permission kpi-tree.comment.write of the KPI of the entity or scope; only users. The ETag of the answer is the version.',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                additionalProperties: false,
                required: ['scope', 'kpi', 'periodType', 'period', 'text'],
                properties: {
                  scope: {
                    description: 'Entity reference, or `all`.',
                    type: 'string',
                    maxLength: 255,
                  },
                  kpi: {
                    type: 'string',
                    maxLength: 255,
                  },
                  periodType: {
                    $ref: '#/components/schemas/PeriodType',
                  },
                  period: {
                    description: 'First day of the period, `YYYY-MM-DD`.',
                    type: 'string',
                    maxLength: 32,
                  },
                  text: {
                    description:
                      'Markdown. `@user:default/jane` or `@group:default/team-a` mentions a user or group of the catalog.',
                    type: 'string',
                    maxLength: 4000,
                  },
                },
              },
            },
          },
        },
        responses: {
          '201': {
            description: 'The comment.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/KpiCommentView',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/comments/{id}': {
      get: {
        operationId: 'GetComment',
        summary: 'One comment',
        parameters: [
          {
            $ref: '#/components/parameters/commentId',
          },
        ],
        responses: {
          '200': {
            description: 'The comment, with its version as ETag.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/KpiCommentView',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
      put: {
        operationId: 'UpdateComment',
        summary: 'Changes a comment',
        description:
          'Only who wrote it may. Needs the same permission, and the header If-Match with the ETag of the version that was changed: if it was changed since, the answer is 409 and nothing is written.',
        parameters: [
          {
            $ref: '#/components/parameters/commentId',
          },
        ],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                additionalProperties: false,
                required: ['text'],
                properties: {
                  text: {
                    type: 'string',
                    maxLength: 4000,
                  },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            description: 'The comment, with its new version as ETag.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/KpiCommentView',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
      delete: {
        operationId: 'DeleteComment',
        summary: 'Deletes a comment',
        description:
          'As a change of it. It is shown no more; its changes stay readable for those who may write there.',
        parameters: [
          {
            $ref: '#/components/parameters/commentId',
          },
        ],
        responses: {
          '204': {
            description: 'It was deleted.',
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/comments/{id}/changes': {
      get: {
        operationId: 'GetCommentChanges',
        summary: 'What a comment was like after each change',
        parameters: [
          {
            $ref: '#/components/parameters/commentId',
          },
        ],
        responses: {
          '200': {
            description: 'The changes, the newest first.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/KpiCommentChanges',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/check-ins': {
      get: {
        operationId: 'GetCheckIns',
        summary: 'What owners say about their KPIs in periods',
        description:
          'Those of the newest periods first; of several of a period the first counts. Those of entities or Kpis that the caller may not read are left out.',
        parameters: [
          {
            name: 'scope',
            in: 'query',
            description:
              'Entity reference, or `all` for those of the whole portfolio.',
            allowReserved: true,
            schema: {
              type: 'string',
              maxLength: 255,
            },
          },
          {
            name: 'kpi',
            in: 'query',
            schema: {
              type: 'string',
              maxLength: 255,
            },
          },
          {
            name: 'from',
            in: 'query',
            description:
              'Only of periods that begin on this day or later, `YYYY-MM-DD`.',
            schema: {
              type: 'string',
              maxLength: 32,
            },
          },
          {
            name: 'to',
            in: 'query',
            description:
              'Only of periods that begin on this day or before, `YYYY-MM-DD`.',
            schema: {
              type: 'string',
              maxLength: 32,
            },
          },
          {
            name: 'limit',
            in: 'query',
            schema: {
              type: 'integer',
              minimum: 1,
              maximum: 500,
              default: 100,
            },
          },
          {
            $ref: '#/components/parameters/cursor',
          },
        ],
        responses: {
          '200': {
            description: 'A page of check-ins.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/CheckInPage',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
      post: {
        operationId: 'CreateCheckIn',
        summary: 'Says how a KPI stands in a period',
        description:
          'Needs the permission kpi-tree.check-in.write of the KPI of the entity or scope; only users. It counts in place of earlier ones of the period, which are kept.',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                additionalProperties: false,
                required: [
                  'scope',
                  'kpi',
                  'periodType',
                  'period',
                  'text',
                  'confidence',
                ],
                properties: {
                  scope: {
                    description: 'Entity reference, or `all`.',
                    type: 'string',
                    maxLength: 255,
                  },
                  kpi: {
                    type: 'string',
                    maxLength: 255,
                  },
                  periodType: {
                    $ref: '#/components/schemas/PeriodType',
                  },
                  period: {
                    description: 'First day of the period, `YYYY-MM-DD`.',
                    type: 'string',
                    maxLength: 32,
                  },
                  text: {
                    description: 'One sentence.',
                    type: 'string',
                    maxLength: 300,
                  },
                  confidence: {
                    $ref: '#/components/schemas/Confidence',
                  },
                },
              },
            },
          },
        },
        responses: {
          '201': {
            description: 'The check-in.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/CheckInView',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/check-ins/missing': {
      get: {
        operationId: 'GetMissingCheckIns',
        summary: 'Off-target KPIs of which their owners have said nothing',
        description:
          'KPIs of entities that are off target in the period that is judged, and of which nobody has checked in for that period; in order of need. A page may have fewer than its limit, while there is a nextCursor.',
        parameters: [
          {
            name: 'owner',
            in: 'query',
            description:
              'Entity reference; if not given, what the calling user owns, directly and through groups.',
            allowReserved: true,
            schema: {
              type: 'string',
              maxLength: 255,
            },
          },
          {
            name: 'scope',
            in: 'query',
            description: 'Entity reference, or `all`.',
            allowReserved: true,
            schema: {
              type: 'string',
              maxLength: 255,
              default: 'all',
            },
          },
          {
            name: 'limit',
            in: 'query',
            schema: {
              type: 'integer',
              minimum: 1,
              maximum: 500,
              default: 50,
            },
          },
          {
            $ref: '#/components/parameters/cursor',
          },
        ],
        responses: {
          '200': {
            description: 'A page of them.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/MissingCheckIns',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/exceptions': {
      get: {
        operationId: 'GetExceptions',
        summary: 'The periods that are left out of the limits of a KPI',
        description:
          'Limits, signals, trend, forecast and capability are those without these periods. Their values, scores and statuses are what they were.',
        parameters: [
          {
            $ref: '#/components/parameters/changedScope',
          },
          {
            $ref: '#/components/parameters/changedKpi',
          },
        ],
        responses: {
          '200': {
            description:
              'The periods in chronological order, and whether the caller may leave one out.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/PeriodExceptions',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
      post: {
        operationId: 'DeclareException',
        summary: 'Leaves a period out of the limits of a KPI',
        description:
          'Needs the permission kpi-tree.change.declare of the KPI of the entity or scope; only users. An exception of the same period is replaced.',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                additionalProperties: false,
                required: ['scope', 'kpi', 'periodType', 'period', 'reason'],
                properties: {
                  scope: {
                    description: 'Entity reference, or `all`.',
                    type: 'string',
                    maxLength: 255,
                  },
                  kpi: {
                    type: 'string',
                    maxLength: 255,
                  },
                  periodType: {
                    $ref: '#/components/schemas/PeriodType',
                  },
                  period: {
                    description: 'First day of the period, `YYYY-MM-DD`.',
                    type: 'string',
                    maxLength: 32,
                  },
                  reason: {
                    description: 'Why it says nothing of the process.',
                    type: 'string',
                    maxLength: 1000,
                  },
                },
              },
            },
          },
        },
        responses: {
          '201': {
            description: 'The exception.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/PeriodException',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
      delete: {
        operationId: 'WithdrawException',
        summary: 'Takes an exception back',
        description: 'Needs the same permission. The period counts again.',
        parameters: [
          {
            $ref: '#/components/parameters/changedScope',
          },
          {
            $ref: '#/components/parameters/changedKpi',
          },
          {
            name: 'periodType',
            in: 'query',
            required: true,
            schema: {
              $ref: '#/components/schemas/PeriodType',
            },
          },
          {
            name: 'period',
            in: 'query',
            required: true,
            description: 'First day of the period, `YYYY-MM-DD`.',
            schema: {
              type: 'string',
              maxLength: 32,
            },
          },
        ],
        responses: {
          '204': {
            description: 'It was taken back.',
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/follows': {
      get: {
        operationId: 'GetFollows',
        summary: 'What the caller follows',
        description:
          'Of that they are told as its owners are. What they may not read is left out; a service follows nothing.',
        responses: {
          '200': {
            description: 'What they follow, in the order in which they began.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/Follows',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
      post: {
        operationId: 'Follow',
        summary:
          'Follows an entity or scope, one of its KPIs, or one of its trees',
        description: 'Only users. Following again changes nothing.',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                $ref: '#/components/schemas/Followed',
              },
            },
          },
        },
        responses: {
          '201': {
            description: 'What they follow.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/Followed',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
      delete: {
        operationId: 'Unfollow',
        summary: 'Follows something no more',
        description: 'Only users.',
        parameters: [
          {
            name: 'scope',
            in: 'query',
            required: true,
            description: 'Entity reference, or `all`.',
            allowReserved: true,
            schema: {
              type: 'string',
              maxLength: 255,
            },
          },
          {
            name: 'kpi',
            in: 'query',
            schema: {
              type: 'string',
              maxLength: 255,
            },
          },
          {
            name: 'tree',
            in: 'query',
            schema: {
              type: 'string',
              maxLength: 255,
            },
          },
        ],
        responses: {
          '204': {
            description: 'They do not follow it any more.',
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/message-preferences': {
      get: {
        operationId: 'GetMessagePreferences',
        summary:
          'Which messages the caller wants beside those about what happens',
        description: 'Only users.',
        responses: {
          '200': {
            description: 'What they want.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/MessagePreferences',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
      put: {
        operationId: 'PutMessagePreferences',
        summary: 'Replaces them',
        description: 'Only users.',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                $ref: '#/components/schemas/MessagePreferences',
              },
            },
          },
        },
        responses: {
          '200': {
            description: 'What they want now.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/MessagePreferences',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/definitions/problems': {
      get: {
        operationId: 'GetDefinitionProblems',
        summary: 'What needs fixing in definitions and annotations',
        parameters: [
          {
            $ref: '#/components/parameters/limit',
          },
          {
            $ref: '#/components/parameters/cursor',
          },
        ],
        responses: {
          '200': {
            description: 'The problems of entities that the caller may read.',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['items'],
                  properties: {
                    items: {
                      type: 'array',
                      items: {
                        $ref: '#/components/schemas/Problem',
                      },
                    },
                    nextCursor: {
                      type: 'string',
                    },
                  },
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/quality': {
      get: {
        operationId: 'GetQuality',
        summary: 'What is wrong with KPIs, trees and data of a scope, by owner',
        parameters: [
          {
            name: 'scope',
            in: 'query',
            description:
              'Entity reference, or `all`. A System, Domain or Group includes its members.',
            allowReserved: true,
            schema: {
              type: 'string',
              maxLength: 255,
              default: 'all',
            },
          },
          {
            name: 'owner',
            in: 'query',
            description:
              'Only what this Group or User has to fix, an entity reference; `none` is what nobody owns.',
            allowReserved: true,
            schema: {
              type: 'string',
              maxLength: 255,
            },
          },
          {
            name: 'kind',
            in: 'query',
            description: 'Only findings of this kind.',
            schema: {
              $ref: '#/components/schemas/QualityFindingKind',
            },
          },
          {
            name: 'limit',
            in: 'query',
            schema: {
              type: 'integer',
              minimum: 1,
              maximum: 200,
              default: 50,
            },
          },
          {
            $ref: '#/components/parameters/cursor',
          },
        ],
        responses: {
          '200': {
            description:
              'A page of what is wrong, of entities that the caller may read.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/QualityPage',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/status': {
      get: {
        operationId: 'GetStatus',
        summary:
          'Whether numbers are available, and what is wrong in the configuration',
        description: 'Needs the permission `kpi-tree.run.read`.',
        responses: {
          '200': {
            description: 'The state of the backend.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/PortalStatus',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/sources': {
      get: {
        operationId: 'GetSources',
        summary: 'The sources and their last runs',
        description: 'Needs the permission `kpi-tree.run.read`.',
        responses: {
          '200': {
            description: 'The sources.',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['items'],
                  properties: {
                    items: {
                      type: 'array',
                      items: {
                        $ref: '#/components/schemas/Source',
                      },
                    },
                  },
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/definitions/check': {
      post: {
        operationId: 'CheckDefinition',
        summary: 'What is wrong with a Kpi that is being written',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                additionalProperties: false,
                required: ['yaml'],
                properties: {
                  yaml: {
                    type: 'string',
                    maxLength: 100000,
                  },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            description: 'What is wrong, and the resulting KPI.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/DraftCheck',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/definitions/try': {
      post: {
        operationId: 'TryDefinition',
        summary:
          'What the source would measure with a Kpi that is being written',
        description:
          'Needs the permission `kpi-tree.definition.try`. Reads the live source within limits on rows and time, and stores nothing.',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                additionalProperties: false,
                required: ['yaml', 'entityRef'],
                properties: {
                  yaml: {
                    type: 'string',
                    maxLength: 100000,
                  },
                  entityRef: {
                    description:
                      'What is measured, such as component:default/shop.',
                    type: 'string',
                    maxLength: 255,
                  },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            description: 'What was measured.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/DraftTrial',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/sources/{id}/runs': {
      post: {
        operationId: 'CreateRun',
        summary: 'Starts a collection now',
        description:
          'Needs the permission `kpi-tree.run.create`. Answers at once; the run continues and is reported by `GET /v1/runs/{id}`. A source that is being collected answers 409. With `from`, part of the past is collected again.',
        parameters: [
          {
            name: 'id',
            in: 'path',
            required: true,
            schema: {
              type: 'string',
              maxLength: 255,
            },
          },
        ],
        requestBody: {
          required: false,
          content: {
            'application/json': {
              schema: {
                $ref: '#/components/schemas/RunRequest',
              },
            },
          },
        },
        responses: {
          '202': {
            description: 'The run that was started.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/Run',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/runs': {
      get: {
        operationId: 'GetRuns',
        summary: 'The latest runs, newest first',
        description: 'Needs the permission `kpi-tree.run.read`.',
        parameters: [
          {
            name: 'source',
            in: 'query',
            schema: {
              type: 'string',
              maxLength: 255,
            },
          },
          {
            name: 'limit',
            in: 'query',
            schema: {
              type: 'integer',
              minimum: 1,
              maximum: 100,
              default: 20,
            },
          },
          {
            $ref: '#/components/parameters/cursor',
          },
        ],
        responses: {
          '200': {
            description: 'The runs.',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['items'],
                  properties: {
                    items: {
                      type: 'array',
                      items: {
                        $ref: '#/components/schemas/Run',
                      },
                    },
                    nextCursor: {
                      type: 'string',
                    },
                  },
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/runs/{id}/accept': {
      post: {
        operationId: 'AcceptRun',
        summary: 'Accepts what a run that was held back removes',
        description:
          'Needs the permission `kpi-tree.run.accept`. Answers at once with a new run,\nwhich collects the same again and may remove as much as the one that was\nheld back would have; if more is gone by then, it is held back as well. A run\nthat is not waiting, or whose source was collected again since, is a\nconflict.\n',
        parameters: [
          {
            name: 'id',
            in: 'path',
            required: true,
            schema: {
              type: 'string',
              maxLength: 255,
            },
          },
        ],
        responses: {
          '202': {
            description: 'The run that was started.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/Run',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/runs/{id}/cancel': {
      post: {
        operationId: 'CancelRun',
        summary: 'Asks a run to stop',
        description:
          'Needs the permission `kpi-tree.run.create`. The run stops within some seconds, and none of it is stored, except what the first collection of a source has stored already.',
        parameters: [
          {
            name: 'id',
            in: 'path',
            required: true,
            schema: {
              type: 'string',
              maxLength: 255,
            },
          },
        ],
        responses: {
          '202': {
            description: 'The run in its current state.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/Run',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/runs/{id}': {
      get: {
        operationId: 'GetRun',
        summary: 'One run',
        description: 'Needs the permission `kpi-tree.run.read`.',
        parameters: [
          {
            name: 'id',
            in: 'path',
            required: true,
            schema: {
              type: 'string',
              maxLength: 255,
            },
          },
        ],
        responses: {
          '200': {
            description: 'The run.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/Run',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/heatmap': {
      get: {
        operationId: 'GetHeatmap',
        summary: 'The status of services for the KPIs of a tree',
        description:
          'A page of the members of a scope that have the tree and that the caller may read. The score of each is that of its own scorecard.',
        parameters: [
          {
            name: 'scope',
            in: 'query',
            description: 'Entity reference, or `all`.',
            allowReserved: true,
            schema: {
              type: 'string',
              maxLength: 255,
              default: 'all',
            },
          },
          {
            name: 'tree',
            in: 'query',
            required: true,
            schema: {
              type: 'string',
              maxLength: 255,
            },
          },
          {
            name: 'node',
            in: 'query',
            description: 'The id of a node; the root of the tree if not given.',
            schema: {
              type: 'string',
              maxLength: 255,
            },
          },
          {
            $ref: '#/components/parameters/asOf',
          },
          {
            name: 'group',
            in: 'query',
            description:
              'Groups the rows, groups ordered by name; rows in no group come last.',
            schema: {
              type: 'string',
              enum: ['system', 'owner'],
            },
          },
          {
            name: 'sort',
            in: 'query',
            description:
              '`score`, `name`, or `kpi:` with the name of a KPI of the tree: by its score. Those without a number come last.',
            allowReserved: true,
            schema: {
              $ref: '#/components/schemas/HeatmapSort',
            },
          },
          {
            name: 'order',
            in: 'query',
            description: '`asc`: the worst or the first first.',
            schema: {
              type: 'string',
              enum: ['asc', 'desc'],
              default: 'asc',
            },
          },
          {
            name: 'limit',
            in: 'query',
            schema: {
              type: 'integer',
              minimum: 1,
              maximum: 2000,
              default: 200,
            },
          },
          {
            $ref: '#/components/parameters/cursor',
          },
        ],
        responses: {
          '200': {
            description: 'A page of services.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/Heatmap',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/owned': {
      get: {
        operationId: 'GetOwned',
        summary: 'The KPIs that somebody owns, in order of need',
        description:
          'For entities that the caller may read. Off target comes first, then stale or without data, at risk, on target; within these what is getting worse.',
        parameters: [
          {
            name: 'owner',
            in: 'query',
            description:
              'Entity reference; if not given, what the calling user owns, directly and through groups.',
            allowReserved: true,
            schema: {
              type: 'string',
              maxLength: 255,
            },
          },
          {
            name: 'scope',
            in: 'query',
            description: 'Entity reference, or `all`.',
            allowReserved: true,
            schema: {
              type: 'string',
              maxLength: 255,
              default: 'all',
            },
          },
          {
            name: 'status',
            in: 'query',
            description: 'Only those with these statuses, separated by commas.',
            style: 'form',
            explode: false,
            schema: {
              type: 'array',
              maxItems: 20,
              items: {
                $ref: '#/components/schemas/Status',
              },
            },
          },
          {
            name: 'limit',
            in: 'query',
            schema: {
              type: 'integer',
              minimum: 1,
              maximum: 500,
              default: 50,
            },
          },
          {
            $ref: '#/components/parameters/cursor',
          },
        ],
        responses: {
          '200': {
            description:
              'A page of them, and the number of KPIs in each status, regardless of the filter.',
            content: {
              'application/json': {
                schema: {
                  $ref: '#/components/schemas/OwnedPage',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/scores': {
      post: {
        operationId: 'GetScores',
        summary: 'The status of many entities, one line each',
        description:
          'The score of the first tree of each entity. Entities that do not exist, or that the caller may not read, are answered like those without a tree.',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                additionalProperties: false,
                required: ['entityRefs'],
                properties: {
                  entityRefs: {
                    type: 'array',
                    maxItems: 200,
                    items: {
                      type: 'string',
                      maxLength: 255,
                    },
                  },
                },
              },
            },
          },
        },
        responses: {
          '200': {
            description: 'One for each reference, in the same order.',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['items'],
                  properties: {
                    items: {
                      type: 'array',
                      items: {
                        $ref: '#/components/schemas/EntityScore',
                      },
                    },
                  },
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
    '/v1/badges/{kind}/{namespace}/{name}.svg': {
      get: {
        operationId: 'GetBadge',
        summary:
          'The status of an entity or scope, or of one of its KPIs, as a picture',
        description:
          'For READMEs. The limited cookie of a signed-in user is accepted too; if the admin sets `kpiTree.badges.public`, no credentials are needed, and whatever does not exist or has no tree answers `unknown`.',
        parameters: [
          {
            $ref: '#/components/parameters/kind',
          },
          {
            $ref: '#/components/parameters/namespace',
          },
          {
            $ref: '#/components/parameters/name',
          },
          {
            name: 'kpi',
            in: 'query',
            description: 'The name of the KPI to show; the tree if not given.',
            schema: {
              type: 'string',
              maxLength: 63,
            },
          },
          {
            name: 'tree',
            in: 'query',
            description: 'The name of the tree; the first if not given.',
            schema: {
              type: 'string',
              maxLength: 63,
            },
          },
          {
            name: 'label',
            in: 'query',
            description: 'The text on its left.',
            schema: {
              type: 'string',
              maxLength: 60,
            },
          },
        ],
        responses: {
          '200': {
            description: 'The badge.',
            content: {
              'image/svg+xml': {
                schema: {
                  type: 'string',
                },
              },
            },
          },
          default: {
            $ref: '#/components/responses/ErrorResponse',
          },
        },
      },
    },
  },
  components: {
    parameters: {
      actionsBelow: {
        name: 'below',
        in: 'query',
        description:
          'Those of the members of the scope too, and of the nodes and KPIs below the node.',
        schema: {
          type: 'boolean',
        },
      },
      reviewId: {
        name: 'id',
        in: 'path',
        required: true,
        schema: {
          type: 'string',
          maxLength: 255,
        },
      },
      actionId: {
        name: 'id',
        in: 'path',
        required: true,
        schema: {
          type: 'string',
          maxLength: 255,
        },
      },
      commentId: {
        name: 'id',
        in: 'path',
        required: true,
        schema: {
          type: 'string',
          maxLength: 255,
        },
      },
      changedScope: {
        name: 'scope',
        in: 'query',
        required: true,
        allowReserved: true,
        description: 'Entity reference, or `all`.',
        schema: {
          type: 'string',
          maxLength: 255,
        },
      },
      changedKpi: {
        name: 'kpi',
        in: 'query',
        required: true,
        schema: {
          type: 'string',
          maxLength: 255,
        },
      },
      limit: {
        name: 'limit',
        in: 'query',
        description: 'The largest number of items.',
        schema: {
          type: 'integer',
          minimum: 1,
          maximum: 1000,
          default: 1000,
        },
      },
      cursor: {
        name: 'cursor',
        in: 'query',
        description: 'The `nextCursor` of the page before.',
        schema: {
          type: 'string',
          maxLength: 8192,
        },
      },
      kind: {
        name: 'kind',
        in: 'path',
        required: true,
        schema: {
          type: 'string',
          maxLength: 255,
        },
      },
      namespace: {
        name: 'namespace',
        in: 'path',
        required: true,
        schema: {
          type: 'string',
          maxLength: 255,
        },
      },
      name: {
        name: 'name',
        in: 'path',
        required: true,
        schema: {
          type: 'string',
          maxLength: 255,
        },
      },
      kpi: {
        name: 'kpi',
        in: 'path',
        required: true,
        description: 'The name of a KPI.',
        schema: {
          type: 'string',
          maxLength: 255,
        },
      },
      tree: {
        name: 'tree',
        in: 'query',
        description: 'The name of the only tree to answer with.',
        schema: {
          type: 'string',
          maxLength: 255,
        },
      },
      asOf: {
        name: 'asOf',
        in: 'query',
        description:
          "As of the end of that day, `YYYY-MM-DD`, by the stored history and today's definitions; now if not given. Trends are `unknown` where the past was not assessed.",
        schema: {
          type: 'string',
          maxLength: 32,
        },
      },
      compare: {
        name: 'compare',
        in: 'query',
        description:
          'Each node comes with its state at the end of that day, `YYYY-MM-DD`.',
        schema: {
          type: 'string',
          maxLength: 32,
        },
      },
      periodBefore: {
        name: 'from',
        in: 'query',
        description:
          'A date in the period that is compared with, `YYYY-MM-DD`.',
        schema: {
          type: 'string',
          maxLength: 32,
        },
      },
      periodAfter: {
        name: 'to',
        in: 'query',
        description:
          'A date in the complete period that is explained, `YYYY-MM-DD`.',
        schema: {
          type: 'string',
          maxLength: 32,
        },
      },
      parts: {
        name: 'limit',
        in: 'query',
        description:
          'How many parts are listed individually; the others are summed.',
        schema: {
          type: 'integer',
          minimum: 1,
          maximum: 100,
          default: 5,
        },
      },
      from: {
        name: 'from',
        in: 'query',
        description:
          'The first date, such as 2026-01-01; the first measured if not given.',
        schema: {
          type: 'string',
          maxLength: 32,
        },
      },
      to: {
        name: 'to',
        in: 'query',
        description: 'The last date; today if not given.',
        schema: {
          type: 'string',
          maxLength: 32,
        },
      },
      period: {
        name: 'period',
        in: 'query',
        description: 'The length of the points; that of the KPI if not given.',
        schema: {
          type: 'string',
          enum: ['day', 'week', 'month', 'quarter'],
        },
      },
    },
    responses: {
      ErrorResponse: {
        description:
          'A Backstage error; its message says what would be correct.',
        content: {
          'application/json': {
            schema: {
              $ref: '#/components/schemas/Error',
            },
          },
        },
      },
    },
    schemas: {
      Error: {
        type: 'object',
        required: ['error', 'response'],
        properties: {
          error: {
            type: 'object',
            required: ['name', 'message'],
            properties: {
              name: {
                type: 'string',
              },
              message: {
                type: 'string',
              },
            },
          },
          request: {
            type: 'object',
            properties: {
              method: {
                type: 'string',
              },
              url: {
                type: 'string',
              },
            },
          },
          response: {
            type: 'object',
            required: ['statusCode'],
            properties: {
              statusCode: {
                type: 'integer',
              },
            },
          },
        },
      },
      PeriodType: {
        type: 'string',
        enum: ['day', 'week', 'month', 'quarter'],
      },
      Status: {
        type: 'string',
        enum: [
          'on-target',
          'at-risk',
          'off-target',
          'no-target',
          'incomplete',
          'no-data',
          'stale',
        ],
      },
      Known: {
        description:
          'How much of a period is known, if not all of it. For a value of members, it counts the days of all of them.',
        type: 'object',
        additionalProperties: false,
        required: ['days', 'of'],
        properties: {
          days: {
            description: 'Days that are known.',
            type: 'integer',
            minimum: 0,
          },
          of: {
            description:
              'All of them; in the current period, those that have passed.',
            type: 'integer',
            minimum: 1,
          },
        },
      },
      Trend: {
        type: 'string',
        enum: ['improving', 'worsening', 'stable', 'unknown'],
      },
      Bound: {
        description: 'A number, or `min` and `max` of a range.',
        anyOf: [
          {
            type: 'number',
          },
          {
            type: 'object',
            required: ['min', 'max'],
            properties: {
              min: {
                type: 'number',
              },
              max: {
                type: 'number',
              },
            },
          },
        ],
      },
      BoundOrNone: {
        description: 'Null if there is none.',
        anyOf: [
          {
            $ref: '#/components/schemas/Bound',
          },
          {
            type: 'null',
          },
        ],
      },
      Problem: {
        type: 'object',
        required: ['entityRef', 'field', 'message'],
        properties: {
          entityRef: {
            type: 'string',
          },
          location: {
            description:
              'The file or URL of the YAML, if the catalog knows it.',
            type: 'string',
          },
          field: {
            type: 'string',
          },
          value: {},
          message: {
            type: 'string',
          },
        },
      },
      QualityFindingKind: {
        type: 'string',
        enum: [
          'owner',
          'definition',
          'renamed',
          'set-aside',
          'source',
          'data',
          'coverage',
          'target',
          'loosened',
          'no-action',
          'review',
        ],
      },
      QualityCounts: {
        description: 'How many findings there are of each kind.',
        type: 'object',
        additionalProperties: {
          type: 'integer',
        },
      },
      QualityFinding: {
        type: 'object',
        required: ['kind', 'owner', 'entityRef', 'title', 'messages'],
        properties: {
          kind: {
            $ref: '#/components/schemas/QualityFindingKind',
          },
          owner: {
            description: 'Who has to fix it; null if the catalog knows nobody.',
            type: ['string', 'null'],
          },
          entityRef: {
            description:
              'The definition; for data, the entity that is measured.',
            type: 'string',
          },
          title: {
            type: 'string',
          },
          messages: {
            description: 'What is wrong and what to do, in sentences.',
            type: 'array',
            items: {
              type: 'string',
            },
          },
          kpi: {
            type: 'string',
          },
          kpiTitle: {
            type: 'string',
          },
          tree: {
            type: 'string',
          },
          node: {
            type: 'string',
          },
          grade: {
            type: 'string',
            enum: ['A', 'B', 'C', 'D'],
          },
          field: {
            type: 'string',
          },
          location: {
            description:
              'The file or URL of the YAML, if the catalog knows it.',
            type: 'string',
          },
          yaml: {
            description: 'For `renamed`, the line to add to that YAML.',
            type: 'string',
          },
        },
      },
      QualityPage: {
        type: 'object',
        required: ['scope', 'counts', 'owners', 'totalItems', 'items'],
        properties: {
          scope: {
            type: 'string',
          },
          counts: {
            $ref: '#/components/schemas/QualityCounts',
          },
          owners: {
            type: 'array',
            items: {
              type: 'object',
              required: ['owner', 'title', 'total', 'counts'],
              properties: {
                owner: {
                  type: ['string', 'null'],
                },
                title: {
                  type: 'string',
                },
                total: {
                  type: 'integer',
                },
                counts: {
                  $ref: '#/components/schemas/QualityCounts',
                },
              },
            },
          },
          totalItems: {
            type: 'integer',
          },
          items: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/QualityFinding',
            },
          },
          nextCursor: {
            type: 'string',
          },
        },
      },
      DraftCheck: {
        type: 'object',
        required: ['problems', 'kpi'],
        properties: {
          problems: {
            type: 'array',
            items: {
              type: 'object',
              required: ['line', 'column', 'message'],
              properties: {
                line: {
                  type: 'integer',
                },
                column: {
                  type: 'integer',
                },
                field: {
                  type: 'string',
                },
                message: {
                  type: 'string',
                },
              },
            },
          },
          kpi: {
            description: 'Null if the text is not a valid Kpi.',
            anyOf: [
              {
                $ref: '#/components/schemas/KpiDefinition',
              },
              {
                type: 'null',
              },
            ],
          },
        },
      },
      DraftTrial: {
        type: 'object',
        required: [
          'series',
          'rowsRead',
          'rowsRejected',
          'measurements',
          'errors',
          'stoppedBy',
          'durationMs',
        ],
        properties: {
          series: {
            $ref: '#/components/schemas/Series',
          },
          rowsRead: {
            type: 'integer',
          },
          rowsRejected: {
            type: 'integer',
          },
          measurements: {
            description: 'For the chosen entity.',
            type: 'integer',
          },
          errors: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/RunError',
            },
          },
          stoppedBy: {
            description: 'The limit that ended it early.',
            anyOf: [
              {
                type: 'string',
                enum: ['rows', 'time'],
              },
              {
                type: 'null',
              },
            ],
          },
          durationMs: {
            type: 'integer',
          },
        },
      },
      DefinitionRevisionList: {
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/DefinitionRevision',
            },
          },
        },
      },
      DefinitionRevision: {
        type: 'object',
        required: ['number', 'since', 'changes'],
        properties: {
          number: {
            type: 'integer',
          },
          since: {
            description: 'When the portal first saw it.',
            type: 'string',
            format: 'date-time',
          },
          changes: {
            description:
              'What it changed from the version before; empty for the first.',
            type: 'array',
            items: {
              type: 'object',
              required: ['field'],
              properties: {
                field: {
                  type: 'string',
                },
                from: {
                  description: 'JSON; missing if there was none.',
                  type: 'string',
                },
                to: {
                  description: 'JSON; missing if there is none.',
                  type: 'string',
                },
              },
            },
          },
        },
      },
      NamedDefinition: {
        type: 'object',
        required: ['name', 'entityRef'],
        properties: {
          name: {
            type: 'string',
          },
          entityRef: {
            type: 'string',
          },
        },
      },
      DefinitionUsage: {
        type: 'object',
        required: [
          'extends',
          'extendedBy',
          'formulas',
          'trees',
          'entityCount',
          'entities',
        ],
        properties: {
          extends: {
            anyOf: [
              {
                $ref: '#/components/schemas/NamedDefinition',
              },
              {
                type: 'null',
              },
            ],
          },
          extendedBy: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/NamedDefinition',
            },
          },
          formulas: {
            description: 'The KPIs that are computed from it by their formula.',
            type: 'array',
            items: {
              $ref: '#/components/schemas/NamedDefinition',
            },
          },
          trees: {
            type: 'array',
            items: {
              type: 'object',
              required: ['name', 'entityRef', 'title', 'nodes'],
              properties: {
                name: {
                  type: 'string',
                },
                entityRef: {
                  type: 'string',
                },
                title: {
                  type: 'string',
                },
                nodes: {
                  type: 'array',
                  items: {
                    type: 'object',
                    required: ['id', 'title'],
                    properties: {
                      id: {
                        type: 'string',
                      },
                      title: {
                        type: 'string',
                      },
                    },
                  },
                },
              },
            },
          },
          entityCount: {
            type: 'integer',
          },
          entities: {
            description: 'The first of them, by name.',
            type: 'array',
            items: {
              type: 'object',
              required: ['entityRef', 'title'],
              properties: {
                entityRef: {
                  type: 'string',
                },
                title: {
                  type: 'string',
                },
              },
            },
          },
        },
      },
      KpiDefinition: {
        type: 'object',
        required: ['name', 'entityRef', 'title', 'description', 'tags', 'spec'],
        properties: {
          name: {
            type: 'string',
          },
          entityRef: {
            type: 'string',
          },
          title: {
            type: 'string',
          },
          description: {
            type: 'string',
          },
          tags: {
            type: 'array',
            items: {
              type: 'string',
            },
          },
          spec: {
            description: 'The spec of the Kpi entity, an object.',
          },
          operands: {
            description:
              'The KPIs that `spec.formula` names, as far as the caller may read; given for a single KPI, not in lists.',
            type: 'array',
            items: {
              type: 'object',
              required: ['operand', 'name', 'entityRef', 'title'],
              properties: {
                operand: {
                  description: 'As written in the formula.',
                  type: 'string',
                },
                name: {
                  type: 'string',
                },
                entityRef: {
                  type: 'string',
                },
                title: {
                  type: 'string',
                },
              },
            },
          },
        },
      },
      KpiList: {
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/KpiDefinition',
            },
          },
          nextCursor: {
            type: 'string',
          },
        },
      },
      KpiTreeDefinition: {
        type: 'object',
        required: ['name', 'entityRef', 'title', 'spec'],
        properties: {
          name: {
            type: 'string',
          },
          entityRef: {
            type: 'string',
          },
          title: {
            type: 'string',
          },
          description: {
            type: 'string',
          },
          spec: {
            description: 'The spec of the KpiTree entity, an object.',
          },
        },
      },
      KpiTreeList: {
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/KpiTreeDefinition',
            },
          },
          nextCursor: {
            type: 'string',
          },
        },
      },
      MemberCounts: {
        type: 'object',
        required: [
          'total',
          'onTarget',
          'atRisk',
          'offTarget',
          'noTarget',
          'noData',
        ],
        properties: {
          total: {
            type: 'integer',
          },
          onTarget: {
            type: 'integer',
          },
          atRisk: {
            type: 'integer',
          },
          offTarget: {
            type: 'integer',
          },
          noTarget: {
            type: 'integer',
          },
          noData: {
            description: 'No data in the current period, stale ones included.',
            type: 'integer',
          },
        },
      },
      ScorecardNode: {
        description:
          'A node of an evaluated tree. `kind` is `kpi` for a leaf, which has the properties from `kpi` on.',
        type: 'object',
        required: [
          'id',
          'kind',
          'title',
          'owner',
          'weight',
          'status',
          'score',
          'trend',
          'coverage',
          'children',
        ],
        properties: {
          id: {
            type: 'string',
          },
          kind: {
            type: 'string',
            enum: ['goal', 'csf', 'value-stream', 'process', 'kpi'],
          },
          title: {
            type: 'string',
          },
          description: {
            type: 'string',
          },
          owner: {
            type: ['string', 'null'],
          },
          weight: {
            type: 'number',
          },
          status: {
            $ref: '#/components/schemas/Status',
          },
          score: {
            type: ['number', 'null'],
          },
          trend: {
            $ref: '#/components/schemas/Trend',
          },
          coverage: {
            type: 'number',
          },
          before: {
            $ref: '#/components/schemas/NodeBefore',
          },
          problem: {
            type: 'string',
          },
          children: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/ScorecardNode',
            },
          },
          kpi: {
            type: 'string',
          },
          unit: {
            type: 'string',
          },
          direction: {
            type: 'string',
            enum: ['lower', 'higher', 'range'],
          },
          grain: {
            $ref: '#/components/schemas/PeriodType',
          },
          periodType: {
            $ref: '#/components/schemas/PeriodType',
          },
          periods: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/PeriodType',
            },
          },
          personas: {
            type: 'array',
            items: {
              type: 'string',
            },
          },
          tags: {
            type: 'array',
            items: {
              type: 'string',
            },
          },
          formula: {
            description:
              'How it is computed from other KPIs; not given where it is measured.',
            type: 'string',
          },
          period: {
            description: 'First day of the period of the value.',
            type: 'string',
          },
          value: {
            type: ['number', 'null'],
          },
          sampleSize: {
            type: ['number', 'null'],
          },
          relativeError: {
            description: 'How far the value may be off, as a share of it.',
            type: 'number',
          },
          target: {
            $ref: '#/components/schemas/BoundOrNone',
          },
          threshold: {
            $ref: '#/components/schemas/BoundOrNone',
          },
          provisional: {
            type: 'object',
            required: ['period', 'value', 'weight'],
            properties: {
              period: {
                type: 'string',
              },
              value: {
                type: 'number',
              },
              weight: {
                type: 'number',
              },
            },
          },
          known: {
            $ref: '#/components/schemas/Known',
          },
          rejectedRows: {
            description:
              'The value is incomplete: this many rows of its source would have counted in it and could not be used.',
            type: 'integer',
          },
          origin: {
            description:
              '`own`: measured for this entity or scope; `members`: rolled up. A formula is `own` if all its operands are.',
            type: 'string',
            enum: ['own', 'members'],
          },
          members: {
            $ref: '#/components/schemas/MemberCounts',
          },
          spark: {
            description: 'Pairs of period and value or null, oldest first.',
            type: 'array',
            items: {
              type: 'array',
              prefixItems: [
                {
                  type: 'string',
                },
                {
                  type: ['number', 'null'],
                },
              ],
              minItems: 2,
              maxItems: 2,
            },
          },
          bounds: {
            description:
              'The bounds by which the periods of `spark` are judged: first period in which they apply, target and threshold; not given if they are the same in all of them.',
            type: 'array',
            items: {
              type: 'array',
              prefixItems: [
                {
                  type: 'string',
                },
                {
                  $ref: '#/components/schemas/BoundOrNone',
                },
                {
                  $ref: '#/components/schemas/BoundOrNone',
                },
              ],
              minItems: 3,
              maxItems: 3,
            },
          },
          ofClass: {
            description:
              'In the scorecard of a class, whether its value of the class is held against the target; `none` where it is not broken down like this.',
            type: 'string',
            enum: ['judged', 'not-judged', 'none'],
          },
          signals: {
            $ref: '#/components/schemas/SignalSummary',
          },
          updatedAt: {
            type: ['string', 'null'],
          },
        },
      },
      NodeBefore: {
        description: 'The state of a node on the day it is compared with.',
        type: 'object',
        required: ['score', 'status', 'coverage'],
        properties: {
          score: {
            type: ['number', 'null'],
          },
          status: {
            $ref: '#/components/schemas/Status',
          },
          coverage: {
            type: 'number',
          },
          period: {
            description: 'For a KPI, with its value.',
            type: 'string',
          },
          value: {
            type: ['number', 'null'],
          },
        },
      },
      Scorecard: {
        type: 'object',
        required: [
          'scope',
          'memberCount',
          'asOf',
          'timeZone',
          'trees',
          'problems',
        ],
        properties: {
          scope: {
            type: 'string',
          },
          memberCount: {
            type: 'integer',
          },
          partial: {
            $ref: '#/components/schemas/Partial',
          },
          asOf: {
            type: 'string',
          },
          timeZone: {
            type: 'string',
          },
          compare: {
            description: 'The day it is compared with, if one was requested.',
            type: 'string',
          },
          trees: {
            type: 'array',
            items: {
              type: 'object',
              required: ['name', 'title', 'owner', 'root'],
              properties: {
                name: {
                  type: 'string',
                },
                title: {
                  type: 'string',
                },
                description: {
                  type: 'string',
                },
                owner: {
                  type: 'string',
                },
                breakdowns: {
                  description:
                    'By what some of its KPIs are broken down, if any are, and how many.',
                  type: 'array',
                  items: {
                    type: 'object',
                    required: ['id', 'kpis'],
                    properties: {
                      id: {
                        type: 'string',
                      },
                      kpis: {
                        type: 'integer',
                      },
                    },
                  },
                },
                root: {
                  $ref: '#/components/schemas/ScorecardNode',
                },
              },
            },
          },
          problems: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/Problem',
            },
          },
          formerly: {
            description:
              'What the entity was called before, if it took over that history; latest first.',
            type: 'array',
            items: {
              type: 'object',
              required: ['entityRef', 'at'],
              properties: {
                entityRef: {
                  type: 'string',
                },
                at: {
                  description: 'When its history was taken over, ISO 8601.',
                  type: 'string',
                },
              },
            },
          },
        },
      },
      SeriesPoint: {
        type: 'object',
        required: [
          'period',
          'value',
          'weight',
          'target',
          'threshold',
          'score',
          'status',
        ],
        properties: {
          period: {
            type: 'string',
          },
          value: {
            type: ['number', 'null'],
          },
          weight: {
            type: ['number', 'null'],
          },
          numerator: {
            description:
              'For a ratio or mean, if known; for a KPI in percent, not multiplied by 100. With a denominator of 0 there is no value.',
            type: 'number',
          },
          denominator: {
            description: 'What the numerator is divided by.',
            type: 'number',
          },
          target: {
            $ref: '#/components/schemas/BoundOrNone',
          },
          threshold: {
            $ref: '#/components/schemas/BoundOrNone',
          },
          score: {
            type: ['number', 'null'],
          },
          status: {
            $ref: '#/components/schemas/Status',
          },
          provisional: {
            type: 'boolean',
            enum: [true],
          },
          known: {
            $ref: '#/components/schemas/Known',
          },
          rejectedRows: {
            description:
              'The period is incomplete: this many rows of its source would have counted in it and could not be used.',
            type: 'integer',
          },
          exception: {
            description: 'Somebody left the period out of limits and signals.',
            type: 'object',
            required: ['reason', 'by', 'at'],
            properties: {
              reason: {
                type: 'string',
              },
              by: {
                description: 'Who did, an entity reference.',
                type: 'string',
              },
              at: {
                type: 'string',
              },
            },
          },
        },
      },
      Series: {
        type: 'object',
        required: [
          'scope',
          'kpi',
          'title',
          'description',
          'owner',
          'unit',
          'direction',
          'periodType',
          'periods',
          'origin',
          'source',
          'coveredUntil',
          'points',
        ],
        properties: {
          scope: {
            type: 'string',
          },
          kpi: {
            type: 'string',
          },
          title: {
            type: 'string',
          },
          description: {
            type: 'string',
          },
          owner: {
            type: 'string',
          },
          unit: {
            type: 'string',
          },
          direction: {
            type: 'string',
            enum: ['lower', 'higher', 'range'],
          },
          periodType: {
            $ref: '#/components/schemas/PeriodType',
          },
          periods: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/PeriodType',
            },
          },
          origin: {
            type: 'string',
            enum: ['own', 'members'],
          },
          partial: {
            $ref: '#/components/schemas/Partial',
          },
          source: {
            type: ['string', 'null'],
          },
          relativeError: {
            description: 'How far values may be off, as a share of them.',
            type: 'number',
          },
          coveredUntil: {
            type: ['string', 'null'],
          },
          earlierArithmeticBefore: {
            description:
              'Periods before this day have the values of an earlier version of the arithmetic: their measurements are folded and cannot be recomputed.',
            type: 'string',
          },
          points: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/SeriesPoint',
            },
          },
          targetChanges: {
            description:
              'Other targets set by an annotation or a tree, oldest first; those of the Kpi are in its versions.',
            type: 'array',
            items: {
              type: 'object',
              required: ['date', 'bound', 'from', 'to', 'effect'],
              properties: {
                date: {
                  type: 'string',
                },
                bound: {
                  type: 'string',
                  enum: ['target', 'threshold'],
                },
                from: {
                  $ref: '#/components/schemas/BoundOrNone',
                },
                to: {
                  $ref: '#/components/schemas/BoundOrNone',
                },
                effect: {
                  type: 'string',
                  enum: ['loosened', 'tightened', 'changed'],
                },
              },
            },
          },
          assessment: {
            $ref: '#/components/schemas/Assessment',
          },
          sentences: {
            description: 'What the assessment says, in words.',
            type: 'array',
            items: {
              type: 'string',
            },
          },
        },
      },
      SignalSummary: {
        description:
          'What is kept of an assessment in addition to the current value.',
        type: 'object',
        required: [
          'trend',
          'method',
          'points',
          'mean',
          'lower',
          'upper',
          'capability',
          'quality',
        ],
        properties: {
          trend: {
            $ref: '#/components/schemas/Trend',
          },
          method: {
            $ref: '#/components/schemas/TrendMethod',
          },
          points: {
            description: 'How many values the trend is based on.',
            type: 'integer',
          },
          signal: {
            $ref: '#/components/schemas/Signal',
          },
          value: {
            description: 'The newest point of the chart.',
            type: 'number',
          },
          mean: {
            type: ['number', 'null'],
          },
          lower: {
            type: ['number', 'null'],
          },
          upper: {
            type: ['number', 'null'],
          },
          expected: {
            $ref: '#/components/schemas/ExpectedRange',
          },
          adjusted: {
            $ref: '#/components/schemas/Seasonality',
          },
          chartFrom: {
            description:
              'The first day of the newest part of the chart, where a change was declared.',
            type: 'string',
          },
          exceptions: {
            description:
              'How many periods of the chart were left out of limits and signals.',
            type: 'integer',
          },
          past: {
            type: 'string',
          },
          reason: {
            $ref: '#/components/schemas/NoTrendReason',
          },
          capability: {
            $ref: '#/components/schemas/Capability',
          },
          chance: {
            $ref: '#/components/schemas/TargetChance',
          },
          nextTarget: {
            $ref: '#/components/schemas/TargetChance',
          },
          quality: {
            $ref: '#/components/schemas/DataQuality',
          },
        },
      },
      Assessment: {
        description:
          'Everything that is derived from the history, in periods of the judged length.',
        type: 'object',
        required: ['trend', 'capability', 'quality'],
        properties: {
          trend: {
            type: 'object',
            required: [
              'trend',
              'method',
              'rules',
              'points',
              'mean',
              'lower',
              'upper',
              'chart',
            ],
            properties: {
              trend: {
                $ref: '#/components/schemas/Trend',
              },
              method: {
                $ref: '#/components/schemas/TrendMethod',
              },
              rules: {
                type: 'string',
                enum: ['nhs', 'wheeler', 'western-electric'],
              },
              points: {
                type: 'integer',
              },
              signal: {
                $ref: '#/components/schemas/Signal',
              },
              value: {
                type: 'number',
              },
              mean: {
                type: ['number', 'null'],
              },
              lower: {
                type: ['number', 'null'],
              },
              upper: {
                type: ['number', 'null'],
              },
              expected: {
                $ref: '#/components/schemas/ExpectedRange',
              },
              adjusted: {
                $ref: '#/components/schemas/Seasonality',
              },
              chartFrom: {
                description:
                  'The first day of the newest part of the chart, where a change was declared.',
                type: 'string',
              },
              exceptions: {
                description:
                  'How many periods of the chart were left out of limits and signals.',
                type: 'integer',
              },
              past: {
                type: 'string',
              },
              reason: {
                $ref: '#/components/schemas/NoTrendReason',
              },
              chart: {
                type: 'array',
                items: {
                  $ref: '#/components/schemas/ProcessPoint',
                },
              },
              times: {
                description:
                  'For `time-between`, the days between events: one point per event, whose `period` is its day; the last may be the time since the last event.',
                type: 'array',
                items: {
                  $ref: '#/components/schemas/ProcessPoint',
                },
              },
            },
          },
          capability: {
            $ref: '#/components/schemas/Capability',
          },
          forecast: {
            type: 'object',
            required: ['model', 'error', 'naiveError', 'origins', 'points'],
            properties: {
              model: {
                type: 'string',
                enum: [
                  'level',
                  'naive',
                  'drift',
                  'damped-trend',
                  'seasonal-naive',
                  'holt-winters',
                ],
              },
              error: {
                type: 'number',
              },
              naiveError: {
                type: 'number',
              },
              origins: {
                type: 'integer',
              },
              points: {
                type: 'array',
                items: {
                  type: 'object',
                  required: [
                    'period',
                    'value',
                    'lower80',
                    'upper80',
                    'lower95',
                    'upper95',
                    'target',
                    'probability',
                  ],
                  properties: {
                    period: {
                      type: 'string',
                    },
                    value: {
                      type: 'number',
                    },
                    lower80: {
                      type: 'number',
                    },
                    upper80: {
                      type: 'number',
                    },
                    lower95: {
                      type: 'number',
                    },
                    upper95: {
                      type: 'number',
                    },
                    target: {
                      $ref: '#/components/schemas/BoundOrNone',
                    },
                    probability: {
                      type: ['number', 'null'],
                    },
                    byHistory: {
                      type: 'number',
                    },
                  },
                },
              },
            },
          },
          chance: {
            $ref: '#/components/schemas/TargetChance',
          },
          nextTarget: {
            $ref: '#/components/schemas/TargetChance',
          },
          quality: {
            $ref: '#/components/schemas/DataQuality',
          },
        },
      },
      ExpectedRange: {
        description:
          'The values between which periods lie at the current performance of the process.',
        type: 'object',
        required: ['lower', 'upper'],
        properties: {
          lower: {
            type: 'number',
          },
          upper: {
            type: 'number',
          },
        },
      },
      ProcessPoint: {
        description: 'A point of a process behaviour chart, with its limits.',
        type: 'object',
        required: ['period', 'value', 'mean', 'lower', 'upper', 'rules'],
        properties: {
          period: {
            type: 'string',
          },
          value: {
            type: ['number', 'null'],
          },
          mean: {
            type: ['number', 'null'],
          },
          lower: {
            type: ['number', 'null'],
          },
          upper: {
            type: ['number', 'null'],
          },
          rules: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/SignalRule',
            },
          },
          meaning: {
            type: 'string',
            enum: ['improving', 'worsening', 'change'],
          },
          exception: {
            description: 'The period was left out of limits and signals.',
            type: 'boolean',
            enum: [true],
          },
        },
      },
      TrendMethod: {
        description:
          '`xmr`: limits of the values; `time-between`: of the days between rare events; `proportion`: of a share of few cases.',
        type: 'string',
        enum: ['xmr', 'time-between', 'proportion'],
      },
      SignalRule: {
        type: 'string',
        enum: [
          'outside',
          'shift',
          'trend',
          'two-of-three',
          'three-of-four',
          'four-of-five',
        ],
      },
      Signal: {
        description: 'A pattern of points that chance rarely produces.',
        type: 'object',
        required: ['rule', 'side', 'from', 'to', 'points', 'meaning'],
        properties: {
          rule: {
            $ref: '#/components/schemas/SignalRule',
          },
          side: {
            type: 'string',
            enum: ['above', 'below'],
          },
          from: {
            type: 'string',
          },
          to: {
            type: 'string',
          },
          points: {
            type: 'integer',
          },
          meaning: {
            type: 'string',
            enum: ['improving', 'worsening', 'change'],
          },
        },
      },
      Seasonality: {
        description: 'Which seasonality was removed first.',
        type: 'string',
        enum: ['day-of-week', 'month-of-year', 'quarter-of-year'],
      },
      NoTrendReason: {
        description:
          'Why no claim is made. `by-chance`: the newest points stand out, but no more than values like these do by chance.',
        type: 'string',
        enum: ['few-points', 'few-in-sample', 'constant', 'by-chance'],
      },
      Capability: {
        description:
          'Whether the target will be met at the current performance of the process.',
        type: 'string',
        enum: ['consistently', 'sometimes', 'never', 'unknown'],
      },
      TargetChance: {
        description: 'A chance of being on target, 0..1.',
        type: 'object',
        required: ['period', 'target', 'probability'],
        properties: {
          period: {
            type: 'string',
          },
          target: {
            $ref: '#/components/schemas/Bound',
          },
          probability: {
            type: 'number',
          },
          byHistory: {
            description:
              'The same without what is measured of the current period, if that counts.',
            type: 'number',
          },
        },
      },
      DataQuality: {
        description: 'How far the data of a series can be trusted.',
        type: 'object',
        required: ['grade', 'completeness', 'issues'],
        properties: {
          grade: {
            type: ['string', 'null'],
            enum: ['A', 'B', 'C', 'D', null],
          },
          completeness: {
            type: 'number',
          },
          issues: {
            type: 'array',
            items: {
              type: 'object',
              required: ['kind', 'grade', 'period', 'count', 'amount'],
              properties: {
                kind: {
                  type: 'string',
                  enum: [
                    'late',
                    'gaps',
                    'volume',
                    'impossible',
                    'constant',
                    'incomplete',
                  ],
                },
                grade: {
                  type: 'string',
                  enum: ['A', 'B', 'C', 'D'],
                },
                period: {
                  type: 'string',
                },
                count: {
                  type: 'integer',
                },
                amount: {
                  type: 'number',
                },
              },
            },
          },
        },
      },
      AcceptedChange: {
        type: 'object',
        required: ['date', 'reason', 'by', 'at'],
        properties: {
          date: {
            type: 'string',
          },
          reason: {
            type: 'string',
          },
          by: {
            description: 'Who accepted it, an entity reference.',
            type: 'string',
          },
          at: {
            type: 'string',
          },
        },
      },
      AcceptedChanges: {
        type: 'object',
        required: ['items', 'mayDeclare'],
        properties: {
          items: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/AcceptedChange',
            },
          },
          mayDeclare: {
            type: 'boolean',
          },
        },
      },
      ReviewSubject: {
        description: 'A scope by a tree in a period that is over.',
        type: 'object',
        additionalProperties: false,
        required: ['scope', 'tree', 'periodType', 'period'],
        properties: {
          scope: {
            description: 'Entity reference, or `all`.',
            type: 'string',
            maxLength: 255,
          },
          tree: {
            type: 'string',
            maxLength: 63,
          },
          periodType: {
            type: 'string',
            enum: ['week', 'month', 'quarter'],
          },
          period: {
            description: 'A day in the period, `YYYY-MM-DD`.',
            type: 'string',
            maxLength: 32,
          },
        },
      },
      ReviewDecision: {
        type: 'object',
        additionalProperties: false,
        required: ['text'],
        properties: {
          text: {
            type: 'string',
            maxLength: 2000,
          },
          owner: {
            description: 'Who sees to it, reference of a user or group.',
            type: 'string',
            maxLength: 255,
          },
          due: {
            description: 'Until when, `YYYY-MM-DD`.',
            type: 'string',
            maxLength: 32,
          },
        },
      },
      ReviewFields: {
        type: 'object',
        additionalProperties: false,
        required: ['decisions'],
        properties: {
          notes: {
            description: 'Markdown.',
            type: 'string',
            maxLength: 20000,
          },
          decisions: {
            type: 'array',
            maxItems: 50,
            items: {
              $ref: '#/components/schemas/ReviewDecision',
            },
          },
        },
      },
      Review: {
        type: 'object',
        required: [
          'scope',
          'tree',
          'periodType',
          'period',
          'decisions',
          'id',
          'state',
          'version',
          'asOf',
          'compare',
          'createdBy',
          'createdAt',
          'changedBy',
          'changedAt',
        ],
        properties: {
          scope: {
            description: 'Entity reference, or `all`.',
            type: 'string',
            maxLength: 255,
          },
          tree: {
            type: 'string',
            maxLength: 63,
          },
          periodType: {
            type: 'string',
            enum: ['week', 'month', 'quarter'],
          },
          period: {
            description: 'A day in the period, `YYYY-MM-DD`.',
            type: 'string',
            maxLength: 32,
          },
          notes: {
            description: 'Markdown.',
            type: 'string',
            maxLength: 20000,
          },
          decisions: {
            type: 'array',
            maxItems: 50,
            items: {
              $ref: '#/components/schemas/ReviewDecision',
            },
          },
          id: {
            type: 'string',
          },
          state: {
            type: 'string',
            enum: ['open', 'closed'],
          },
          version: {
            type: 'integer',
          },
          asOf: {
            description: 'The last day of the period.',
            type: 'string',
          },
          compare: {
            description: 'The day that it is compared with.',
            type: 'string',
          },
          previous: {
            description: 'The id of the review before.',
            type: 'string',
          },
          createdBy: {
            type: 'string',
          },
          createdAt: {
            type: 'string',
          },
          changedBy: {
            type: 'string',
          },
          changedAt: {
            type: 'string',
          },
          closedBy: {
            type: 'string',
          },
          closedAt: {
            type: 'string',
          },
        },
      },
      ReviewPage: {
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/Review',
            },
          },
          mayWrite: {
            description:
              'Whether the caller may begin one; where scope and tree are given.',
            type: 'boolean',
          },
        },
      },
      ReviewView: {
        type: 'object',
        required: [
          'scope',
          'tree',
          'periodType',
          'period',
          'decisions',
          'id',
          'state',
          'version',
          'asOf',
          'compare',
          'createdBy',
          'createdAt',
          'changedBy',
          'changedAt',
          'treeTitle',
          'mayWrite',
          'content',
          'origin',
        ],
        properties: {
          scope: {
            description: 'Entity reference, or `all`.',
            type: 'string',
            maxLength: 255,
          },
          tree: {
            type: 'string',
            maxLength: 63,
          },
          periodType: {
            type: 'string',
            enum: ['week', 'month', 'quarter'],
          },
          period: {
            description: 'A day in the period, `YYYY-MM-DD`.',
            type: 'string',
            maxLength: 32,
          },
          notes: {
            description: 'Markdown.',
            type: 'string',
            maxLength: 20000,
          },
          decisions: {
            type: 'array',
            maxItems: 50,
            items: {
              $ref: '#/components/schemas/ReviewDecision',
            },
          },
          id: {
            type: 'string',
          },
          state: {
            type: 'string',
            enum: ['open', 'closed'],
          },
          version: {
            type: 'integer',
          },
          asOf: {
            description: 'The last day of the period.',
            type: 'string',
          },
          compare: {
            description: 'The day that it is compared with.',
            type: 'string',
          },
          previous: {
            description: 'The id of the review before.',
            type: 'string',
          },
          createdBy: {
            type: 'string',
          },
          createdAt: {
            type: 'string',
          },
          changedBy: {
            type: 'string',
          },
          changedAt: {
            type: 'string',
          },
          closedBy: {
            type: 'string',
          },
          closedAt: {
            type: 'string',
          },
          treeTitle: {
            type: 'string',
          },
          scopeTitle: {
            description: 'Of the entity or scope; not given for `all`.',
            type: 'string',
          },
          mayWrite: {
            description:
              'Whether the caller may write in it; never in a closed one.',
            type: 'boolean',
          },
          content: {
            $ref: '#/components/schemas/ReviewContent',
          },
          origin: {
            description:
              '`live` of an open review, `kept` of a closed one, `recomputed` of a closed one for somebody who may not see all that it was made of.',
            type: 'string',
            enum: ['live', 'kept', 'recomputed'],
          },
          last: {
            description: 'What was decided last time.',
            type: 'object',
            required: ['id', 'period', 'asOf', 'decisions'],
            properties: {
              id: {
                type: 'string',
              },
              period: {
                type: 'string',
              },
              asOf: {
                type: 'string',
              },
              notes: {
                description: 'Markdown.',
                type: 'string',
                maxLength: 20000,
              },
              decisions: {
                type: 'array',
                maxItems: 50,
                items: {
                  $ref: '#/components/schemas/ReviewDecision',
                },
              },
            },
          },
        },
      },
      ReviewContent: {
        description: 'What a review shows, as of its day.',
        type: 'object',
        required: [
          'scorecard',
          'contribution',
          'actions',
          'checkIns',
          'comments',
          'data',
          'due',
          'definitions',
        ],
        properties: {
          scorecard: {
            $ref: '#/components/schemas/Scorecard',
          },
          contribution: {
            $ref: '#/components/schemas/Contribution',
          },
          checkIns: {
            $ref: '#/components/schemas/CheckInPage',
          },
          comments: {
            $ref: '#/components/schemas/KpiCommentPage',
          },
          actions: {
            $ref: '#/components/schemas/ActionPage',
          },
          data: {
            $ref: '#/components/schemas/QualityPage',
          },
          due: {
            $ref: '#/components/schemas/QualityPage',
          },
          definitions: {
            description:
              'The versions of the tree and its KPIs that were in force.',
            type: 'array',
            items: {
              type: 'object',
              required: ['kind', 'name', 'version'],
              properties: {
                kind: {
                  type: 'string',
                  enum: ['Kpi', 'KpiTree'],
                },
                name: {
                  type: 'string',
                },
                version: {
                  type: 'integer',
                },
              },
            },
          },
        },
      },
      ReviewChanges: {
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: {
              type: 'object',
              required: ['version', 'by', 'at', 'fields'],
              properties: {
                version: {
                  type: 'integer',
                },
                by: {
                  type: 'string',
                },
                at: {
                  type: 'string',
                },
                fields: {
                  $ref: '#/components/schemas/ReviewFields',
                },
              },
            },
          },
        },
      },
      ActionState: {
        type: 'string',
        enum: ['proposed', 'open', 'done', 'cancelled'],
      },
      ActionSubject: {
        description:
          'A KPI of an entity or scope, or a node of a tree for a scope.',
        type: 'object',
        additionalProperties: false,
        required: ['scope'],
        properties: {
          scope: {
            description: 'Entity reference, or `all`.',
            type: 'string',
            maxLength: 255,
          },
          kpi: {
            type: 'string',
            maxLength: 63,
          },
          tree: {
            type: 'string',
            maxLength: 63,
          },
          node: {
            description: 'Id of a node of the tree that is no KPI.',
            type: 'string',
            maxLength: 255,
          },
        },
      },
      ActionLink: {
        type: 'object',
        additionalProperties: false,
        required: ['url'],
        properties: {
          url: {
            type: 'string',
            maxLength: 2000,
          },
          title: {
            type: 'string',
            maxLength: 200,
          },
        },
      },
      ActionExpectation: {
        description: 'A value in the unit of the KPI, or a change in percent.',
        type: 'object',
        additionalProperties: false,
        properties: {
          by: {
            description: 'Until when, `YYYY-MM-DD`.',
            type: 'string',
            maxLength: 32,
          },
          value: {
            type: 'number',
            minimum: -1000000000000000,
            maximum: 1000000000000000,
          },
          percent: {
            type: 'number',
            minimum: -100,
            maximum: 1000000,
          },
        },
      },
      ActionFields: {
        type: 'object',
        additionalProperties: false,
        required: ['title', 'owner', 'state'],
        properties: {
          title: {
            type: 'string',
            maxLength: 200,
          },
          text: {
            description: 'Markdown.',
            type: 'string',
            maxLength: 20000,
          },
          owner: {
            description: 'Who does it, reference of a user or group.',
            type: 'string',
            maxLength: 255,
          },
          state: {
            $ref: '#/components/schemas/ActionState',
          },
          start: {
            description: 'When it begins or began, `YYYY-MM-DD`.',
            type: 'string',
            maxLength: 32,
          },
          due: {
            type: 'string',
            maxLength: 32,
          },
          done: {
            type: 'string',
            maxLength: 32,
          },
          links: {
            type: 'array',
            maxItems: 20,
            items: {
              $ref: '#/components/schemas/ActionLink',
            },
          },
          expectation: {
            $ref: '#/components/schemas/ActionExpectation',
          },
        },
      },
      ActionView: {
        type: 'object',
        required: [
          'id',
          'scope',
          'title',
          'owner',
          'state',
          'version',
          'createdBy',
          'createdAt',
          'changedBy',
          'changedAt',
          'subjectTitle',
          'answerable',
          'isOverdue',
          'mayWrite',
        ],
        properties: {
          id: {
            type: 'string',
          },
          scope: {
            type: 'string',
          },
          kpi: {
            type: 'string',
          },
          tree: {
            type: 'string',
          },
          node: {
            type: 'string',
          },
          title: {
            type: 'string',
          },
          text: {
            type: 'string',
          },
          owner: {
            type: 'string',
          },
          state: {
            $ref: '#/components/schemas/ActionState',
          },
          start: {
            type: 'string',
          },
          due: {
            type: 'string',
          },
          done: {
            type: 'string',
          },
          links: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/ActionLink',
            },
          },
          expectation: {
            $ref: '#/components/schemas/ActionExpectation',
          },
          version: {
            type: 'integer',
          },
          createdBy: {
            type: 'string',
          },
          createdAt: {
            type: 'string',
          },
          changedBy: {
            type: 'string',
          },
          changedAt: {
            type: 'string',
          },
          subjectTitle: {
            description: 'Title of the KPI or node.',
            type: 'string',
          },
          scopeTitle: {
            description: 'Title of the entity or scope.',
            type: 'string',
          },
          unit: {
            description: 'Of the KPI.',
            type: 'string',
          },
          periodType: {
            $ref: '#/components/schemas/PeriodType',
          },
          answerable: {
            description:
              'The owners of the KPI or node there, who answer for it.',
            type: 'array',
            items: {
              type: 'string',
            },
          },
          isOverdue: {
            type: 'boolean',
          },
          mayWrite: {
            description: 'Whether the caller may change it.',
            type: 'boolean',
          },
          effect: {
            $ref: '#/components/schemas/ActionEffect',
          },
        },
      },
      ActionPage: {
        type: 'object',
        required: ['items', 'total'],
        properties: {
          items: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/ActionView',
            },
          },
          total: {
            description: 'How many there are, on all pages.',
            type: 'integer',
          },
          mayAdd: {
            description:
              'Whether the caller may add actions of what was asked for; given if that is one KPI, or node, of one entity or scope.',
            type: 'boolean',
          },
          nextCursor: {
            type: 'string',
          },
        },
      },
      ActionCounts: {
        type: 'object',
        required: ['open', 'overdue', 'items'],
        properties: {
          open: {
            description: 'How many are proposed or open.',
            type: 'integer',
          },
          overdue: {
            description: 'How many of these should be done.',
            type: 'integer',
          },
          items: {
            description: 'The same of each KPI and node that has any.',
            type: 'array',
            items: {
              type: 'object',
              required: ['open', 'overdue'],
              properties: {
                kpi: {
                  type: 'string',
                },
                tree: {
                  type: 'string',
                },
                node: {
                  type: 'string',
                },
                open: {
                  type: 'integer',
                },
                overdue: {
                  type: 'integer',
                },
              },
            },
          },
        },
      },
      ActionChanges: {
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: {
              type: 'object',
              required: ['version', 'by', 'at', 'fields'],
              properties: {
                version: {
                  type: 'integer',
                },
                by: {
                  type: 'string',
                },
                at: {
                  type: 'string',
                },
                fields: {
                  $ref: '#/components/schemas/ActionFields',
                },
              },
            },
          },
        },
      },
      EffectVerdict: {
        type: 'string',
        enum: ['too-early', 'no-effect-seen', 'worked', 'got-worse', 'unknown'],
      },
      EffectPart: {
        type: 'object',
        required: ['from', 'to', 'points', 'value'],
        properties: {
          from: {
            type: 'string',
          },
          to: {
            type: 'string',
          },
          points: {
            type: 'integer',
          },
          value: {
            description: 'The typical value of these periods.',
            type: ['number', 'null'],
          },
        },
      },
      GuardEffect: {
        description: 'A KPI that should not have got worse meanwhile, and did.',
        type: 'object',
        required: ['kpi', 'title', 'unit', 'periodType', 'effect'],
        properties: {
          kpi: {
            type: 'string',
          },
          title: {
            type: 'string',
          },
          unit: {
            type: 'string',
          },
          periodType: {
            $ref: '#/components/schemas/PeriodType',
          },
          effect: {
            $ref: '#/components/schemas/ActionEffect',
          },
        },
      },
      ActionEffect: {
        description: 'What an action came to, by the values of its KPI.',
        type: 'object',
        required: ['verdict'],
        properties: {
          verdict: {
            $ref: '#/components/schemas/EffectVerdict',
          },
          reason: {
            type: 'string',
            enum: [
              'not-begun',
              'few-before',
              'few-after',
              'as-before',
              'no-range',
            ],
          },
          missing: {
            description:
              'How many more periods with a value it takes at least.',
            type: 'integer',
          },
          method: {
            type: 'string',
            enum: ['ranks', 'rates', 'shares'],
          },
          before: {
            $ref: '#/components/schemas/EffectPart',
          },
          after: {
            $ref: '#/components/schemas/EffectPart',
          },
          difference: {
            description: 'After less before, with its 99 % interval.',
            type: 'object',
            required: ['value', 'lower', 'upper'],
            properties: {
              value: {
                type: 'number',
              },
              lower: {
                type: ['number', 'null'],
              },
              upper: {
                type: ['number', 'null'],
              },
            },
          },
          adjusted: {
            type: 'string',
            enum: ['day-of-week', 'month-of-year', 'quarter-of-year'],
          },
          expectation: {
            type: 'object',
            required: ['outcome'],
            properties: {
              outcome: {
                type: 'string',
                enum: ['met', 'possible', 'missed', 'open'],
              },
              value: {
                type: 'number',
              },
            },
          },
          guards: {
            description: 'Guards of the KPI that got worse with the action.',
            type: 'array',
            items: {
              $ref: '#/components/schemas/GuardEffect',
            },
          },
          together: {
            description:
              'What else happened, so that the effect is theirs together.',
            type: 'object',
            required: ['actions', 'changes'],
            properties: {
              actions: {
                type: 'array',
                items: {
                  type: 'string',
                },
              },
              changes: {
                type: 'array',
                items: {
                  type: 'string',
                },
              },
            },
          },
        },
      },
      Confidence: {
        type: 'string',
        enum: ['on-track', 'at-risk', 'off-track'],
      },
      CheckInView: {
        type: 'object',
        required: [
          'id',
          'scope',
          'kpi',
          'periodType',
          'period',
          'text',
          'confidence',
          'by',
          'at',
          'kpiTitle',
        ],
        properties: {
          id: {
            type: 'string',
          },
          scope: {
            type: 'string',
          },
          kpi: {
            type: 'string',
          },
          periodType: {
            $ref: '#/components/schemas/PeriodType',
          },
          period: {
            description: 'First day of the period.',
            type: 'string',
          },
          text: {
            type: 'string',
          },
          confidence: {
            $ref: '#/components/schemas/Confidence',
          },
          by: {
            description: 'Who said it, an entity reference.',
            type: 'string',
          },
          at: {
            type: 'string',
          },
          kpiTitle: {
            type: 'string',
          },
        },
      },
      CheckInPage: {
        type: 'object',
        required: ['items', 'total'],
        properties: {
          items: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/CheckInView',
            },
          },
          total: {
            description: 'How many there are, on all pages.',
            type: 'integer',
          },
          nextCursor: {
            type: 'string',
          },
          mayWrite: {
            description:
              'Whether the caller may add one; given if one KPI of one scope is asked for.',
            type: 'boolean',
          },
        },
      },
      MissingCheckIns: {
        type: 'object',
        required: ['owners', 'items'],
        properties: {
          owners: {
            type: 'array',
            items: {
              type: 'string',
            },
          },
          items: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/OwnedKpi',
            },
          },
          nextCursor: {
            type: 'string',
          },
        },
      },
      PeriodException: {
        type: 'object',
        required: ['periodType', 'period', 'reason', 'by', 'at'],
        properties: {
          periodType: {
            $ref: '#/components/schemas/PeriodType',
          },
          period: {
            description: 'First day of the period.',
            type: 'string',
          },
          reason: {
            type: 'string',
          },
          by: {
            description: 'Who left it out, an entity reference.',
            type: 'string',
          },
          at: {
            type: 'string',
          },
        },
      },
      PeriodExceptions: {
        type: 'object',
        required: ['items', 'mayDeclare'],
        properties: {
          items: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/PeriodException',
            },
          },
          mayDeclare: {
            type: 'boolean',
          },
        },
      },
      Digest: {
        type: 'object',
        additionalProperties: false,
        required: ['every', 'timeZone', 'weekday', 'hour'],
        properties: {
          every: {
            description: 'Each week on a day, or on the first of each month.',
            type: 'string',
            enum: ['week', 'month'],
          },
          timeZone: {
            description: 'IANA time zone.',
            type: 'string',
            maxLength: 64,
          },
          weekday: {
            description: '1 is Monday, 7 is Sunday; of weeks only.',
            type: 'integer',
            minimum: 1,
            maximum: 7,
          },
          hour: {
            description: 'In the time zone.',
            type: 'integer',
            minimum: 0,
            maximum: 23,
          },
        },
      },
      MessagePreferences: {
        type: 'object',
        additionalProperties: false,
        properties: {
          digest: {
            $ref: '#/components/schemas/Digest',
          },
        },
      },
      Followed: {
        type: 'object',
        additionalProperties: false,
        required: ['scope'],
        properties: {
          scope: {
            description: 'Entity reference, or `all`.',
            type: 'string',
            maxLength: 255,
          },
          kpi: {
            description: 'The only KPI of the scope.',
            type: 'string',
            maxLength: 255,
          },
          tree: {
            description:
              'The tree of the scope whose KPIs they are; not beside a KPI.',
            type: 'string',
            maxLength: 255,
          },
        },
      },
      Follows: {
        type: 'object',
        required: ['items', 'sendsMessages'],
        properties: {
          items: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/Followed',
            },
          },
          sendsMessages: {
            description:
              'Whether the portal sends messages: else nobody is told of what they follow.',
            type: 'boolean',
          },
        },
      },
      KpiCommentView: {
        type: 'object',
        required: [
          'id',
          'scope',
          'kpi',
          'periodType',
          'period',
          'text',
          'mentions',
          'version',
          'createdBy',
          'createdAt',
          'changedAt',
          'kpiTitle',
          'mayChange',
        ],
        properties: {
          id: {
            type: 'string',
          },
          scope: {
            type: 'string',
          },
          kpi: {
            type: 'string',
          },
          periodType: {
            $ref: '#/components/schemas/PeriodType',
          },
          period: {
            description: 'First day of the period.',
            type: 'string',
          },
          text: {
            description: 'Markdown.',
            type: 'string',
          },
          mentions: {
            description:
              'The users and groups that it names, entity references.',
            type: 'array',
            items: {
              type: 'string',
            },
          },
          version: {
            type: 'integer',
          },
          createdBy: {
            type: 'string',
          },
          createdAt: {
            type: 'string',
          },
          changedAt: {
            type: 'string',
          },
          kpiTitle: {
            type: 'string',
          },
          mayChange: {
            description: 'Whether the caller may change and delete it.',
            type: 'boolean',
          },
        },
      },
      KpiCommentPage: {
        type: 'object',
        required: ['items', 'total'],
        properties: {
          items: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/KpiCommentView',
            },
          },
          total: {
            description: 'How many there are, on all pages.',
            type: 'integer',
          },
          nextCursor: {
            type: 'string',
          },
          mayWrite: {
            description:
              'Whether the caller may add one; given if one KPI of one scope is asked for.',
            type: 'boolean',
          },
        },
      },
      KpiCommentChanges: {
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: {
              type: 'object',
              required: ['version', 'by', 'at', 'text'],
              properties: {
                version: {
                  type: 'integer',
                },
                by: {
                  type: 'string',
                },
                at: {
                  type: 'string',
                },
                text: {
                  description: 'Nothing where it was deleted.',
                  type: ['string', 'null'],
                },
              },
            },
          },
        },
      },
      Member: {
        type: 'object',
        required: [
          'entityRef',
          'title',
          'owner',
          'period',
          'value',
          'target',
          'status',
          'score',
          'trend',
        ],
        properties: {
          entityRef: {
            type: 'string',
          },
          title: {
            type: 'string',
          },
          owner: {
            type: ['string', 'null'],
          },
          period: {
            type: 'string',
          },
          value: {
            type: ['number', 'null'],
          },
          known: {
            $ref: '#/components/schemas/Known',
          },
          rejectedRows: {
            description:
              'The value is incomplete: this many rows of its source would have counted in it and could not be used.',
            type: 'integer',
          },
          target: {
            $ref: '#/components/schemas/BoundOrNone',
          },
          status: {
            $ref: '#/components/schemas/Status',
          },
          score: {
            type: ['number', 'null'],
          },
          trend: {
            $ref: '#/components/schemas/Trend',
          },
        },
      },
      ContributionBy: {
        type: 'string',
        enum: ['entity', 'owner', 'system'],
      },
      ContributionValue: {
        type: 'object',
        required: ['value', 'weight'],
        properties: {
          value: {
            type: ['number', 'null'],
          },
          weight: {
            description:
              'The denominator of a mean or ratio; null if it plays no part.',
            type: ['number', 'null'],
          },
          known: {
            $ref: '#/components/schemas/Known',
          },
          rejectedRows: {
            description:
              'The value is incomplete: this many rows of its source would have counted in it and could not be used.',
            type: 'integer',
          },
        },
      },
      ContributionShare: {
        description: 'In the unit of the KPI; null where there are no shares.',
        type: 'object',
        required: ['rate', 'mix', 'share'],
        properties: {
          rate: {
            description: 'The effect of its own value.',
            type: ['number', 'null'],
          },
          mix: {
            description: 'The effect of its weight, or of its coming or going.',
            type: ['number', 'null'],
          },
          share: {
            description:
              'Both together; the shares of all parts add up to the change.',
            type: ['number', 'null'],
          },
        },
      },
      ContributionPart: {
        allOf: [
          {
            $ref: '#/components/schemas/ContributionShare',
          },
          {
            type: 'object',
            required: ['ref', 'title', 'before', 'after'],
            properties: {
              ref: {
                description:
                  'Entity reference, or the id of a child; null for members that have no owner or System.',
                type: ['string', 'null'],
              },
              title: {
                type: 'string',
              },
              before: {
                description: 'Null where nothing was measured.',
                anyOf: [
                  {
                    $ref: '#/components/schemas/ContributionValue',
                  },
                  {
                    type: 'null',
                  },
                ],
              },
              after: {
                anyOf: [
                  {
                    $ref: '#/components/schemas/ContributionValue',
                  },
                  {
                    type: 'null',
                  },
                ],
              },
            },
          },
        ],
      },
      ContributionPeriod: {
        allOf: [
          {
            $ref: '#/components/schemas/ContributionValue',
          },
          {
            type: 'object',
            required: ['period'],
            properties: {
              period: {
                description: 'First day of the period.',
                type: 'string',
              },
            },
          },
        ],
      },
      RecordPage: {
        description: 'The records behind the value of a KPI in a period.',
        type: 'object',
        required: ['kpi', 'scope', 'periodType', 'period', 'unit', 'items'],
        properties: {
          kpi: {
            type: 'string',
          },
          scope: {
            description: 'The entity or scope; `all` for all entities.',
            type: 'string',
          },
          periodType: {
            $ref: '#/components/schemas/PeriodType',
          },
          period: {
            description: 'First day.',
            type: 'string',
          },
          unit: {
            type: 'string',
          },
          partial: {
            $ref: '#/components/schemas/Partial',
          },
          missing: {
            description: 'Why there are none.',
            type: 'string',
            enum: ['formula', 'pushed', 'not-kept'],
          },
          operands: {
            description: 'The KPIs of its formula.',
            type: 'array',
            items: {
              type: 'string',
            },
          },
          origin: {
            $ref: '#/components/schemas/ValueOrigin',
          },
          readAt: {
            description: 'Up to when the records are known.',
            type: 'string',
            format: 'date-time',
          },
          fold: {
            description: 'How the value comes of what they add.',
            type: 'string',
            enum: [
              'sum',
              'mean',
              'min',
              'max',
              'median',
              'quantile',
              'downtime',
            ],
          },
          records: {
            description: 'How many there are, on all pages.',
            type: 'integer',
          },
          value: {
            description:
              'The sum of what they add, in the unit of the KPI; in minutes for `downtime`.',
            type: ['number', 'null'],
          },
          weight: {
            description: 'The sum of their weights, where there are weights.',
            type: ['number', 'null'],
          },
          columns: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/RecordColumn',
            },
          },
          items: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/RecordItem',
            },
          },
          nextCursor: {
            type: 'string',
          },
        },
      },
      ValueOrigin: {
        description:
          'What is known of where a value comes from, of which there are no records.',
        type: 'object',
        required: ['grain', 'measurements'],
        properties: {
          grain: {
            $ref: '#/components/schemas/PeriodType',
          },
          measurements: {
            description: 'How many measurements it is made of.',
            type: 'integer',
          },
          source: {
            description:
              'The source that collects the KPI, as the admin configured it.',
            type: 'object',
            required: ['id'],
            properties: {
              id: {
                type: 'string',
              },
              description: {
                type: 'string',
              },
              unknown: {
                description: 'Given where there is no such source.',
                type: 'boolean',
                const: true,
              },
            },
          },
          collected: {
            description:
              'When the source brought the series of the value last.',
            type: 'object',
            required: ['first', 'last'],
            properties: {
              first: {
                description: 'Of the series that was brought first.',
                type: 'string',
                format: 'date-time',
              },
              last: {
                description: 'Of the series that was brought last.',
                type: 'string',
                format: 'date-time',
              },
              run: {
                description: 'The run that brought the last one.',
                type: 'string',
              },
            },
          },
          asked: {
            $ref: '#/components/schemas/ValueQueries',
          },
          sent: {
            $ref: '#/components/schemas/SentValues',
          },
        },
      },
      SentValues: {
        description: 'Who sent the measurements that a value is made of.',
        type: 'object',
        required: ['pushes', 'more', 'unknown'],
        properties: {
          pushes: {
            description: 'The newest first.',
            type: 'array',
            items: {
              $ref: '#/components/schemas/SentPush',
            },
          },
          more: {
            description: 'How many older ones there are.',
            type: 'integer',
          },
          unknown: {
            description:
              'Measurements of which no push is known: they were sent before that was kept, or a source brought them.',
            type: 'integer',
          },
        },
      },
      SentPush: {
        description: 'Measurements that somebody sent in one request.',
        type: 'object',
        required: ['id', 'receivedAt', 'source', 'by', 'decided', 'replaced'],
        properties: {
          id: {
            type: 'integer',
          },
          receivedAt: {
            type: 'string',
            format: 'date-time',
          },
          source: {
            description: 'As the sender calls it.',
            type: 'string',
          },
          by: {
            description:
              'The reference of a user, or the subject of a service; null if nobody signed in, or if it is hidden.',
            type: ['string', 'null'],
          },
          byUser: {
            type: 'boolean',
            const: true,
          },
          hidden: {
            description:
              'Given where it was a user, whom only those may see who have `kpi-tree.record.personal.read`.',
            type: 'boolean',
            const: true,
          },
          run: {
            description:
              'What sent it, as the sender calls it, or its address.',
            type: 'string',
          },
          decided: {
            description:
              'How many measurements of the value are as it sent them.',
            type: 'integer',
          },
          replaced: {
            description:
              'How many of the measurements that it sent were replaced later.',
            type: 'integer',
          },
        },
      },
      ValueQueries: {
        description:
          'How a source measures a value of which it keeps no records.',
        type: 'object',
        required: ['queries'],
        properties: {
          queries: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/MeasuredQuery',
            },
          },
          found: {
            description:
              'By what an entity is found among the results: a label or column, and what it says.',
            type: 'object',
            required: ['by', 'names'],
            properties: {
              by: {
                type: 'string',
              },
              names: {
                type: 'array',
                items: {
                  type: 'string',
                },
              },
            },
          },
          definedAt: {
            description:
              'Since when the definition says what to ask, where that is later than the value: an earlier definition may have measured it.',
            type: 'string',
            format: 'date-time',
          },
        },
      },
      MeasuredQuery: {
        description:
          'A query that measures a value, with everything in it that is filled in.',
        type: 'object',
        required: ['of', 'language', 'text', 'evaluations'],
        properties: {
          of: {
            description: 'What of the value it gives.',
            type: 'string',
            enum: ['value', 'weight', 'numerator', 'denominator'],
          },
          language: {
            type: 'string',
            enum: ['promql', 'sql'],
          },
          text: {
            type: 'string',
          },
          parameters: {
            description: 'What is bound to its text.',
            type: 'array',
            items: {
              type: 'object',
              required: ['name', 'value'],
              properties: {
                name: {
                  type: 'string',
                },
                value: {
                  type: 'string',
                },
              },
            },
          },
          evaluations: {
            description:
              'In order of time; none where it gives all periods at once.',
            type: 'array',
            items: {
              $ref: '#/components/schemas/QueryEvaluation',
            },
          },
        },
      },
      QueryEvaluation: {
        description: 'When a query was evaluated, and for which period.',
        type: 'object',
        required: ['period', 'at', 'seconds'],
        properties: {
          period: {
            description:
              "First day of the period of the KPI's grain that it measures.",
            type: 'string',
          },
          at: {
            description:
              'The instant for which it was evaluated: the end of that period, or up to where that had come.',
            type: 'string',
            format: 'date-time',
          },
          seconds: {
            description: 'How long that period is, or had lasted.',
            type: 'number',
          },
          link: {
            description: 'The address of its graph.',
            type: 'string',
          },
        },
      },
      RecordColumn: {
        type: 'object',
        required: ['name', 'type'],
        properties: {
          name: {
            type: 'string',
          },
          type: {
            type: 'string',
            enum: ['text', 'instant', 'number'],
          },
          isPersonal: {
            description:
              'Its cells are null for whoever may not see personal data.',
            type: 'boolean',
            const: true,
          },
        },
      },
      RecordItem: {
        description: 'A record, for one entity that it counts for.',
        type: 'object',
        required: ['entityRef', 'place', 'value', 'weight', 'cells'],
        properties: {
          entityRef: {
            type: 'string',
          },
          place: {
            description: 'Where it was read.',
            type: 'string',
          },
          value: {
            description: 'What it adds to the value.',
            type: ['number', 'null'],
          },
          weight: {
            type: ['number', 'null'],
          },
          cells: {
            description: 'By the columns of the page.',
            type: 'array',
            items: {
              type: ['string', 'null'],
            },
          },
          link: {
            description: 'Its address in its own system.',
            type: 'string',
          },
        },
      },
      BreakdownValue: {
        description: 'What a class, or the whole, has in a period.',
        type: 'object',
        required: ['value', 'weight'],
        properties: {
          value: {
            type: ['number', 'null'],
          },
          weight: {
            description:
              'Of a mean or ratio what is below the line; else what the value is based on.',
            type: 'number',
          },
        },
      },
      BreakdownClassName: {
        description:
          'Which class: that of one text of the column (`class`), of the records in which it is blank (`blank`), all that are not shown each by itself (`other`), or what was not broken down (`unknown`).',
        type: 'object',
        required: ['kind'],
        properties: {
          kind: {
            type: 'string',
            enum: ['class', 'blank', 'other', 'unknown'],
          },
          name: {
            description: 'The text in the column; of the kind `class` only.',
            type: 'string',
          },
          count: {
            description:
              'How many classes `other` sums up, as far as that is known.',
            type: 'integer',
          },
        },
      },
      BreakdownClass: {
        description: 'A class with its history.',
        allOf: [
          {
            $ref: '#/components/schemas/BreakdownClassName',
          },
          {
            type: 'object',
            required: ['values', 'share'],
            properties: {
              values: {
                description:
                  'In the order of the periods; `null` where there is nothing of the class.',
                type: 'array',
                items: {
                  anyOf: [
                    {
                      type: 'null',
                    },
                    {
                      $ref: '#/components/schemas/BreakdownValue',
                    },
                  ],
                },
              },
              share: {
                description:
                  'Its share in the whole over all periods, 0 to 1; `null` where classes do not add up.',
                type: ['number', 'null'],
              },
            },
          },
        ],
      },
      BreakdownPart: {
        description:
          'What a class has to do with a change, in the unit of the KPI.',
        allOf: [
          {
            $ref: '#/components/schemas/BreakdownClassName',
          },
          {
            $ref: '#/components/schemas/ContributionShare',
          },
          {
            type: 'object',
            required: ['before', 'after'],
            properties: {
              before: {
                anyOf: [
                  {
                    type: 'null',
                  },
                  {
                    $ref: '#/components/schemas/BreakdownValue',
                  },
                ],
              },
              after: {
                anyOf: [
                  {
                    type: 'null',
                  },
                  {
                    $ref: '#/components/schemas/BreakdownValue',
                  },
                ],
              },
            },
          },
        ],
      },
      BreakdownEnd: {
        description: 'The whole in one of the periods that are compared.',
        type: 'object',
        required: ['period', 'value'],
        properties: {
          period: {
            type: 'string',
          },
          value: {
            type: ['number', 'null'],
          },
        },
      },
      ClassScorecard: {
        description: 'The trees of a scope with the values of one class.',
        allOf: [
          {
            $ref: '#/components/schemas/Scorecard',
          },
          {
            type: 'object',
            required: ['ofClass'],
            properties: {
              ofClass: {
                allOf: [
                  {
                    $ref: '#/components/schemas/BreakdownClassName',
                  },
                  {
                    type: 'object',
                    required: ['by', 'kpis', 'of'],
                    properties: {
                      by: {
                        description: 'The id of the breakdown.',
                        type: 'string',
                      },
                      kpis: {
                        description:
                          'How many of the KPIs of the trees have it.',
                        type: 'integer',
                      },
                      of: {
                        description: 'How many KPIs there are.',
                        type: 'integer',
                      },
                    },
                  },
                ],
              },
            },
          },
        ],
      },
      ScorecardClasses: {
        description:
          'Which classes of a breakdown the KPIs of some trees have.',
        type: 'object',
        required: ['by', 'kpis', 'of', 'items'],
        properties: {
          by: {
            type: 'string',
          },
          kpis: {
            description:
              'How many of the KPIs of the trees have the breakdown.',
            type: 'integer',
          },
          of: {
            description: 'How many KPIs there are.',
            type: 'integer',
          },
          items: {
            description: 'Those of most KPIs first.',
            type: 'array',
            items: {
              allOf: [
                {
                  $ref: '#/components/schemas/BreakdownClassName',
                },
                {
                  type: 'object',
                  required: ['kpis'],
                  properties: {
                    kpis: {
                      type: 'integer',
                    },
                  },
                },
              ],
            },
          },
        },
      },
      BreakdownColumns: {
        description:
          'By which other columns of its records a KPI can be broken down.',
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: {
              type: 'object',
              required: ['name'],
              properties: {
                name: {
                  type: 'string',
                },
                isPersonal: {
                  description: 'Whether it holds personal data.',
                  type: 'boolean',
                  enum: [true],
                },
              },
            },
          },
        },
      },
      Breakdown: {
        description: 'A KPI by the classes of a column.',
        type: 'object',
        required: [
          'scope',
          'kpi',
          'title',
          'unit',
          'direction',
          'periodType',
          'breakdowns',
          'column',
          'addsUp',
          'periods',
          'classes',
          'change',
        ],
        properties: {
          scope: {
            type: 'string',
          },
          partial: {
            $ref: '#/components/schemas/Partial',
          },
          kpi: {
            type: 'string',
          },
          title: {
            type: 'string',
          },
          unit: {
            type: 'string',
          },
          direction: {
            type: 'string',
            enum: ['lower', 'higher', 'range'],
          },
          periodType: {
            $ref: '#/components/schemas/PeriodType',
          },
          breakdowns: {
            description: 'The breakdowns that the KPI has.',
            type: 'array',
            items: {
              type: 'object',
              required: ['id', 'column'],
              properties: {
                id: {
                  type: 'string',
                },
                column: {
                  type: 'string',
                },
              },
            },
          },
          by: {
            description:
              'The id of the one that is answered; not given for another column.',
            type: 'string',
          },
          column: {
            description: 'The column by which it is broken down.',
            type: 'string',
          },
          readAt: {
            description:
              'Up to when the records are known from which another column is computed.',
            type: 'string',
            format: 'date-time',
          },
          addsUp: {
            description:
              'How classes make up the whole: their `values` add up, or their numerators and denominators do (`ratio`); `null` where nothing does.',
            type: ['string', 'null'],
            enum: ['values', 'ratio', null],
          },
          periods: {
            description: 'The whole, a point a period, in chronological order.',
            type: 'array',
            items: {
              allOf: [
                {
                  $ref: '#/components/schemas/BreakdownValue',
                },
                {
                  type: 'object',
                  required: ['period'],
                  properties: {
                    period: {
                      type: 'string',
                    },
                    known: {
                      $ref: '#/components/schemas/Known',
                    },
                    notKept: {
                      description:
                        'Its records are not kept, so that its classes are not known.',
                      type: 'boolean',
                      enum: [true],
                    },
                  },
                },
              ],
            },
          },
          classes: {
            description: 'The largest first, then `other` and `unknown`.',
            type: 'array',
            items: {
              $ref: '#/components/schemas/BreakdownClass',
            },
          },
          change: {
            description:
              'Which class made the change between two complete periods.',
            type: 'object',
            required: ['before', 'after', 'change', 'parts'],
            properties: {
              before: {
                $ref: '#/components/schemas/BreakdownEnd',
              },
              after: {
                $ref: '#/components/schemas/BreakdownEnd',
              },
              change: {
                type: ['number', 'null'],
              },
              limit: {
                description:
                  'Why classes have no shares: there is no value in one of the periods, too little of one is known, the records of one are not kept, or the KPI is aggregated so that its classes do not add up.',
                type: 'string',
                enum: ['no-value', 'incomplete', 'not-kept', 'aggregation'],
              },
              parts: {
                description:
                  'Those with the largest shares first; without shares, those that changed most.',
                type: 'array',
                items: {
                  $ref: '#/components/schemas/BreakdownPart',
                },
              },
            },
          },
        },
      },
      RecordTotals: {
        description:
          'How many records there are, and the sums of what they add and of their weights.',
        type: 'object',
        required: ['records', 'value', 'weight'],
        properties: {
          records: {
            type: 'integer',
          },
          value: {
            type: ['number', 'null'],
          },
          weight: {
            type: ['number', 'null'],
          },
        },
      },
      RecordChanges: {
        description: 'How the records behind the values of two periods differ.',
        type: 'object',
        required: [
          'kpi',
          'scope',
          'periodType',
          'from',
          'to',
          'unit',
          'groups',
          'classes',
        ],
        properties: {
          kpi: {
            type: 'string',
          },
          scope: {
            description: 'The entity or scope; `all` for all entities.',
            type: 'string',
          },
          periodType: {
            $ref: '#/components/schemas/PeriodType',
          },
          from: {
            description: 'First day of the period before.',
            type: 'string',
          },
          to: {
            description: 'First day of the period after.',
            type: 'string',
          },
          unit: {
            type: 'string',
          },
          partial: {
            $ref: '#/components/schemas/Partial',
          },
          missing: {
            description: 'Why nothing is compared.',
            type: 'string',
            enum: ['formula', 'pushed', 'not-kept'],
          },
          operands: {
            description: 'The KPIs of its formula.',
            type: 'array',
            items: {
              type: 'string',
            },
          },
          readAt: {
            description: 'Up to when the records are known.',
            type: 'string',
            format: 'date-time',
          },
          fold: {
            description: 'How the value comes of what they add.',
            type: 'string',
            enum: [
              'sum',
              'mean',
              'min',
              'max',
              'median',
              'quantile',
              'downtime',
            ],
          },
          unkeyed: {
            description:
              'The source does not say which records are the same ones: each of either period is among those that are only there.',
            type: 'boolean',
            enum: [true],
          },
          before: {
            $ref: '#/components/schemas/RecordTotals',
          },
          after: {
            $ref: '#/components/schemas/RecordTotals',
          },
          columns: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/RecordColumn',
            },
          },
          groups: {
            description: 'None is empty.',
            type: 'array',
            items: {
              type: 'object',
              required: ['kind', 'before', 'after', 'items'],
              properties: {
                kind: {
                  description:
                    'Whether they count only before, only after, or in both, with another value or the same one.',
                  type: 'string',
                  enum: ['onlyBefore', 'onlyAfter', 'changed', 'same'],
                },
                before: {
                  $ref: '#/components/schemas/RecordTotals',
                },
                after: {
                  $ref: '#/components/schemas/RecordTotals',
                },
                items: {
                  description: 'Those that count or changed most.',
                  type: 'array',
                  items: {
                    $ref: '#/components/schemas/ChangedRecord',
                  },
                },
              },
            },
          },
          classes: {
            description: 'By each column that has only some values.',
            type: 'array',
            items: {
              type: 'object',
              required: ['column', 'values'],
              properties: {
                column: {
                  type: 'string',
                },
                values: {
                  type: 'array',
                  items: {
                    type: 'object',
                    required: ['value', 'before', 'after'],
                    properties: {
                      value: {
                        type: ['string', 'null'],
                      },
                      before: {
                        $ref: '#/components/schemas/RecordTotals',
                      },
                      after: {
                        $ref: '#/components/schemas/RecordTotals',
                      },
                    },
                  },
                },
              },
            },
          },
        },
      },
      ChangedRecord: {
        description:
          'A record in two periods, for one entity that it counts for.',
        type: 'object',
        required: ['entityRef', 'place', 'before', 'after', 'cells'],
        properties: {
          entityRef: {
            type: 'string',
          },
          place: {
            description: 'Where it was read.',
            type: 'string',
          },
          before: {
            description: '`null` where it does not count.',
            oneOf: [
              {
                $ref: '#/components/schemas/RecordTotals',
              },
              {
                type: 'null',
              },
            ],
          },
          after: {
            description: '`null` where it does not count.',
            oneOf: [
              {
                $ref: '#/components/schemas/RecordTotals',
              },
              {
                type: 'null',
              },
            ],
          },
          cells: {
            description: 'By the columns of the answer.',
            type: 'array',
            items: {
              type: ['string', 'null'],
            },
          },
          link: {
            description: 'Its address in its own system.',
            type: 'string',
          },
        },
      },
      Contribution: {
        description: 'What explains a change between two periods.',
        type: 'object',
        required: [
          'scope',
          'title',
          'unit',
          'direction',
          'periodType',
          'by',
          'before',
          'after',
          'change',
          'rate',
          'mix',
          'parts',
          'others',
          'coverage',
          'sentences',
        ],
        properties: {
          scope: {
            type: 'string',
          },
          partial: {
            $ref: '#/components/schemas/Partial',
          },
          kpi: {
            description:
              'What changed, if it is a KPI; else `tree` and `node`.',
            type: 'string',
          },
          tree: {
            type: 'string',
          },
          node: {
            type: 'string',
          },
          title: {
            type: 'string',
          },
          unit: {
            description: '`points` for the score of a node.',
            type: 'string',
          },
          direction: {
            type: 'string',
            enum: ['lower', 'higher', 'range'],
          },
          periodType: {
            $ref: '#/components/schemas/PeriodType',
          },
          hasRecords: {
            $ref: '#/components/schemas/HasRecords',
          },
          by: {
            type: 'string',
            enum: ['entity', 'owner', 'system', 'child'],
          },
          before: {
            $ref: '#/components/schemas/ContributionPeriod',
          },
          after: {
            $ref: '#/components/schemas/ContributionPeriod',
          },
          change: {
            type: ['number', 'null'],
          },
          rate: {
            type: ['number', 'null'],
          },
          mix: {
            type: ['number', 'null'],
          },
          limit: {
            description:
              'Why the parts have no shares; not given where they add up to the change.',
            type: 'string',
            enum: [
              'no-value',
              'incomplete',
              'own',
              'min',
              'max',
              'last',
              'quantile',
              'none',
              'formula',
            ],
          },
          parts: {
            description:
              'Those with the largest shares first; without shares, those that changed most.',
            type: 'array',
            items: {
              $ref: '#/components/schemas/ContributionPart',
            },
          },
          others: {
            description: 'The parts that are not listed individually.',
            anyOf: [
              {
                type: 'null',
              },
              {
                allOf: [
                  {
                    $ref: '#/components/schemas/ContributionShare',
                  },
                  {
                    type: 'object',
                    required: ['count'],
                    properties: {
                      count: {
                        type: 'integer',
                      },
                    },
                  },
                ],
              },
            ],
          },
          coverage: {
            description: 'How many members or children have data, and when.',
            type: 'object',
            required: ['total', 'both', 'onlyBefore', 'onlyAfter', 'none'],
            properties: {
              total: {
                type: 'integer',
              },
              both: {
                type: 'integer',
              },
              onlyBefore: {
                type: 'integer',
              },
              onlyAfter: {
                type: 'integer',
              },
              none: {
                type: 'integer',
              },
            },
          },
          sentences: {
            description: 'The same in words.',
            type: 'array',
            items: {
              type: 'string',
            },
          },
        },
      },
      ScoreHistory: {
        type: 'object',
        required: ['scope', 'tree', 'node', 'periodType', 'points'],
        properties: {
          scope: {
            type: 'string',
          },
          partial: {
            $ref: '#/components/schemas/Partial',
          },
          tree: {
            type: 'string',
          },
          node: {
            type: 'string',
          },
          periodType: {
            $ref: '#/components/schemas/PeriodType',
          },
          points: {
            type: 'array',
            items: {
              type: 'object',
              required: ['period', 'score', 'status', 'coverage'],
              properties: {
                period: {
                  type: 'string',
                  format: 'date',
                },
                score: {
                  type: ['number', 'null'],
                },
                status: {
                  $ref: '#/components/schemas/Status',
                },
                coverage: {
                  type: 'number',
                },
              },
            },
          },
        },
      },
      RunError: {
        type: 'object',
        required: ['message', 'count'],
        properties: {
          message: {
            type: 'string',
          },
          where: {
            type: 'string',
          },
          entityRef: {
            description: 'The entity affected by the first, if known.',
            type: 'string',
          },
          count: {
            type: 'integer',
          },
        },
      },
      NewMeasurement: {
        type: 'object',
        additionalProperties: false,
        description:
          'With a value and optionally a weight; or with a numerator and a denominator.',
        required: ['entityRef', 'kpi', 'period'],
        oneOf: [
          {
            required: ['value'],
          },
          {
            required: ['numerator', 'denominator'],
          },
        ],
        properties: {
          entityRef: {
            description: 'Full reference, such as component:default/payments.',
            type: 'string',
            maxLength: 255,
          },
          kpi: {
            description: 'The name of a Kpi.',
            type: 'string',
            maxLength: 255,
          },
          period: {
            description: "The first day of a period of the KPI's grain.",
            type: 'string',
            format: 'date',
          },
          value: {
            type: 'number',
          },
          weight: {
            description:
              'What the value is based on, such as the number of cases; 1 if not given.',
            type: 'number',
            minimum: 0,
          },
          numerator: {
            description:
              'Of a ratio, or the sum of a mean. For a KPI in percent, not multiplied by 100: 97 of 100 is 97 %.',
            type: 'number',
          },
          denominator: {
            description:
              'What the numerator is divided by. It may be 0: then there is no value, and the numerator counts in longer periods and in scopes.',
            type: 'number',
          },
        },
      },
      SampleMeasurement: {
        type: 'object',
        required: ['entityRef', 'kpi', 'period', 'value', 'weight'],
        properties: {
          entityRef: {
            type: 'string',
          },
          kpi: {
            type: 'string',
          },
          period: {
            type: 'string',
            format: 'date',
          },
          value: {
            description: 'Null if there is nothing to divide by.',
            type: ['number', 'null'],
          },
          weight: {
            type: 'number',
          },
        },
      },
      WriteResult: {
        type: 'object',
        required: [
          'rowsRead',
          'rowsRejected',
          'measurementsWritten',
          'errors',
          'rejected',
          'warnings',
        ],
        properties: {
          rowsRead: {
            type: 'integer',
          },
          rowsRejected: {
            type: 'integer',
          },
          measurementsWritten: {
            type: 'integer',
          },
          push: {
            description:
              'How the portal calls what was sent, where it changed anything: readers of a value that it decides see it.',
            type: 'integer',
          },
          errors: {
            description:
              'What was wrong, each once, with the first rows that have it.',
            type: 'array',
            items: {
              $ref: '#/components/schemas/RunError',
            },
          },
          rejected: {
            description: 'The first 10000 of the rejected rows.',
            type: 'array',
            items: {
              $ref: '#/components/schemas/RejectedRow',
            },
          },
          warnings: {
            description:
              'Warnings about rows that were stored, such as that a later row of the request overwrites them, or that a source collects their KPI and may replace them; each once, with the number of rows.',
            type: 'array',
            items: {
              $ref: '#/components/schemas/RunError',
            },
          },
        },
      },
      MeasurementsDeletion: {
        type: 'object',
        required: ['measurements', 'series', 'warnings'],
        properties: {
          measurements: {
            type: 'integer',
          },
          setAside: {
            description: 'How many of those that were set aside, if requested.',
            type: 'integer',
          },
          series: {
            description: 'One for each grain in which there were any.',
            type: 'array',
            items: {
              $ref: '#/components/schemas/DeletedSeries',
            },
          },
          warnings: {
            description: 'What may bring them back.',
            type: 'array',
            items: {
              type: 'string',
            },
          },
        },
      },
      DeletedSeries: {
        type: 'object',
        required: [
          'grain',
          'source',
          'measurements',
          'remaining',
          'firstPeriod',
          'lastPeriod',
          'examples',
        ],
        properties: {
          grain: {
            $ref: '#/components/schemas/PeriodType',
          },
          source: {
            description: 'Who measured it last.',
            type: ['string', 'null'],
          },
          measurements: {
            type: 'integer',
          },
          remaining: {
            description: 'How many are left.',
            type: 'integer',
          },
          firstPeriod: {
            type: 'string',
          },
          lastPeriod: {
            type: 'string',
          },
          examples: {
            description:
              'The first of them, at most twenty, in chronological order.',
            type: 'array',
            items: {
              type: 'object',
              required: ['period', 'value', 'weight'],
              properties: {
                period: {
                  type: 'string',
                },
                value: {
                  type: ['number', 'null'],
                },
                weight: {
                  type: 'number',
                },
              },
            },
          },
        },
      },
      RejectedRow: {
        type: 'object',
        required: ['row', 'message'],
        properties: {
          row: {
            description: 'Its index from 0; in a CSV file, its line from 1.',
            type: 'integer',
          },
          message: {
            type: 'string',
          },
        },
      },
      MeasurementRights: {
        type: 'object',
        required: ['create'],
        properties: {
          create: {
            type: 'string',
            enum: ['all', 'some', 'none'],
          },
        },
      },
      MemberPage: {
        type: 'object',
        required: ['items', 'totalItems'],
        properties: {
          items: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/Member',
            },
          },
          totalItems: {
            type: 'integer',
          },
          nextCursor: {
            type: 'string',
          },
        },
      },
      StatusCounts: {
        description:
          'The number in each status; statuses with none are left out.',
        type: 'object',
        additionalProperties: {
          type: 'integer',
        },
      },
      HeatmapSort: {
        type: 'string',
        maxLength: 255,
        pattern: '^(score|name|kpi:.+)$',
        default: 'score',
      },
      HeatmapColumn: {
        type: 'object',
        required: [
          'kpi',
          'node',
          'path',
          'title',
          'unit',
          'direction',
          'periodType',
        ],
        properties: {
          kpi: {
            type: 'string',
          },
          node: {
            description: 'The id of its node in the tree.',
            type: 'string',
          },
          path: {
            description:
              'The titles of the nodes above it, from below the root down.',
            type: 'array',
            items: {
              type: 'string',
            },
          },
          title: {
            type: 'string',
          },
          unit: {
            type: 'string',
          },
          direction: {
            type: 'string',
            enum: ['lower', 'higher', 'range'],
          },
          periodType: {
            $ref: '#/components/schemas/PeriodType',
          },
          period: {
            description: 'First day of the period that is judged.',
            type: 'string',
          },
          target: {
            description: 'In force by the definition of the KPI.',
            $ref: '#/components/schemas/BoundOrNone',
          },
        },
      },
      HeatmapCell: {
        type: 'object',
        required: ['value', 'score', 'status', 'trend'],
        properties: {
          value: {
            type: ['number', 'null'],
          },
          known: {
            $ref: '#/components/schemas/Known',
          },
          rejectedRows: {
            description:
              'The value is incomplete: this many rows of its source would have counted in it and could not be used.',
            type: 'integer',
          },
          score: {
            type: ['number', 'null'],
          },
          status: {
            $ref: '#/components/schemas/Status',
          },
          trend: {
            $ref: '#/components/schemas/Trend',
          },
          period: {
            description: 'If it differs from that of the column.',
            type: 'string',
          },
          target: {
            description: 'If it differs from that of the column.',
            $ref: '#/components/schemas/BoundOrNone',
          },
        },
      },
      HeatmapRow: {
        type: 'object',
        required: [
          'entityRef',
          'title',
          'score',
          'status',
          'coverage',
          'cells',
        ],
        properties: {
          entityRef: {
            type: 'string',
          },
          title: {
            type: 'string',
          },
          system: {
            type: 'string',
          },
          owner: {
            type: 'string',
          },
          score: {
            type: ['number', 'null'],
          },
          status: {
            $ref: '#/components/schemas/Status',
          },
          coverage: {
            type: 'number',
          },
          cells: {
            description:
              'One per column; null where the KPI is not attached to the service.',
            type: 'array',
            items: {
              anyOf: [
                {
                  $ref: '#/components/schemas/HeatmapCell',
                },
                {
                  type: 'null',
                },
              ],
            },
          },
        },
      },
      Heatmap: {
        type: 'object',
        required: ['scope', 'tree', 'asOf', 'columns', 'rows', 'totalItems'],
        properties: {
          scope: {
            type: 'string',
          },
          tree: {
            type: 'string',
          },
          asOf: {
            type: 'string',
          },
          columns: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/HeatmapColumn',
            },
          },
          rows: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/HeatmapRow',
            },
          },
          totalItems: {
            type: 'integer',
          },
          nextCursor: {
            type: 'string',
          },
        },
      },
      OwnedKpi: {
        type: 'object',
        required: [
          'entityRef',
          'entityTitle',
          'kpi',
          'title',
          'owner',
          'unit',
          'direction',
          'periodType',
          'period',
          'value',
          'target',
          'threshold',
          'score',
          'status',
          'trend',
          'tree',
          'node',
          'weight',
          'spark',
        ],
        properties: {
          entityRef: {
            type: 'string',
          },
          entityTitle: {
            type: 'string',
          },
          kpi: {
            type: 'string',
          },
          title: {
            type: 'string',
          },
          owner: {
            description: 'Who owns it here.',
            type: 'string',
          },
          unit: {
            type: 'string',
          },
          direction: {
            type: 'string',
            enum: ['lower', 'higher', 'range'],
          },
          periodType: {
            $ref: '#/components/schemas/PeriodType',
          },
          period: {
            description: 'First day of the period of the value.',
            type: 'string',
          },
          value: {
            type: ['number', 'null'],
          },
          known: {
            $ref: '#/components/schemas/Known',
          },
          rejectedRows: {
            description:
              'The value is incomplete: this many rows of its source would have counted in it and could not be used.',
            type: 'integer',
          },
          target: {
            $ref: '#/components/schemas/BoundOrNone',
          },
          threshold: {
            $ref: '#/components/schemas/BoundOrNone',
          },
          score: {
            type: ['number', 'null'],
          },
          status: {
            $ref: '#/components/schemas/Status',
          },
          trend: {
            $ref: '#/components/schemas/Trend',
          },
          trendSince: {
            description:
              'First day of the period in which the trend began: that of the signal that shows it. Not given without one.',
            type: 'string',
          },
          tree: {
            type: 'string',
          },
          node: {
            type: 'string',
          },
          weight: {
            description:
              'The weight with which it counts there; 0 is for information.',
            type: 'number',
          },
          spark: {
            description: 'Pairs of period and value or null, oldest first.',
            type: 'array',
            items: {
              type: 'array',
              prefixItems: [
                {
                  type: 'string',
                },
                {
                  type: ['number', 'null'],
                },
              ],
              minItems: 2,
              maxItems: 2,
            },
          },
        },
      },
      OwnedPage: {
        type: 'object',
        required: ['owners', 'items', 'totalItems', 'counts'],
        properties: {
          owners: {
            type: 'array',
            items: {
              type: 'string',
            },
          },
          items: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/OwnedKpi',
            },
          },
          totalItems: {
            type: 'integer',
          },
          counts: {
            $ref: '#/components/schemas/StatusCounts',
          },
          nextCursor: {
            type: 'string',
          },
        },
      },
      EntityScore: {
        type: 'object',
        required: [
          'entityRef',
          'tree',
          'score',
          'status',
          'trend',
          'coverage',
          'counts',
        ],
        properties: {
          entityRef: {
            type: 'string',
          },
          tree: {
            description:
              'The first tree; null if none is attached, or the caller may not read the entity.',
            type: ['string', 'null'],
          },
          score: {
            type: ['number', 'null'],
          },
          status: {
            $ref: '#/components/schemas/Status',
          },
          trend: {
            $ref: '#/components/schemas/Trend',
          },
          coverage: {
            type: 'number',
          },
          counts: {
            $ref: '#/components/schemas/StatusCounts',
          },
        },
      },
      HasRecords: {
        description: 'Whether the records behind its values can be asked for.',
        type: 'boolean',
        enum: [true],
      },
      Insight: {
        type: 'object',
        required: [
          'scope',
          'title',
          'kpi',
          'kpiTitle',
          'tree',
          'owner',
          'unit',
          'direction',
          'periodType',
          'period',
          'value',
          'target',
          'status',
          'trend',
          'rank',
          'evidence',
        ],
        properties: {
          scope: {
            type: 'string',
          },
          title: {
            type: 'string',
          },
          kpi: {
            type: 'string',
          },
          kpiTitle: {
            type: 'string',
          },
          tree: {
            description: 'The name of a tree that shows it.',
            type: 'string',
          },
          owner: {
            type: 'string',
          },
          unit: {
            type: 'string',
          },
          direction: {
            type: 'string',
            enum: ['lower', 'higher', 'range'],
          },
          periodType: {
            $ref: '#/components/schemas/PeriodType',
          },
          period: {
            type: 'string',
          },
          value: {
            type: ['number', 'null'],
          },
          target: {
            $ref: '#/components/schemas/BoundOrNone',
          },
          status: {
            $ref: '#/components/schemas/Status',
          },
          trend: {
            type: 'string',
            enum: ['improving', 'worsening', 'stable', 'unknown'],
          },
          hasRecords: {
            $ref: '#/components/schemas/HasRecords',
          },
          rank: {
            description: '0 to 100, by which the list is ordered.',
            type: 'number',
          },
          evidence: {
            description: 'What shows that it moved, most important first.',
            type: 'array',
            items: {
              type: 'object',
              required: ['kind', 'date', 'text', 'meaning'],
              properties: {
                kind: {
                  type: 'string',
                  enum: ['status', 'signal', 'forecast', 'stale', 'target'],
                },
                date: {
                  type: 'string',
                },
                text: {
                  description: 'In words, in English.',
                  type: 'string',
                },
                facts: {
                  description:
                    'The same as data, to be put into words in another language: `status`, `before`, `value` and `target` of a status, the `trend` of a signal, `chance` and `value` of a forecast, the `lastPeriod` of what is stale, the `targetChange` of another target.',
                  type: 'object',
                  additionalProperties: true,
                },
                meaning: {
                  type: 'string',
                  enum: ['improving', 'worsening', 'change'],
                },
              },
            },
          },
        },
      },
      InsightPage: {
        type: 'object',
        required: ['items', 'since', 'partial'],
        properties: {
          items: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/Insight',
            },
          },
          since: {
            type: 'string',
          },
          partial: {
            description:
              'Members of the scope that the caller may not read are left out.',
            type: 'boolean',
          },
          nextCursor: {
            type: 'string',
          },
        },
      },
      Partial: {
        description:
          "The caller's policy has conditions; values of members exclude those that the caller may not read and, in the past, those that are no longer in the catalog, whether there are any or not.",
        type: 'boolean',
        enum: [true],
      },
      Run: {
        type: 'object',
        required: [
          'id',
          'source',
          'state',
          'trigger',
          'startedAt',
          'endedAt',
          'from',
          'to',
          'progress',
          'estimatedEndAt',
          'dryRun',
          'rowsRead',
          'rowsRejected',
          'measurementsWritten',
          'errors',
          'sample',
          'loss',
          'heldBack',
          'accepts',
          'acceptedBy',
          'acceptedAt',
        ],
        properties: {
          id: {
            type: 'string',
          },
          source: {
            type: 'string',
          },
          state: {
            description:
              '`held-back` if it changed nothing, as it would have removed too much; see `heldBack`.',
            type: 'string',
            enum: [
              'running',
              'succeeded',
              'failed',
              'abandoned',
              'cancelled',
              'held-back',
            ],
          },
          trigger: {
            type: 'string',
            enum: ['schedule', 'demand', 'change', 'backfill'],
          },
          startedAt: {
            type: 'string',
          },
          endedAt: {
            type: ['string', 'null'],
          },
          from: {
            description: 'What is collected; everything if null.',
            type: ['string', 'null'],
          },
          to: {
            type: ['string', 'null'],
          },
          progress: {
            description:
              'How much is done, 0 to 1; null if that cannot be said.',
            type: ['number', 'null'],
          },
          estimatedEndAt: {
            type: ['string', 'null'],
          },
          dryRun: {
            description: 'Whether none of it is stored.',
            type: 'boolean',
          },
          rowsRead: {
            type: 'integer',
          },
          rowsRejected: {
            type: 'integer',
          },
          measurementsWritten: {
            type: 'integer',
          },
          errors: {
            type: 'array',
            items: {
              $ref: '#/components/schemas/RunError',
            },
          },
          sample: {
            description: 'For a dry run, the first measurements.',
            type: 'array',
            items: {
              $ref: '#/components/schemas/SampleMeasurement',
            },
          },
          loss: {
            description:
              'What it removed of what was there, or would remove if it is dry or held back.',
            anyOf: [
              {
                $ref: '#/components/schemas/RunLoss',
              },
              {
                type: 'null',
              },
            ],
          },
          heldBack: {
            description: 'Why it is held back, or would be if it is dry.',
            type: 'array',
            items: {
              $ref: '#/components/schemas/HeldBackReason',
            },
          },
          accepts: {
            description:
              'The run that was held back and accepted, which this one repeats.',
            type: ['string', 'null'],
          },
          acceptedBy: {
            description:
              'For a run that was held back, who accepted it; null with `acceptedAt` where the next scheduled run gave the same answer.',
            type: ['string', 'null'],
          },
          acceptedAt: {
            type: ['string', 'null'],
          },
        },
      },
      HeldBackReason: {
        type: 'object',
        required: ['kind', 'kpi', 'share', 'limit'],
        properties: {
          kind: {
            description:
              '`nothing-read`: nothing was read where there were data before; `removed`: too much of a KPI would be removed; `rejected`: too many rows could not be used.',
            type: 'string',
            enum: ['nothing-read', 'removed', 'rejected'],
          },
          kpi: {
            description:
              'The KPI that would lose measurements; for `removed` only.',
            type: ['string', 'null'],
          },
          share: {
            description:
              'The share that would be removed, or of rows that were rejected, 0 to 1.',
            type: 'number',
          },
          limit: {
            description: 'The share from which a run is held back.',
            type: 'number',
          },
        },
      },
      RunLoss: {
        type: 'object',
        required: [
          'removed',
          'reduced',
          'stored',
          'kpis',
          'entities',
          'examples',
        ],
        properties: {
          removed: {
            description: 'Measurements that are gone.',
            type: 'integer',
          },
          reduced: {
            description: 'Measurements of which a part is gone.',
            type: 'integer',
          },
          stored: {
            description: 'Measurements that were there, where the run looked.',
            type: 'integer',
          },
          kpis: {
            description: 'Those that lose measurements, largest loss first.',
            type: 'array',
            items: {
              $ref: '#/components/schemas/KpiLoss',
            },
          },
          entities: {
            description:
              'The first of those that lose measurements and that the caller may read.',
            type: 'array',
            items: {
              $ref: '#/components/schemas/EntityLoss',
            },
          },
          examples: {
            description:
              'The first measurements, of entities that the caller may read.',
            type: 'array',
            items: {
              $ref: '#/components/schemas/LossExample',
            },
          },
        },
      },
      KpiLoss: {
        type: 'object',
        required: ['kpi', 'removed', 'reduced', 'stored', 'share'],
        properties: {
          kpi: {
            type: 'string',
          },
          removed: {
            type: 'integer',
          },
          reduced: {
            type: 'integer',
          },
          stored: {
            type: 'integer',
          },
          share: {
            description:
              'How much is gone, 0 to 1: of its measurements, or of what they are based on (for a sum its value, for everything else the weights).',
            type: 'number',
          },
        },
      },
      EntityLoss: {
        type: 'object',
        required: ['entityRef', 'kpi', 'removed', 'reduced'],
        properties: {
          entityRef: {
            type: 'string',
          },
          kpi: {
            type: 'string',
          },
          removed: {
            type: 'integer',
          },
          reduced: {
            type: 'integer',
          },
        },
      },
      LossExample: {
        type: 'object',
        required: ['entityRef', 'kpi', 'period', 'before', 'after'],
        properties: {
          entityRef: {
            type: 'string',
          },
          kpi: {
            type: 'string',
          },
          period: {
            type: 'string',
          },
          before: {
            $ref: '#/components/schemas/LossValue',
          },
          after: {
            description: 'Null if it is gone.',
            anyOf: [
              {
                $ref: '#/components/schemas/LossValue',
              },
              {
                type: 'null',
              },
            ],
          },
        },
      },
      LossValue: {
        type: 'object',
        required: ['value', 'weight'],
        properties: {
          value: {
            description: 'Null if there is nothing to divide by.',
            type: ['number', 'null'],
          },
          weight: {
            type: 'number',
          },
        },
      },
      RunRequest: {
        type: 'object',
        additionalProperties: false,
        properties: {
          from: {
            description: 'The first day that is collected again.',
            type: 'string',
            maxLength: 32,
          },
          to: {
            description: 'The last day; today if not given.',
            type: 'string',
            maxLength: 32,
          },
          dryRun: {
            description: 'Measure, and store nothing.',
            type: 'boolean',
          },
        },
      },
      ConfigMistake: {
        description:
          'Something in the configuration that is wrong, or without effect.',
        type: 'object',
        required: ['key', 'message'],
        properties: {
          key: {
            description: 'Where it is, such as kpiTree.timeZone.',
            type: 'string',
          },
          message: {
            description: 'What is wrong with it, and what would be correct.',
            type: 'string',
          },
        },
      },
      PortalStatus: {
        type: 'object',
        required: ['numbers', 'problems'],
        properties: {
          numbers: {
            description:
              'Whether numbers are available: not while they are recomputed after an upgrade (computing), while a backend of another version does that (elsewhere), or until the configuration is correct (misconfigured).',
            type: 'string',
            enum: ['ready', 'computing', 'elsewhere', 'misconfigured'],
          },
          problems: {
            description: 'What is wrong in the configuration, errors first.',
            type: 'array',
            items: {
              allOf: [
                {
                  $ref: '#/components/schemas/ConfigMistake',
                },
                {
                  type: 'object',
                  required: ['severity'],
                  properties: {
                    severity: {
                      type: 'string',
                      enum: ['error', 'warning'],
                    },
                  },
                },
              ],
            },
          },
        },
      },
      Source: {
        type: 'object',
        required: [
          'id',
          'description',
          'kpis',
          'state',
          'mistakes',
          'lastRun',
          'heldRun',
          'lastSuccessAt',
          'nextRunAt',
          'pausedUntil',
          'newestPeriod',
          'newestAgeDays',
          'measuredAt',
          'seriesCount',
          'staleSeries',
        ],
        properties: {
          id: {
            type: 'string',
          },
          description: {
            type: ['string', 'null'],
          },
          kpis: {
            type: 'array',
            items: {
              type: 'string',
            },
          },
          state: {
            type: 'string',
            enum: ['idle', 'running', 'paused', 'held-back', 'misconfigured'],
          },
          mistakes: {
            description:
              'What is wrong in its configuration: it is not collected until that is corrected.',
            type: 'array',
            items: {
              $ref: '#/components/schemas/ConfigMistake',
            },
          },
          lastSuccessAt: {
            type: ['string', 'null'],
          },
          nextRunAt: {
            type: ['string', 'null'],
          },
          pausedUntil: {
            type: ['string', 'null'],
          },
          newestPeriod: {
            type: ['string', 'null'],
          },
          newestAgeDays: {
            description: 'How many days ago that began.',
            type: ['integer', 'null'],
          },
          measuredAt: {
            description: 'When it last measured something new.',
            type: ['string', 'null'],
          },
          seriesCount: {
            type: 'integer',
          },
          staleSeries: {
            description: 'How many series are older than their KPIs allow.',
            type: 'integer',
          },
          keptRecords: {
            description: 'What it keeps of its records, where it does.',
            type: 'object',
            required: [
              'records',
              'bytes',
              'firstMonth',
              'keptFrom',
              'readAt',
              'days',
              'megabytes',
            ],
            properties: {
              records: {
                type: 'integer',
              },
              bytes: {
                type: 'integer',
              },
              firstMonth: {
                description: 'The first of which there are some, `YYYY-MM`.',
                type: ['string', 'null'],
              },
              keptFrom: {
                description: 'Of the months before, records may be missing.',
                type: ['string', 'null'],
              },
              readAt: {
                description: 'Up to when they are known.',
                type: 'string',
              },
              days: {
                description: 'How far back they are to be kept.',
                type: 'number',
              },
              megabytes: {
                description: 'How much of them is kept at most.',
                type: 'number',
              },
            },
          },
          lastRun: {
            anyOf: [
              {
                $ref: '#/components/schemas/Run',
              },
              {
                type: 'null',
              },
            ],
          },
          heldRun: {
            description: 'The run that is waiting to be accepted.',
            anyOf: [
              {
                $ref: '#/components/schemas/Run',
              },
              {
                type: 'null',
              },
            ],
          },
        },
      },
    },
  },
} as const;
export const createOpenApiRouter = async (
  options?: Parameters<
    typeof createValidatedOpenApiRouterFromGeneratedEndpointMap
  >['1'],
) =>
  createValidatedOpenApiRouterFromGeneratedEndpointMap<EndpointMap>(
    spec,
    options,
  );
