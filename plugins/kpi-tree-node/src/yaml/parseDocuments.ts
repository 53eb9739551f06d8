import { Composer, Document, LineCounter, Parser } from 'yaml';

/**
 * Parses the documents of a YAML text, one after the other, in a time that is in
 * proportion to the text. `parseAllDocuments` of yaml 2.9.1 is not: for 100,000 closing
 * braces it takes a minute, as it quotes the text for each error, and it compares each key
 * with all others. Here {@link LineCounter} has the places of errors, and
 * `documentMistake` checks the keys.
 *
 * @param lines - takes the places of the lines
 */
export function parseDocuments(
  text: string,
  lines: LineCounter,
): Iterable<Document.Parsed> {
  const composer = new Composer({ uniqueKeys: false, logLevel: 'silent' });
  return composer.compose(new Parser(lines.addNewLine).parse(text));
}
