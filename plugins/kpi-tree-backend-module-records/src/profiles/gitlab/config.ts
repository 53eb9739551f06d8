import { durationField } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { HumanDuration } from '@backstage/types';
import { z } from 'zod';
import { urlSchema } from '../../http/config';

/** What can be read of projects. */
export const GITLAB_KINDS = [
  'deployments',
  'mergeRequests',
  'pipelines',
  'releases',
] as const;

/** A GitLab, as the admin configures it. */
export type GitLabConfig = {
  /** Where it begins, without `/api/v4`. */
  url: string;
  headers: Record<string, string>;
  /** Paths of groups, whose subgroups belong to them. */
  groups: string[];
  /** Paths of projects besides those of the groups. */
  projects: string[];
  read: (typeof GITLAB_KINDS)[number][];
  /**
   * How long after it was published a release may still change, of which GitLab does
   * not tell what was changed.
   */
  changesFor: HumanDuration;
};

/** Names with `/` between them, none of which is a step in a URL. */
const PATH = /^(?!\.{1,2}(\/|$))[\w.-]+(\/(?!\.{1,2}(\/|$))[\w.-]+)*$/;

const path = z.string().regex(PATH, {
  error: 'use a path such as acme/shop',
});

/** See {@link GitLabConfig}. */
export const gitLabSchema: z.ZodType<GitLabConfig> = z
  .strictObject({
    url: urlSchema.default('https://gitlab.com'),
    headers: z.record(z.string(), z.string()).default({}),
    groups: z.array(path).default([]),
    projects: z.array(path).default([]),
    read: z.array(z.enum(GITLAB_KINDS)).default([...GITLAB_KINDS]),
    changesFor: durationField.default({ days: 7 }),
  })
  .refine(({ groups, projects }) => groups.length || projects.length, {
    error: 'give groups or projects',
  });
