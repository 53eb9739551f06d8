import {
  AuthService,
  LoggerService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { KpiRightsReader } from '../access/KpiRightsReader';
import { Audit } from '../audit/Audit';
import { Services } from '../composition/services';
import { ViewLinks } from './ViewLinks';

/** What the actions for agents need: the services that answer the REST routes too. */
export type AgentServices = Pick<
  Services,
  | 'actions'
  | 'arithmetic'
  | 'config'
  | 'contexts'
  | 'contributions'
  | 'drafts'
  | 'heatmaps'
  | 'owned'
  | 'recordService'
  | 'scorecards'
  | 'series'
  | 'trials'
> & {
  actionRights: KpiRightsReader;
  audit: Audit;
  auth: AuthService;
  links: ViewLinks;
  logger: LoggerService;
  permissions: PermissionsService;
  userInfo: UserInfoService;
};
