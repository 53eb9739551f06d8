import { ClassValue } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { appendFile, open, writeFile } from 'node:fs/promises';
import { Disk } from '../engine/Disk';
import { Measured } from '../measures/Measure';

/** What was measured of one class of an entity in one period. */
export type MeasuredClass = Measured & Pick<ClassValue, 'name' | 'isRest'>;

/** The classes of an entity by the first day of the period, `YYYY-MM-DD`. */
type ClassesByDay = ReadonlyMap<string, ClassValue[]>;

/** A class as it is in the file, its sketch in Base64. */
type WrittenClass = Omit<ClassValue, 'sketch'> & { sketch?: string };

const NOTHING: ClassesByDay = new Map();

/** As many characters are written at once. */
const CHARACTERS = 60_000;

/**
 * What was measured by class, in a file: the engine answers one question after the other,
 * and the classes of all entities may be more than memory takes.
 */
export class ClassFile {
  private constructor(private readonly path: string) {}

  /** @param measured - those of one entity together, in the order of the entities */
  static async write(
    path: string,
    disk: Disk,
    measured: AsyncIterable<MeasuredClass>,
  ): Promise<ClassFile> {
    await writeFile(path, '');
    let at: { entity: number; days: Map<string, WrittenClass[]> } | undefined;
    let text = '';
    const flush = async () => {
      disk.take(Buffer.byteLength(text));
      await appendFile(path, text);
      text = '';
    };
    const end = () => {
      if (at) {
        text += `${JSON.stringify([at.entity, [...at.days]])}\n`;
      }
    };
    for await (const { entity, start, sketch, ...value } of measured) {
      if (at?.entity !== entity) {
        end();
        at = { entity, days: new Map() };
      }
      const day = at.days.get(start) ?? [];
      at.days.set(start, day);
      day.push({
        ...value,
        ...(sketch ? { sketch: Buffer.from(sketch).toString('base64') } : {}),
      });
      if (text.length > CHARACTERS) {
        await flush();
      }
    }
    end();
    await flush();
    return new ClassFile(path);
  }

  /** Reads it from its beginning. */
  async *read(): AsyncGenerator<{ entity: number; classes: ClassesByDay }> {
    const file = await open(this.path);
    try {
      for await (const line of file.readLines()) {
        const [entity, days] = JSON.parse(line) as [
          number,
          [string, WrittenClass[]][],
        ];
        const classes = new Map(
          days.map(([start, values]) => [
            start,
            values.map(
              ({ sketch, ...value }): ClassValue => ({
                ...value,
                ...(sketch ? { sketch: Buffer.from(sketch, 'base64') } : {}),
              }),
            ),
          ]),
        );
        yield { entity, classes };
      }
    } finally {
      await file.close();
    }
  }
}

/** Takes the classes of one entity after the other of a file. */
export class ClassReader {
  private readonly entities: AsyncIterator<{
    entity: number;
    classes: ClassesByDay;
  }>;
  private next: { entity: number; classes: ClassesByDay } | undefined;
  private hasBegun = false;

  constructor(file: ClassFile) {
    this.entities = file.read();
  }

  /**
   * The classes of an entity; none if it has no records, or is not asked for in the order
   * of the entities.
   */
  async take(entity: number): Promise<ClassesByDay> {
    if (!this.hasBegun) {
      this.hasBegun = true;
      await this.advance();
    }
    while (this.next && this.next.entity < entity) {
      await this.advance();
    }
    return this.next?.entity === entity ? this.next.classes : NOTHING;
  }

  async close(): Promise<void> {
    await this.entities.return?.();
  }

  private async advance(): Promise<void> {
    const { value, done } = await this.entities.next();
    this.next = done ? undefined : value;
  }
}
