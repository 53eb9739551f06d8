/** How long a pattern may be. */
const LONGEST = 1_000;

/** How often something in a pattern may be repeated, also by repetitions in repetitions. */
const MOST_REPEATED = 1_000;

/** Stands for the boundary of a word while a pattern is looked at. */
const BOUNDARY = '€';

/** What a backslash may stand before, besides signs. */
const ESCAPES = 'dDwWsSbBtnrfvxpP';

/**
 * What is wrong with a pattern that texts are compared with. It is one of RE2, in which the
 * time that a comparison takes grows with the length of the text only; what that has not is
 * refused here, where its author sees it.
 */
export function patternMistake(pattern: unknown): string | undefined {
  const reason =
    typeof pattern === 'string' && pattern !== ''
      ? syntaxMistake(pattern)
      : 'it has to be a text';
  return (
    reason &&
    `a $matches of ${JSON.stringify(
      pattern,
    )}: ${reason}; use a pattern such as ^(SEV|P)[12]$`
  );
}

function syntaxMistake(pattern: string): string | undefined {
  if (pattern.length > LONGEST) {
    return `it is longer than ${LONGEST} characters`;
  }
  try {
    new RegExp(pattern, 'u').test('');
  } catch (error) {
    return (error as Error).message.replace(/^.*: /, '');
  }
  for (const [, escaped] of pattern.matchAll(/\\([^])/gu)) {
    if (/[a-z0-9]/i.test(escaped) && !ESCAPES.includes(escaped)) {
      return `there is no \\${escaped} in it`;
    }
  }
  if (/\\[pP](?!\{(?:[LMNPSZ][a-z]?|C[cfos]?)\})/.test(pattern)) {
    return 'classes of Unicode are such as \\p{Lu}';
  }
  // What is left has its meaning as a sign
  const bare = pattern
    .replaceAll(BOUNDARY, 'x')
    .replace(/\\([^])/gu, (_, escaped) =>
      'bB'.includes(escaped) ? BOUNDARY : 'x',
    );
  if (/\(\?(?!:)/.test(bare)) {
    return 'it has groups as (...) and (?:...), and neither look-ahead nor look-behind';
  }
  if (/\[\^?\]/.test(bare)) {
    return 'it has [], which nothing is in';
  }
  if (/\[[^\]]*\[/.test(bare)) {
    return 'write \\[ for a [ in [...]';
  }
  if (/\[[^\]]*€/.test(bare)) {
    return 'there is no \\b in [...]';
  }
  const repeated = [...bare.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].reduce(
    (product, [, least, most]) =>
      product * Math.max(1, Number(least), Number(most ?? 0)),
    1,
  );
  return repeated > MOST_REPEATED
    ? `it repeats something more than ${MOST_REPEATED} times`
    : undefined;
}
