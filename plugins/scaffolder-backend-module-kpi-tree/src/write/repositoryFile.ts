import { InputError } from '@backstage/errors';
import { ScmIntegrationRegistry } from '@backstage/integration';

/** A file of a repository that a pull request can change. */
export type RepositoryFile = {
  /** Of which product the host of the repository is. */
  provider: 'github' | 'gitlab';
  /** As actions such as `publish:github:pull-request` take it. */
  repoUrl: string;
  /** The branch that the pull request is for. */
  targetBranch: string;
  /** Of the file in the repository. */
  path: string;
};

/** The part of an address between the repository and the file. */
const PATHS = {
  github:
    /^\/(?<owner>[^/]+)\/(?<repo>[^/]+)\/(?:blob|tree|raw|edit)\/(?<branch>[^/]+)\/(?<path>.+)$/,
  gitlab:
    /^\/(?<owner>.+)\/(?<repo>[^/]+)\/-\/(?:blob|tree|raw|edit)\/(?<branch>[^/]+)\/(?<path>.+)$/,
};

/**
 * The file that an address means.
 *
 * @param url - as a browser shows it, such as
 * `https://github.com/acme/kpis/blob/main/kpis.yaml`; its branch has no slash
 * @throws `InputError` if it is none of a host that `integrations` of the portal configures
 */
export function repositoryFile(
  url: string,
  integrations: ScmIntegrationRegistry,
): RepositoryFile {
  const { host, pathname } = parse(url);
  const type = integrations.byUrl(url)?.type;
  if (type !== 'github' && type !== 'gitlab') {
    throw new InputError(
      `url is ${url}: pull requests are opened on hosts that integrations.github or integrations.gitlab of the portal configures, and ${host} is none of them`,
    );
  }
  const groups = PATHS[type].exec(decodeURI(pathname))?.groups;
  if (!groups || !/\.ya?ml$/i.test(groups.path)) {
    throw new InputError(
      `url is ${url}: use the address of a YAML file in a branch, such as ${
        type === 'github'
          ? `https://${host}/acme/kpis/blob/main/kpis.yaml`
          : `https://${host}/acme/kpis/-/blob/main/kpis.yaml`
      }`,
    );
  }
  const { owner, repo, branch, path } = groups;
  return {
    provider: type,
    repoUrl: `${host}?${new URLSearchParams({ owner, repo })}`,
    targetBranch: branch,
    path,
  };
}

function parse(url: string): URL {
  if (URL.canParse(url) && /^https?:/.test(url)) {
    return new URL(url);
  }
  throw new InputError(
    `url is ${url}: use the address of a file, such as https://github.com/acme/kpis/blob/main/kpis.yaml`,
  );
}
