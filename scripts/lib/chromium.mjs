import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { rootDir, toolsDir } from './paths.mjs';

/**
 * @typedef {object} Chromium
 * @property {string} executablePath
 * @property {Record<string, string>} env - variables it needs to run
 */

/**
 * Finds a Chromium for the browser tests: the one KPI_TREE_CHROMIUM points to,
 * else the one from npm (Linux on x64), else one that the machine has.
 *
 * @returns {Promise<Chromium>}
 */
export async function findChromium() {
  const chosen = process.env.KPI_TREE_CHROMIUM;
  if (chosen) {
    if (!existsSync(chosen)) {
      throw new Error(`KPI_TREE_CHROMIUM is ${chosen}, which does not exist`);
    }
    return { executablePath: chosen, env: {} };
  }
  const found = (await chromiumFromNpm()) ?? installedChromium();
  if (!found) {
    throw new Error(
      'Found no Chromium for the browser tests. Install Chromium or Chrome, or let KPI_TREE_CHROMIUM point to its executable.',
    );
  }
  return found;
}

/**
 * Unpacks the headless Chromium of the package `@sparticuz/chromium`, which
 * needs no download beyond the package and no libraries of a desktop.
 *
 * @returns {Promise<Chromium | undefined>} undefined if it does not run here
 */
async function chromiumFromNpm() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return undefined;
  }
  const packageDir = join(rootDir, 'node_modules/@sparticuz/chromium');
  const { version } = JSON.parse(
    readFileSync(join(packageDir, 'package.json'), 'utf8'),
  );
  const dir = join(toolsDir, `chromium-${version}`);
  if (!existsSync(dir)) {
    // Unpacked next to it and renamed: an interruption leaves nothing half
    const partial = `${dir}.${process.pid}`;
    rmSync(partial, { recursive: true, force: true });
    mkdirSync(partial, { recursive: true });
    await unpack(packageDir, partial);
    writeFileSync(join(partial, 'fonts.conf'), fontConfig(dir));
    renameSync(partial, dir);
  }
  const executablePath = join(dir, 'chromium');
  const env = { FONTCONFIG_FILE: join(dir, 'fonts.conf') };
  if (runs(executablePath, env)) {
    return { executablePath, env };
  }
  // A machine without NSS: the package has these libraries as well
  const libraries = [join(dir, 'al2023/lib'), process.env.LD_LIBRARY_PATH];
  const withLibraries = {
    ...env,
    LD_LIBRARY_PATH: libraries.filter(Boolean).join(delimiter),
  };
  return runs(executablePath, withLibraries)
    ? { executablePath, env: withLibraries }
    : undefined;
}

/**
 * @param {string} packageDir
 * @param {string} target
 */
async function unpack(packageDir, target) {
  const { default: chromium, inflate } = await import('@sparticuz/chromium');
  // The package unpacks to the system's temporary folder, which is shared with
  // other projects and versions: let it take ours for that one
  const { TMPDIR } = process.env;
  process.env.TMPDIR = target;
  try {
    await chromium.executablePath();
    await inflate(join(packageDir, 'bin/al2023.tar.br'));
  } finally {
    if (TMPDIR === undefined) {
      delete process.env.TMPDIR;
    } else {
      process.env.TMPDIR = TMPDIR;
    }
  }
}

/**
 * The package's font is there on machines without any; its own configuration
 * expects it in a fixed place.
 *
 * @param {string} dir
 */
function fontConfig(dir) {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${join(dir, 'fonts')}</dir>
  <cachedir>${join(dir, 'fonts-cache')}</cachedir>
</fontconfig>
`;
}

/** @returns {Chromium | undefined} */
function installedChromium() {
  const candidates =
    {
      darwin: [
        '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
        '/Applications/Chromium.app/Contents/MacOS/Chromium',
      ],
      win32: [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)']].map(
        dir => `${dir}\\Google\\Chrome\\Application\\chrome.exe`,
      ),
    }[/** @type {string} */ (process.platform)] ??
    [
      'chromium',
      'chromium-browser',
      'google-chrome',
      'google-chrome-stable',
    ].flatMap(name =>
      (process.env.PATH ?? '').split(delimiter).map(dir => join(dir, name)),
    );
  const executablePath = candidates.find(file => existsSync(file));
  return executablePath ? { executablePath, env: {} } : undefined;
}

/**
 * @param {string} executable
 * @param {Record<string, string>} env
 */
function runs(executable, env) {
  const { status } = spawnSync(executable, ['--version'], {
    env: { ...process.env, ...env },
    stdio: 'ignore',
    timeout: 30_000,
  });
  return status === 0;
}
