import { durationField } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { HumanDuration } from '@backstage/types';
import { z } from 'zod';
import { urlSchema } from '../../http/config';

/** What is read of repositories if nothing else is said. */
const USUAL = [
  'deployments',
  'pullRequests',
  'workflowRuns',
  'releases',
] as const;

/** What can be read of repositories; alerts need more permissions than most tokens have. */
const GITHUB_KINDS = [
  ...USUAL,
  'dependabotAlerts',
  'codeScanningAlerts',
] as const;

/** A GitHub, as the admin configures it. */
export type GitHubConfig = {
  /** Where its REST API begins. */
  url: string;
  headers: Record<string, string>;
  organizations: string[];
  /** Repositories besides those of the organisations, as `owner/name`. */
  repositories: string[];
  read: (typeof GITHUB_KINDS)[number][];
  /**
   * How long after its beginning something may still change of which GitHub does not
   * tell what was changed: deployments, runs and releases.
   */
  changesFor: HumanDuration;
};

/** See {@link GitHubConfig}. */
export const gitHubSchema: z.ZodType<GitHubConfig> = z
  .strictObject({
    url: urlSchema.default('https://api.github.com'),
    headers: z.record(z.string(), z.string()).default({}),
    organizations: z
      .array(
        z.string().regex(/^[a-z0-9_-]+$/i, {
          error: 'use the name of an organisation such as acme',
        }),
      )
      .default([]),
    repositories: z
      .array(
        z.string().regex(/^[a-z0-9_-]+\/(?!\.{1,2}$)[\w.-]+$/i, {
          error: 'use a repository such as acme/shop',
        }),
      )
      .default([]),
    read: z.array(z.enum(GITHUB_KINDS)).default([...USUAL]),
    changesFor: durationField.default({ days: 7 }),
  })
  .refine(
    ({ organizations, repositories }) =>
      organizations.length || repositories.length,
    { error: 'give organizations or repositories' },
  );
