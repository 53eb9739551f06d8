import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootDir } from '../paths.mjs';

/**
 * @typedef {object} CodeBlock
 * @property {string} language - such as `sh`
 * @property {string} code - without the indentation of the step that it belongs to
 * @property {number} step - the number of that step; 0 before the first
 * @property {number} line - where it begins in the file
 */

/**
 * The code blocks of a section of a README, in order: what a reader copies.
 *
 * @param {string} file - relative to the repository
 * @param {string} heading - such as `## Add it to your Backstage`
 * @returns {CodeBlock[]}
 * @throws if there is no such section
 */
export function codeBlocks(file, heading) {
  const lines = readFileSync(join(rootDir, file), 'utf8').split('\n');
  const start = lines.indexOf(heading);
  if (start < 0) {
    throw new Error(`${file} has no section "${heading}"`);
  }
  const level = heading.indexOf(' ');
  /** @type {CodeBlock[]} */
  const blocks = [];
  /** @type {CodeBlock & { indent: number } | undefined} */
  let open;
  let step = 0;
  for (let i = start + 1; i < lines.length; i++) {
    const fence = /^( *)```(\w*)/.exec(lines[i]);
    if (open && fence) {
      blocks.push(open);
      open = undefined;
    } else if (open) {
      open.code += `${lines[i].slice(open.indent)}\n`;
    } else if (fence) {
      const [, { length: indent }, language] = fence;
      open = { language, code: '', step, line: i + 1, indent };
    } else if (/^#+ /.test(lines[i]) && lines[i].indexOf(' ') <= level) {
      break;
    } else {
      step = Number(/^(\d+)\. /.exec(lines[i])?.[1] ?? step);
    }
  }
  return blocks;
}

/**
 * The only code block of a step in a language.
 *
 * @param {CodeBlock[]} blocks
 * @param {number} step
 * @param {string} language
 * @param {string} [containing] - a text that tells it from others of the step
 * @throws if there is none, or more than one
 */
export function blockOf(blocks, step, language, containing = '') {
  const found = blocks.filter(
    block =>
      block.step === step &&
      block.language === language &&
      block.code.includes(containing),
  );
  if (found.length !== 1) {
    throw new Error(
      `Step ${step} has ${found.length} blocks of ${language} with "${containing}", and should have one`,
    );
  }
  return found[0].code;
}
