import { InputError } from '@backstage/errors';
import { posix } from 'node:path';
import { Readable } from 'node:stream';
import { Entry, fromBufferPromise, ZipFile } from 'yauzl';
import { readWhole } from './xml';

/** What a part refers to: the kind of it, and where it is. */
export type Relationship = { kind: string; path: string };

/** Files that begin so are older ones, or have a password. */
const COMPOUND = Buffer.from('d0cf11e0a1b11ae1', 'hex');

const MOST_PARTS = 10_000;

/** The parts of a file of Excel, which is a zip of XML. */
export class Package {
  private constructor(
    private readonly zip: ZipFile,
    private readonly parts: ReadonlyMap<string, Entry>,
  ) {}

  /** @throws `InputError` if it is no such file */
  static async open(bytes: Buffer): Promise<Package> {
    if (bytes.subarray(0, COMPOUND.length).equals(COMPOUND)) {
      throw new InputError(
        'It is an .xls file, or has a password: save it as .xlsx without one',
      );
    }
    const zip = await fromBufferPromise(bytes);
    const parts = new Map<string, Entry>();
    for await (const entry of zip.eachEntry()) {
      parts.set(entry.fileName.toLowerCase(), entry);
      if (parts.size > MOST_PARTS) {
        throw new InputError(`It has more than ${MOST_PARTS} parts`);
      }
    }
    return new Package(zip, parts);
  }

  has(path: string): boolean {
    return this.parts.has(path.toLowerCase());
  }

  /**
   * A part, decompressed as it is read.
   *
   * @throws `InputError` if it is not there
   */
  async part(path: string): Promise<Readable> {
    const entry = this.parts.get(path.toLowerCase());
    if (!entry) {
      throw new InputError(`It has no ${path}: save it as .xlsx`);
    }
    return this.zip.openReadStreamPromise(entry);
  }

  /** What a part refers to, by ids; of the whole without one. */
  async relationships(path = ''): Promise<Map<string, Relationship>> {
    const { dir, base } = posix.parse(path);
    const file = posix.join(dir, '_rels', `${base}.rels`);
    const found = new Map<string, Relationship>();
    if (this.has(file)) {
      await readWhole(await this.part(file), {
        open: (name, { Id, Type = '', Target = '', TargetMode }) => {
          if (name === 'Relationship' && TargetMode !== 'External') {
            found.set(Id, {
              kind: posix.basename(Type),
              path: posix.resolve('/', dir, Target).slice(1),
            });
          }
        },
      });
    }
    return found;
  }
}
