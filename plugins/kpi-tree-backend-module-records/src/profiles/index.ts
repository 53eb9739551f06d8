import { z } from 'zod';
import { GitHubConfig, gitHubSchema } from './github/config';
import { GitHubProfile } from './github/GitHubProfile';
import { GitLabConfig, gitLabSchema } from './gitlab/config';
import { GitLabProfile } from './gitlab/GitLabProfile';
import { JiraConfig, JiraProfile, jiraSchema } from './JiraProfile';
import {
  PagerDutyConfig,
  PagerDutyProfile,
  pagerDutySchema,
} from './PagerDutyProfile';
import { RecordProfile } from './RecordProfile';
import { RedmineConfig, RedmineProfile, redmineSchema } from './RedmineProfile';
import {
  RequestTrackerConfig,
  RequestTrackerProfile,
  requestTrackerSchema,
} from './RequestTrackerProfile';
import {
  ServiceNowConfig,
  ServiceNowProfile,
  serviceNowSchema,
} from './ServiceNowProfile';

/**
 * What the admin configures of each product: a profile reads the records of one.
 *
 * For another product: its profile with its schema beside this file, an entry here (the
 * compiler names the other places), its settings in `config.d.ts` with the secrets marked,
 * and its page in `docs/`; tests name what is missing of these. CONTRIBUTING.md has the
 * whole list.
 */
export type ProfilesConfig = {
  gitHub: GitHubConfig;
  gitLab: GitLabConfig;
  jira: JiraConfig;
  pagerDuty: PagerDutyConfig;
  redmine: RedmineConfig;
  requestTracker: RequestTrackerConfig;
  serviceNow: ServiceNowConfig;
};

/** The products that are known. */
export type ProfileName = keyof ProfilesConfig;

/** The schemas of the products, in the configuration of a source. */
export const profileSchemas: {
  [K in ProfileName]: z.ZodType<ProfilesConfig[K] | undefined>;
} = {
  gitHub: gitHubSchema.optional(),
  gitLab: gitLabSchema.optional(),
  jira: jiraSchema.optional(),
  pagerDuty: pagerDutySchema.optional(),
  redmine: redmineSchema.optional(),
  requestTracker: requestTrackerSchema.optional(),
  serviceNow: serviceNowSchema.optional(),
};

export const profileNames = Object.keys(profileSchemas) as ProfileName[];

const profiles: {
  [K in ProfileName]: (config: ProfilesConfig[K]) => RecordProfile;
} = {
  gitHub: config => new GitHubProfile(config),
  gitLab: config => new GitLabProfile(config),
  jira: config => new JiraProfile(config),
  pagerDuty: config => new PagerDutyProfile(config),
  redmine: config => new RedmineProfile(config),
  requestTracker: config => new RequestTrackerProfile(config),
  serviceNow: config => new ServiceNowProfile(config),
};

/** Makes the profile of a product that is configured. */
export function createProfile<K extends ProfileName>(
  name: K,
  configs: Partial<ProfilesConfig>,
): RecordProfile {
  return profiles[name](configs[name] as ProfilesConfig[K]);
}
