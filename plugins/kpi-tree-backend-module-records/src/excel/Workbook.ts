import { InputError } from '@backstage/errors';
import { kindOf, NumberKind } from './numberFormats';
import { Package } from './Package';
import { readSheet, SheetRow } from './readSheet';
import { readWhole } from './xml';

type Sheet = { name: string; path: string; isHidden: boolean };

/** As many characters may its texts have, which are kept in memory. */
const MOST_CHARACTERS = 200_000_000;

/** A file of Excel, `.xlsx` or `.xlsm`. */
export class Workbook {
  private constructor(
    private readonly file: Package,
    private readonly sheets: Sheet[],
    private readonly parts: { texts?: string; styles?: string },
    private readonly is1904: boolean,
  ) {}

  /** @throws `InputError` if it is no such file */
  static async open(bytes: Buffer): Promise<Workbook> {
    const file = await Package.open(bytes);
    const whole = [...(await file.relationships()).values()];
    const path =
      whole.find(({ kind }) => kind === 'officeDocument')?.path ??
      'xl/workbook.xml';
    const parts = await file.relationships(path);
    const sheets: Sheet[] = [];
    let is1904 = false;
    await readWhole(await file.part(path), {
      open: (name, attributes) => {
        if (name === 'workbookPr') {
          is1904 = isTrue(attributes.date1904);
        }
        const part = name === 'sheet' ? parts.get(attributes.id) : undefined;
        if (part?.kind === 'worksheet') {
          sheets.push({
            name: attributes.name,
            path: part.path,
            isHidden: (attributes.state ?? 'visible') !== 'visible',
          });
        }
      },
    });
    const of = (kind: string) =>
      [...parts.values()].find(part => part.kind === kind)?.path;
    return new Workbook(
      file,
      sheets,
      { texts: of('sharedStrings'), styles: of('styles') },
      is1904,
    );
  }

  /**
   * The rows of a sheet.
   *
   * @param name - without it, of the first one that is not hidden
   * @throws `InputError` if it is not there
   */
  async *rows(
    name: string | undefined,
  ): AsyncGenerator<{ sheet: string; rows: SheetRow[] }> {
    const sheet =
      name === undefined
        ? this.sheets.find(({ isHidden }) => !isHidden) ?? this.sheets[0]
        : this.sheets.find(one => one.name === name);
    if (!sheet) {
      throw new InputError(
        `It has no sheet ${name ?? 'at all'}; there are ${this.sheets
          .map(one => one.name)
          .join(', ')}`,
      );
    }
    const rows = readSheet(await this.file.part(sheet.path), {
      texts: await this.texts(),
      kinds: await this.kinds(),
      is1904: this.is1904,
    });
    for await (const some of rows) {
      yield { sheet: sheet.name, rows: some };
    }
  }

  /** The texts that cells refer to. */
  private async texts(): Promise<string[]> {
    const { texts: path } = this.parts;
    const texts: string[] = [];
    if (path === undefined || !this.file.has(path)) {
      return texts;
    }
    let text = '';
    let characters = 0;
    const open: string[] = [];
    await readWhole(await this.file.part(path), {
      open: name => {
        open.push(name);
        text = name === 'si' ? '' : text;
      },
      text: part => {
        // How a text is read aloud is none of it
        if (open.at(-1) === 't' && !open.includes('rPh')) {
          text += part;
          characters += part.length;
          if (characters > MOST_CHARACTERS) {
            throw new InputError(
              `Its texts are longer than ${MOST_CHARACTERS} characters`,
            );
          }
        }
      },
      close: name => {
        open.pop();
        if (name === 'si') {
          texts.push(text);
        }
      },
    });
    return texts;
  }

  /** What numbers stand for, by their styles. */
  private async kinds(): Promise<NumberKind[]> {
    const { styles: path } = this.parts;
    const kinds: NumberKind[] = [];
    if (path === undefined || !this.file.has(path)) {
      return kinds;
    }
    const formats = new Map<number, string>();
    let isOfCells = false;
    await readWhole(await this.file.part(path), {
      open: (name, { numFmtId, formatCode }) => {
        if (name === 'numFmt') {
          formats.set(Number(numFmtId), formatCode ?? '');
        } else if (name === 'cellXfs') {
          isOfCells = true;
        } else if (name === 'xf' && isOfCells) {
          const id = Number(numFmtId ?? 0);
          kinds.push(kindOf(id, formats.get(id)));
        }
      },
      close: name => {
        isOfCells = isOfCells && name !== 'cellXfs';
      },
    });
    return kinds;
  }
}

function isTrue(text: string | undefined): boolean {
  return text === '1' || text === 'true';
}
