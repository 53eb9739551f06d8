import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';

/** A pull request as the stand-in was asked to open it. */
export type OpenedPull = {
  title: string;
  head: string;
  base: string;
  /** The texts of the files of its commit, by path. */
  files: Record<string, string>;
};

/**
 * Answers like the REST and GraphQL API of GitHub, as far as reading a file and opening a
 * pull request take it, for one repository `acme/kpis` with the branch `main`. A real
 * GitHub cannot be run in a test.
 *
 * @param files - the texts in `main`, by path
 */
export async function startGithubStandIn(files: Record<string, string>) {
  const pulls: OpenedPull[] = [];
  const unknown: string[] = [];
  const blobs = new Map<string, string>();
  let tree: Record<string, string> = {};
  const textOf = (body: { content: string; encoding: string }) =>
    Buffer.from(
      body.content,
      body.encoding === 'base64' ? 'base64' : 'utf8',
    ).toString();

  const answer = (
    method: string,
    path: string,
    body: any,
  ): [status: number, body: unknown] => {
    const repo = '/api/v3/repos/acme/kpis';
    const contents = `${repo}/contents/`;
    if (path.startsWith(contents)) {
      const text = files[decodeURIComponent(path.slice(contents.length))];
      return text === undefined ? [404, { message: 'Not Found' }] : [200, text];
    }
    switch (`${method} ${path}`) {
      case `GET ${repo}`:
        return [
          200,
          { default_branch: 'main', fork: false, permissions: { push: true } },
        ];
      case `GET ${repo}/commits`:
        return [200, [{ sha: 'c0', commit: { tree: { sha: 't0' } } }]];
      case `POST ${repo}/git/blobs`: {
        const sha = `b${blobs.size}`;
        blobs.set(sha, textOf(body));
        return [201, { sha }];
      }
      case `POST ${repo}/git/trees`:
        tree = Object.fromEntries(
          body.tree.map(
            (one: { path: string; sha: string; content?: string }) => [
              one.path,
              one.content ?? blobs.get(one.sha),
            ],
          ),
        );
        return [201, { sha: 't1' }];
      case `POST ${repo}/git/commits`:
        return [201, { sha: 'c1' }];
      case `POST /api/graphql`:
        return [
          200,
          { data: { repository: { ref: null, pullRequests: { edges: [] } } } },
        ];
      case `POST ${repo}/git/refs`:
        return [201, {}];
      case `POST ${repo}/pulls`: {
        const { title, head, base } = body;
        pulls.push({ title, head, base, files: tree });
        const number = pulls.length;
        return [
          201,
          {
            number,
            html_url: `https://github.example/acme/kpis/pull/${number}`,
            base: { ref: base },
          },
        ];
      }
      default:
        unknown.push(`${method} ${path}`);
        return [404, { message: 'Not Found' }];
    }
  };
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', chunk => chunks.push(chunk));
    req.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const { pathname } = new URL(req.url!, 'http://localhost');
      const [status, body] = answer(
        req.method!,
        pathname,
        text ? JSON.parse(text) : undefined,
      );
      res.statusCode = status;
      if (typeof body === 'string') {
        res.end(body);
      } else {
        res.setHeader('Content-Type', 'application/json; charset=utf-8');
        res.end(JSON.stringify(body));
      }
    });
  });
  await new Promise<void>(done => server.listen(0, 'localhost', done));
  const host = `localhost:${(server.address() as AddressInfo).port}`;
  return {
    host,
    apiBaseUrl: `http://${host}/api/v3`,
    pulls,
    /** What it was asked for and does not know. */
    unknown,
    stop: () => new Promise(done => server.close(done)),
  };
}
