const LF = 0x0a;
const CR = 0x0d;
const TAB = 0x09;
const SPACE = 0x20;
const QUOTE = 0x22;
const DELETE = 0x7f;

/**
 * Lines of a CSV text that are a row each and say so by themselves: in UTF-8, with as many
 * cells as the header, ended by LF or CRLF. A cell is empty, or begins and ends with a
 * visible sign of ASCII. One that begins with a quote ends with the next one, which is the
 * last of the cell; in others there is none. The only sign below a blank is a tab.
 */
export type PlainLines = {
  /** With their line ends. */
  bytes: Uint8Array;
  /** The first of them, from 1. */
  line: number;
  /** How many they are. */
  lines: number;
};

/** How far lines are plain. */
type Found = { end: number; lines: number; chars: number };

/** Whether a text may have plain lines with such a delimiter. */
export function mayBePlain(delimiter: string): boolean {
  return /^[\t!#-~]$/.test(delimiter);
}

/**
 * Finds the plain lines that a text has from the beginning of a line on, up to the first
 * that is not plain or not whole.
 *
 * @param from - where a line begins
 * @param width - the number of cells
 * @param delimiter - its code
 * @param longest - as many bytes a line may have
 */
export function findPlain(
  bytes: Uint8Array,
  from: number,
  width: number,
  delimiter: number,
  longest: number,
): Found {
  // Every loop below ends at the end of a line, and so before this
  const limit = bytes.lastIndexOf(LF) + 1;
  let end = from;
  let lines = 0;
  let chars = 0;
  while (end < limit) {
    let at = end;
    let cells = 0;
    // Bytes that are no code unit of their own
    let more = 0;
    let byte: number;
    do {
      byte = bytes[at++];
      if (byte === QUOTE) {
        byte = bytes[at++];
        if (byte !== QUOTE) {
          const first = byte;
          let last = byte;
          while ((byte >= SPACE && byte !== QUOTE) || byte === TAB) {
            if (byte > DELETE) {
              more += unitless(byte);
            }
            last = byte;
            byte = bytes[at++];
          }
          if (byte !== QUOTE || !isVisible(first) || !isVisible(last)) {
            return { end, lines, chars };
          }
        }
        byte = bytes[at++];
      } else if (byte !== delimiter && isVisible(byte)) {
        let last = byte;
        while (
          (byte >= SPACE && byte !== delimiter && byte !== QUOTE) ||
          (byte === TAB && byte !== delimiter)
        ) {
          if (byte > DELETE) {
            more += unitless(byte);
          }
          last = byte;
          byte = bytes[at++];
        }
        if (!isVisible(last)) {
          return { end, lines, chars };
        }
      }
      cells++;
    } while (byte === delimiter);
    const isEmpty = at === end + 1;
    if (byte === CR) {
      byte = bytes[at++];
    }
    if (byte !== LF || cells !== width || isEmpty || at - end > longest) {
      break;
    }
    lines++;
    chars += at - end - more;
    end = at;
  }
  return { end, lines, chars };
}

function isVisible(byte: number): boolean {
  return byte > SPACE && byte < DELETE;
}

/** By how much a byte of a character has less code units of UTF-16 than one. */
function unitless(byte: number): number {
  if (byte < 0xc0) {
    return 1;
  }
  return byte >= 0xf0 ? -1 : 0;
}
