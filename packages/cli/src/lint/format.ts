import { LintResult } from './lint';

/** The ways in which `kpi-tree lint` can report what it found. */
export const formats = ['human', 'json', 'github'] as const;

/** @see formats */
export type Format = (typeof formats)[number];

/** What is printed, without the last line break. */
export function formatResult(result: LintResult, format: Format): string {
  switch (format) {
    case 'json':
      return JSON.stringify(result, undefined, 2);
    case 'github':
      return [...annotations(result), summary(result)].join('\n');
    default:
      return [...paragraphs(result), summary(result)].join('\n');
  }
}

function paragraphs({ findings }: LintResult): string[] {
  return findings.map(
    ({ file, line, column, entityRef, message }) =>
      `${file}:${line}:${column} ${entityRef ?? ''}\n  ${message}\n`,
  );
}

function summary(result: LintResult): string {
  const { files, entities, findings, ownersChecked } = result;
  const count = (n: number, one: string, many: string) =>
    `${n} ${n === 1 ? one : many}`;
  return [
    `${count(entities, 'entity', 'entities')} in ${count(
      files,
      'file',
      'files',
    )}: ${count(findings.length, 'problem', 'problems')}`,
    ...(ownersChecked
      ? []
      : [
          'Owners were not checked: there are no Groups or Users among the files (give them with --context)',
        ]),
  ].join('\n');
}

/**
 * Workflow commands of GitHub Actions; see
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
function annotations({ findings }: LintResult): string[] {
  return findings.map(
    ({ file, line, column, message }) =>
      `::error file=${property(
        file,
      )},line=${line},col=${column},title=kpi-tree::${data(message)}`,
  );
}

function data(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function property(text: string): string {
  return data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
