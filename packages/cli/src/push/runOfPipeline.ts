/**
 * The address of the run of a pipeline, by the variables that GitHub Actions, GitLab CI,
 * Azure Pipelines and Jenkins set.
 *
 * @returns nothing in none of these
 */
export function runOfPipeline(
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID } = env;
  if (GITHUB_SERVER_URL && GITHUB_REPOSITORY && GITHUB_RUN_ID) {
    return `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`;
  }
  const {
    SYSTEM_TEAMFOUNDATIONCOLLECTIONURI: collection,
    SYSTEM_TEAMPROJECT: project,
    BUILD_BUILDID: build,
  } = env;
  if (collection && project && build) {
    return `${collection}${encodeURIComponent(
      project,
    )}/_build/results?buildId=${build}`;
  }
  return env.CI_JOB_URL || env.BUILD_URL || undefined;
}
