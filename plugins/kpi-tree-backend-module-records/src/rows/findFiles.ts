import { readdir, stat } from 'node:fs/promises';
import { join, parse, sep } from 'node:path';

/**
 * The files that a pattern stands for, sorted: `*` is any characters of a name, `?` one, and
 * `**` any folders. What begins with a dot is left out, unless the pattern says so.
 *
 * @param pattern - an absolute path
 * @returns as well, the folder that the pattern begins with
 */
export async function findFiles(
  pattern: string,
): Promise<{ base: string; files: string[] }> {
  const { root } = parse(pattern);
  const parts = pattern.slice(root.length).split(sep);
  const first = parts.findIndex(isPattern);
  const base = join(root, ...parts.slice(0, first));
  const files = await below(base, parts.slice(first));
  return { base, files: [...new Set(files)].sort() };
}

async function below(folder: string, parts: string[]): Promise<string[]> {
  const [part, ...rest] = parts;
  if (part === undefined) {
    const found = await stat(folder).catch(() => undefined);
    return found?.isFile() ? [folder] : [];
  }
  if (!isPattern(part)) {
    return below(join(folder, part), rest);
  }
  const entries = await readdir(folder, { withFileTypes: true }).catch(
    () => [],
  );
  const found: string[] = part === '**' ? await below(folder, rest) : [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (part === '**') {
      // A link may lead back
      if (entry.isDirectory() && !entry.name.startsWith('.')) {
        found.push(...(await below(path, parts)));
      }
    } else if (fits(entry.name, part)) {
      found.push(...(await below(path, rest)));
    }
  }
  return found;
}

function isPattern(part: string): boolean {
  return /[*?]/.test(part);
}

function fits(name: string, pattern: string): boolean {
  const parts = [...pattern].map(char => {
    switch (char) {
      case '*':
        return '.*';
      case '?':
        return '.';
      default:
        return char.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&');
    }
  });
  return (
    name.startsWith('.') === pattern.startsWith('.') &&
    new RegExp(`^${parts.join('')}$`, 'su').test(name)
  );
}
