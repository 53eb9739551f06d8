/**
 * `npm run release` publishes all packages to npm, from a commit in which
 * `yarn changeset version` has raised the versions, and tags it. It goes on where an
 * earlier attempt stopped: what the registry has already is left alone.
 *
 * `npm run release -- --dry-run` does everything but publish and tag. In GitHub Actions the
 * packages carry a provenance statement, see `.github/workflows/release.yml`.
 */
import { execFileSync, spawnSync } from 'node:child_process';
// Not by name: Node 20, which only starts another, has no globSync
import fs, { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { childEnvironment } from './lib/environment.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { ensureSupportedNode } from './lib/node-runtime.mjs';
import { packAll, repositoryUrl } from './lib/pack.mjs';
import { publishedPackages } from './lib/packages.mjs';
import { rootDir } from './lib/paths.mjs';
import { shutdown, shutdownOnInterruption } from './lib/shutdown.mjs';

const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean' } } });
const isDryRun = values['dry-run'] ?? false;

/** @param {string[]} args */
const git = (...args) =>
  execFileSync('git', args, { cwd: rootDir, encoding: 'utf8' }).trim();

/**
 * What has to be right before anything is published.
 *
 * @returns {{ repository: string, version: string, tag: string }}
 * @throws if something is not, with what to do
 */
function prepared() {
  const repository = repositoryUrl();
  if (!repository) {
    throw new Error(
      'package.json has no repository.url: add "repository": { "type": "git", "url": "git+https://..." } with the address of yours. It becomes repository, homepage and bugs of each package',
    );
  }
  const versions = new Set(publishedPackages().map(each => each.version));
  const [version] = versions;
  if (versions.size !== 1) {
    throw new Error(
      `The packages have the versions ${[...versions].join(
        ', ',
      )}, and should have one: run \`yarn changeset version\``,
    );
  }
  const pending = fs
    .globSync('.changeset/*.md', { cwd: rootDir })
    .filter(file => !file.endsWith('README.md'));
  if (pending.length) {
    throw new Error(
      `${pending.join(
        ', ',
      )} are not in a CHANGELOG yet: run \`yarn changeset version\` and commit what it changes`,
    );
  }
  if (git('status', '--porcelain') && !isDryRun) {
    throw new Error(
      'There are changes that are not committed: what is published has to be in Git',
    );
  }
  const tag = `v${version}`;
  const tagged = git('tag', '--list', tag) && git('rev-list', '-n', '1', tag);
  if (tagged && tagged !== git('rev-parse', 'HEAD')) {
    throw new Error(
      `${tag} is a tag of another commit (${tagged}): run \`yarn changeset version\` first`,
    );
  }
  return { repository, version, tag };
}

/**
 * @param {string[]} args - of npm
 * @returns {{ status: number | null, output: string }}
 */
function npm(...args) {
  const { status, stdout, stderr } = spawnSync('npm', args, {
    cwd: rootDir,
    env: childEnvironment(),
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  return { status, output: `${stdout}${stderr}` };
}

/**
 * @param {string} name
 * @param {string} version
 */
function isPublished(name, version) {
  const { status, output } = npm('view', `${name}@${version}`, 'version');
  if (status !== 0 && !output.includes('E404')) {
    throw new Error(`The registry does not say what it has:\n${output}`);
  }
  return status === 0 && output.trim() === version;
}

/** @param {string} file - a tarball */
function publish(file) {
  const { status, output } = npm(
    'publish',
    file,
    ...['--access', 'public'],
    ...(process.env.GITHUB_ACTIONS ? ['--provenance'] : []),
    ...(isDryRun ? ['--dry-run'] : []),
  );
  if (status !== 0) {
    throw new Error(`${file} could not be published:\n${output}`);
  }
}

async function release() {
  const { repository, version, tag } = prepared();
  await ensureInstalled();
  const target = join(rootDir, 'dist-packages');
  rmSync(target, { recursive: true, force: true });
  for (const { name, file } of await packAll(target, repository)) {
    if (isPublished(name, version)) {
      console.log(`${name}@${version} is published already`);
    } else {
      publish(file);
      console.log(
        `${name}@${version} ${isDryRun ? 'would be published' : 'published'}`,
      );
    }
  }
  if (!isDryRun && !git('tag', '--list', tag)) {
    git('tag', '--annotate', tag, '--message', tag);
    console.log(`Tagged ${tag}: push it with \`git push origin ${tag}\``);
  }
}

await ensureSupportedNode();
shutdownOnInterruption(130);
try {
  await release();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
await shutdown();
