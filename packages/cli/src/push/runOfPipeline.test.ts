import { runOfPipeline } from './runOfPipeline';

it.each<[string, Record<string, string>, string | undefined]>([
  [
    'GitHub Actions',
    {
      CI: 'true',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: 'acme/payments',
      GITHUB_RUN_ID: '1658821493',
    },
    'https://github.com/acme/payments/actions/runs/1658821493',
  ],
  [
    'GitLab CI',
    { CI: 'true', CI_JOB_URL: 'https://gitlab.com/acme/payments/-/jobs/1' },
    'https://gitlab.com/acme/payments/-/jobs/1',
  ],
  [
    'Azure Pipelines',
    {
      SYSTEM_TEAMFOUNDATIONCOLLECTIONURI: 'https://dev.azure.com/acme/',
      SYSTEM_TEAMPROJECT: 'Web shop',
      BUILD_BUILDID: '42',
    },
    'https://dev.azure.com/acme/Web%20shop/_build/results?buildId=42',
  ],
  [
    'Jenkins',
    { BUILD_URL: 'https://ci.example.com/job/payments/15/' },
    'https://ci.example.com/job/payments/15/',
  ],
  ['a terminal', { CI_JOB_URL: '' }, undefined],
])('the run of %s is known by its address', (_, env, run) => {
  expect(runOfPipeline(env)).toBe(run);
});
