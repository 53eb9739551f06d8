import { Readable } from 'node:stream';
import sax from 'sax';

/** What begins, is in, or ends an element; names are without prefixes. */
export type XmlHandler = {
  open?: (name: string, attributes: Record<string, string>) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
};

/**
 * Reads XML as it comes. It knows no entities that a file declares, so that none grows.
 *
 * @returns after each part, so that what was read of it can be taken
 * @throws Error if it is no XML
 */
export async function* readXml(
  input: Readable,
  handler: XmlHandler,
): AsyncGenerator<void> {
  const parser = sax.parser(true);
  parser.onerror = error => {
    throw error;
  };
  parser.onopentag = ({ name, attributes }) =>
    handler.open?.(
      plain(name),
      Object.fromEntries(
        Object.entries(attributes).map(([key, value]) => [
          plain(key),
          String(value),
        ]),
      ),
    );
  parser.ontext = text => handler.text?.(text);
  parser.oncdata = text => handler.text?.(text);
  parser.onclosetag = name => handler.close?.(plain(name));
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const part of input) {
    parser.write(decoder.decode(part, { stream: true }));
    yield;
  }
  parser.write(decoder.decode()).close();
  yield;
}

/** Reads XML to its end. */
export async function readWhole(
  input: Readable,
  handler: XmlHandler,
): Promise<void> {
  for await (const _ of readXml(input, handler)) {
    // All is said to the handler
  }
}

function plain(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
