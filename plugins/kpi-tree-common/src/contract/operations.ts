import type { ApiPaths } from './contract.generated';

/**
 * The methods that operations of the API have.
 *
 * @public
 */
export type ApiMethod = 'get' | 'post' | 'put' | 'delete';

/**
 * The paths of the API, such as `/v1/kpis/{name}`.
 *
 * @public
 */
export type ApiPath = keyof ApiPaths;

/**
 * The paths that have a method.
 *
 * @public
 */
export type ApiPathOf<M extends ApiMethod> = {
  [P in ApiPath]: ApiPaths[P][M] extends object ? P : never;
}[ApiPath];

/**
 * What `openapi.yaml` says of an operation.
 *
 * @public
 */
export type ApiOperation<P extends ApiPath, M extends ApiMethod> = NonNullable<
  ApiPaths[P][M]
>;

/**
 * The parameters of an operation that are in a place, such as `query`.
 *
 * @public
 */
export type ApiParameters<O, In extends string> = O extends {
  parameters: { [K in In]?: infer T };
}
  ? NonNullable<T>
  : never;

/**
 * The placeholders of a path; `never` if it has none.
 *
 * @public
 */
export type ApiPathParams<
  P extends ApiPath,
  M extends ApiMethod = 'get',
> = ApiParameters<ApiOperation<P, M>, 'path'>;

/**
 * The query of an operation; `never` if it takes none.
 *
 * @public
 */
export type ApiQuery<
  P extends ApiPath,
  M extends ApiMethod = 'get',
> = ApiParameters<ApiOperation<P, M>, 'query'>;

/**
 * The JSON that an operation takes; `never` if it takes none.
 *
 * @public
 */
export type ApiBody<P extends ApiPath, M extends ApiMethod> = ApiOperation<
  P,
  M
> extends { requestBody?: infer B }
  ? ApiJson<NonNullable<B>>
  : never;

/**
 * The JSON of a body.
 *
 * @public
 */
export type ApiJson<B> = [B] extends [never]
  ? never
  : B extends { content: { 'application/json': infer T } }
  ? T
  : never;

/**
 * What an operation answers: JSON, the text of a picture, or nothing.
 *
 * @public
 */
export type ApiAnswer<
  P extends ApiPath,
  M extends ApiMethod = 'get',
> = ApiOperation<P, M> extends { responses: infer R }
  ? ApiContent<R[keyof R & (200 | 201 | 202 | 204)]>
  : never;

/**
 * The content of an answer.
 *
 * @public
 */
export type ApiContent<A> = A extends { content: infer C } ? C[keyof C] : void;

/**
 * What an operation has in its address.
 *
 * @public
 */
export type ApiParams<P extends ApiPath, M extends ApiMethod = 'get'> = ([
  ApiPathParams<P, M>,
] extends [never]
  ? unknown
  : { path: ApiPathParams<P, M> }) &
  ([ApiQuery<P, M>] extends [never] ? unknown : { query?: ApiQuery<P, M> });
