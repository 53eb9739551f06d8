import {
  AuthService,
  HttpAuthService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { KpiRightsReader } from '../access/KpiRightsReader';
import { RequestContext, RequestContexts } from '../access/RequestContexts';
import { Audit } from '../audit/Audit';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { StoredArithmetic } from '../evaluation/StoredArithmetic';
import { createOpenApiRouter } from '../schema/openapi.generated';

/** What the router is made of. */
export type RouterOptions = {
  contexts: Pick<RequestContexts, 'of'>;
  arithmetic: StoredArithmetic;
  config: KpiTreeConfig;
  audit: Audit;
  auth: AuthService;
  httpAuth: HttpAuthService;
  userInfo: UserInfoService;
  permissions: PermissionsService;
  measurementRights: KpiRightsReader;
  changeRights: KpiRightsReader;
  actionRights: KpiRightsReader;
  commentRights: KpiRightsReader;
  checkInRights: KpiRightsReader;
  reviewRights: KpiRightsReader;
  /** Ends what was started here when the backend is shut down. */
  shutdown?: AbortSignal;
};

/** Reads who asks, and refuses those who are not allowed. */
export type ReadCredentials = HttpAuthService['credentials'];

/**
 * What all routes share. Beside it each takes the services of its subject. The
 * definitions they have of the context of the request only, so that none forgets who
 * asks.
 */
export type RouterServices = Omit<RouterOptions, 'contexts'> & {
  /** The context of a request, of users and services if nothing else is allowed. */
  contextOf: (
    req: object,
    options?: Parameters<ReadCredentials>[1],
  ) => Promise<RequestContext>;
};

/** The router that `openapi.yaml` types and validates. */
export type KpiTreeRouter = Awaited<ReturnType<typeof createOpenApiRouter>>;
