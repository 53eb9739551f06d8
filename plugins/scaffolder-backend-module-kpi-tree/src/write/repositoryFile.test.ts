import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { repositoryFile } from './repositoryFile';

const integrations = ScmIntegrations.fromConfig(
  new ConfigReader({
    integrations: {
      github: [{ host: 'github.com' }, { host: 'ghe.acme.example' }],
      gitlab: [
        {
          host: 'gitlab.acme.example',
          apiBaseUrl: 'https://gitlab.acme.example/api/v4',
          token: 'x',
        },
      ],
      bitbucketServer: [{ host: 'bitbucket.acme.example' }],
    },
  }),
);

describe('the file of an address', () => {
  it('is known of GitHub and GitLab, wherever they are', () => {
    // As the catalog writes it
    expect(
      repositoryFile(
        'https://github.com/acme/kpis/tree/main/it/kpis%20of%20it.yaml',
        integrations,
      ),
    ).toEqual({
      provider: 'github',
      repoUrl: 'github.com?owner=acme&repo=kpis',
      targetBranch: 'main',
      path: 'it/kpis of it.yaml',
    });
    expect(
      repositoryFile('https://ghe.acme.example/a/b/blob/x/k.yml', integrations)
        .repoUrl,
    ).toBe('ghe.acme.example?owner=a&repo=b');
    expect(
      repositoryFile(
        'https://gitlab.acme.example/it/ops/kpis/-/blob/main/kpis.yaml',
        integrations,
      ),
    ).toEqual({
      provider: 'gitlab',
      repoUrl: 'gitlab.acme.example?owner=it%2Fops&repo=kpis',
      targetBranch: 'main',
      path: 'kpis.yaml',
    });
  });

  it.each([
    ['kpis.yaml', 'use the address of a file'],
    ['https://bitbucket.acme.example/a/b/c.yaml', 'is none of them'],
    ['https://elsewhere.example/a/b/blob/main/c.yaml', 'is none of them'],
    ['https://github.com/acme/kpis', 'use the address of a YAML file'],
    ['https://github.com/acme/kpis/blob/main/', 'use the address of a YAML'],
    [
      'https://github.com/acme/kpis/blob/main/a.sh',
      'use the address of a YAML',
    ],
  ])('is refused for %s', (url, message) => {
    expect(() => repositoryFile(url, integrations)).toThrow(message);
  });
});
