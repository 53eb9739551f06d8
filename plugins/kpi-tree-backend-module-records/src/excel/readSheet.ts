import { InputError } from '@backstage/errors';
import { Readable } from 'node:stream';
import { NumberKind, textOfNumber } from './numberFormats';
import { readXml } from './xml';

/** A row of a sheet that has something in it. */
export type SheetRow = {
  /** From 1, as the sheet shows it. */
  number: number;
  /** Its texts by column, from 0; what is blank may be left out. */
  cells: string[];
  /** What is wrong with it. */
  mistake?: string;
};

/** What a sheet has of its workbook. */
export type SheetContext = {
  /** The texts that cells refer to. */
  texts: string[];
  /** What numbers stand for, by their styles. */
  kinds: NumberKind[];
  /** Whether dates are counted from 1904 on. */
  is1904: boolean;
};

/** The largest sheet that there is. */
const MOST_COLUMNS = 16_384;

/** As long may a text of a cell be; Excel has room for less. */
const LONGEST = 1_000_000;

type Cell = {
  at: string;
  type: string;
  style: number;
  text: string;
  hasFormula: boolean;
};

/**
 * The rows of a sheet as it comes, some at a time. Formulas are the values they had last. Cells
 * that are merged over several rows have their value in the first: that is a mistake behind
 * the last row, as files name them there.
 */
export async function* readSheet(
  input: Readable,
  context: SheetContext,
): AsyncGenerator<SheetRow[]> {
  let rows: SheetRow[] = [];
  let row: SheetRow = { number: 0, cells: [] };
  let cell: Cell | undefined;
  let column = -1;
  const open: string[] = [];
  const merged: { place: string; number: number }[] = [];
  const parts = readXml(input, {
    open: (name, attributes) => {
      open.push(name);
      if (name === 'row') {
        row = { number: Number(attributes.r ?? row.number + 1), cells: [] };
        column = -1;
      } else if (name === 'c') {
        const { r = '', t = 'n', s = '0' } = attributes;
        column = r ? columnOf(r) : column + 1;
        cell = {
          at: r,
          type: t,
          style: Number(s),
          text: '',
          hasFormula: false,
        };
      } else if (cell && name === 'f') {
        cell.hasFormula = true;
      } else if (name === 'mergeCell') {
        const { ref = '' } = attributes;
        const [first, last] = ref.split(':').map(rowOf);
        if (last > first) {
          merged.push({ place: ref, number: first });
        }
      }
    },
    text: text => {
      const name = open.at(-1);
      const isText = name === 't' && open.includes('is');
      if (cell && (name === 'v' || (isText && !open.includes('rPh')))) {
        cell.text += text;
        if (cell.text.length > LONGEST) {
          throw new InputError(
            `The cell ${cell.at} has more than ${LONGEST} characters`,
          );
        }
      }
    },
    close: name => {
      open.pop();
      if (name === 'c' && cell) {
        if (cell.hasFormula && cell.type !== 'str' && cell.text === '') {
          row.mistake ??= `the formula in ${cell.at} has no value: open the file in Excel and save it`;
        }
        const text = textOf(cell, context);
        if (text.trim() !== '') {
          row.cells[column] = text;
        }
        cell = undefined;
      } else if (name === 'row' && (row.cells.length || row.mistake)) {
        rows.push(row);
      } else if (name === 'mergeCells' && merged.length) {
        rows.push(toMistake(merged));
      }
    },
  });
  for await (const _ of parts) {
    if (rows.length) {
      yield rows;
      rows = [];
    }
  }
}

function textOf(
  { at, type, text, style }: Cell,
  { texts, kinds, is1904 }: SheetContext,
): string {
  switch (type) {
    case 's': {
      const shared = text === '' ? '' : texts[Number(text)];
      if (shared === undefined) {
        throw new InputError(
          `The cell ${at} refers to a text that is not there`,
        );
      }
      return unescaped(shared);
    }
    case 'str':
    case 'inlineStr':
      return unescaped(text);
    case 'b':
      return text === '' ? '' : String(text === '1' || text === 'true');
    case 'e':
    case 'd':
      return text;
    default:
      return text === ''
        ? ''
        : textOfNumber(text.trim(), kinds[style] ?? 'number', is1904);
  }
}

/** Characters that XML has none for are written as `_x000D_`. */
function unescaped(text: string): string {
  return text.replace(/_x([\dA-F]{4})_/gi, (_, hex) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
}

function toMistake([{ place, number }, ...others]: {
  place: string;
  number: number;
}[]): SheetRow {
  const more = others.length ? `, and ${others.length} others` : '';
  return {
    number,
    cells: [],
    mistake: `the cells ${place} are merged${more}: only the first row has their value, so split them and give it to each row`,
  };
}

/** The row of a place such as `AB12`, from 1. */
function rowOf(place: string): number {
  return Number(place.replace(/\D/g, ''));
}

/** The column of a place such as `AB12`, from 0. */
function columnOf(place: string): number {
  let column = 0;
  for (const [letter] of place.toUpperCase().matchAll(/[A-Z]/g)) {
    column = column * 26 + letter.charCodeAt(0) - 64;
  }
  if (column < 1 || column > MOST_COLUMNS) {
    throw new InputError(`There is no cell ${place}`);
  }
  return column - 1;
}
