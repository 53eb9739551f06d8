import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { OpenedPull } from './githubStandIn';

/**
 * Answers like the REST API of GitLab, as far as reading a file and opening a merge
 * request take it, for one project `it/ops/kpis` with the branch `main`. A real GitLab
 * is too large for a test.
 *
 * @param files - the texts in `main`, by path
 */
export async function startGitlabStandIn(files: Record<string, string>) {
  const pulls: (OpenedPull & { actions: string[] })[] = [];
  const unknown: string[] = [];
  let committed: Record<string, string> = {};
  let actions: string[] = [];

  const answer = (
    method: string,
    path: string,
    body: any,
  ): [status: number, body: unknown] => {
    const project = '/api/v4/projects/it%2Fops%2Fkpis';
    const file = /\/repository\/files\/([^/]+)\/raw$/.exec(path);
    if (file) {
      const text = files[decodeURIComponent(file[1])];
      return text === undefined ? [404, { message: '404' }] : [200, text];
    }
    switch (`${method} ${path}`) {
      case `GET ${project}`:
        return [200, { id: 7, default_branch: 'main' }];
      case `GET ${project}/repository/tree`:
        return [200, Object.keys(files).map(each => ({ path: each, id: '' }))];
      case `POST ${project}/repository/branches`:
        return [201, { name: body.branch }];
      case `POST ${project}/repository/commits`: {
        const changes: {
          action: string;
          file_path: string;
          content: string;
        }[] = body.actions;
        actions = changes.map(({ action }) => action);
        committed = Object.fromEntries(
          changes.map(({ file_path, content }) => [
            file_path,
            Buffer.from(content, 'base64').toString(),
          ]),
        );
        return [201, { id: 'c1' }];
      }
      case `POST ${project}/merge_requests`: {
        pulls.push({
          title: body.title,
          head: body.source_branch,
          base: body.target_branch,
          files: committed,
          actions,
        });
        const iid = pulls.length;
        const web_url = `https://gitlab.example/it/ops/kpis/-/merge_requests/${iid}`;
        return [201, { iid, web_url }];
      }
      default:
        // A branch that is not there, and the content of a file
        if (!path.startsWith(`${project}/repository/`)) {
          unknown.push(`${method} ${path}`);
        }
        return [404, { message: '404 Not Found' }];
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
        res.setHeader('Content-Type', 'application/json');
        res.end(JSON.stringify(body));
      }
    });
  });
  await new Promise<void>(done => server.listen(0, 'localhost', done));
  const host = `localhost:${(server.address() as AddressInfo).port}`;
  return {
    host,
    baseUrl: `http://${host}`,
    pulls,
    /** What it was asked for and does not know. */
    unknown,
    stop: () => new Promise(done => server.close(done)),
  };
}
