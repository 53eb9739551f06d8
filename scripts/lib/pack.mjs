import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join, posix } from 'node:path';
import { publishedPackages, readJson } from './packages.mjs';
import { packageBin, rootDir, yarnPath } from './paths.mjs';
import { runNode } from './processes.mjs';
import { temporaryDir } from './temporary.mjs';

/**
 * Where the repository is for readers of npm, from `repository.url` of the root's
 * package.json, which whoever publishes fills in.
 *
 * @returns {string | undefined} such as `https://github.com/acme/kpi-tree`
 */
export function repositoryUrl() {
  const { repository } = readJson(join(rootDir, 'package.json'));
  return repository?.url?.replace(/^git\+/, '').replace(/\.git$/, '');
}

/**
 * Builds all packages that are published, and packs them.
 *
 * @param {string} target - the folder for the tarballs
 * @param {string} [repository] - as of {@link pack}
 * @returns {Promise<{ name: string, file: string }[]>} each after those that it needs
 */
export async function packAll(target, repository) {
  // The types are bundled from the declarations this leaves
  await succeed([packageBin('typescript', 'tsc')], rootDir);
  const cli = packageBin('@backstage/cli', 'backstage-cli');
  const work = temporaryDir('pack');
  const packed = [];
  for (const each of publishedPackages()) {
    await succeed([cli, 'package', 'build'], join(rootDir, each.dir));
    packed.push({
      name: each.name,
      file: await pack(
        each,
        target,
        join(work, posix.basename(each.dir)),
        repository,
      ),
    });
  }
  return packed;
}

/**
 * Packs a package that is built, with what each tarball has to have: the licence and the
 * notice of the repository, and where it comes from.
 *
 * @param {import('./packages.mjs').PublishedPackage} each
 * @param {string} target - the folder for the tarball
 * @param {string} staging - a folder to work in
 * @param {string} [repository] - as of {@link repositoryUrl}; if not given, the package
 *   does not say where it comes from, and links of its README stay relative
 * @returns {Promise<string>} the path of the tarball
 */
async function pack(each, target, staging, repository) {
  mkdirSync(target, { recursive: true });
  mkdirSync(staging);
  const raw = join(staging, 'raw.tgz');
  await succeed([yarnPath, 'pack', '--out', raw], join(rootDir, each.dir));
  execFileSync('tar', ['-xzf', raw, '-C', staging]);
  const dir = join(staging, 'package');
  for (const file of ['LICENSE', 'NOTICE']) {
    copyFileSync(join(rootDir, file), join(dir, file));
  }
  const json = readJson(join(dir, 'package.json'));
  const { engines } = readJson(join(rootDir, 'package.json'));
  delete json.devDependencies;
  delete json.scripts;
  writeFileSync(
    join(dir, 'package.json'),
    `${JSON.stringify(
      {
        ...json,
        engines,
        ...(repository ? originOf(each.dir, repository) : {}),
        files: [...new Set([...json.files, 'LICENSE', 'NOTICE'])],
      },
      null,
      2,
    )}\n`,
  );
  if (repository) {
    const readme = join(dir, 'README.md');
    writeFileSync(
      readme,
      withAbsoluteLinks(readFileSync(readme, 'utf8'), each.dir, repository),
    );
  }
  const name = `${each.name.replace('@', '').replace('/', '-')}-${
    each.version
  }.tgz`;
  const file = join(target, name);
  execFileSync('tar', ['-czf', file, '-C', staging, 'package']);
  return file;
}

/**
 * @param {string} dir
 * @param {string} repository
 */
function originOf(dir, repository) {
  return {
    homepage: `${repository}#readme`,
    bugs: `${repository}/issues`,
    repository: { type: 'git', url: `git+${repository}.git`, directory: dir },
  };
}

/**
 * The text of a README whose links lead to the repository, as what lies beside it there
 * is not in the package.
 *
 * @param {string} text
 * @param {string} dir - of the package, relative to the root
 * @param {string} repository
 * @throws if a link leads to a file that there is not
 */
export function withAbsoluteLinks(text, dir, repository) {
  return text.replace(
    /(!?)\[([^\]]*)\]\((?![a-z]+:|#)([^)\s#]+)(#[^)\s]*)?\)/g,
    (_, image, label, path, anchor = '') => {
      const file = posix.normalize(posix.join(dir, path));
      if (file.startsWith('..') || !existsSync(join(rootDir, file))) {
        throw new Error(
          `${dir}/README.md links to ${path}, which does not exist`,
        );
      }
      const view = image ? 'raw' : 'blob';
      return `${image}[${label}](${repository}/${view}/main/${file}${anchor})`;
    },
  );
}

/**
 * @param {string[]} command - a Node script and its arguments
 * @param {string} cwd
 */
async function succeed(command, cwd) {
  const { code, output } = await runNode(command, { cwd, show: () => false });
  if (code !== 0) {
    throw new Error(`${command.join(' ')} failed in ${cwd}:\n${output}`);
  }
}
