import { InputError } from '@backstage/errors';
import { stat } from 'node:fs/promises';

/** How much of the disk is left for the files of an engine, besides those of its own memory. */
export class Disk {
  private used = 0;
  private readonly most: number;

  /** @param size - how much they may take together, such as `20GB` */
  constructor(private readonly size: string) {
    this.most = parseFloat(size) * (size.endsWith('GB') ? 1e9 : 1e6);
  }

  /** Whether there is room for as many bytes. */
  hasRoomFor(bytes: number): boolean {
    return this.used + bytes <= this.most;
  }

  /**
   * Takes as many bytes.
   *
   * @throws `InputError` if there is no room for them
   */
  take(bytes: number): void {
    if (!this.hasRoomFor(bytes)) {
      throw new InputError(
        `The records take more than ${this.size} of temporary files: raise kpiTree.records.engine.disk, or let the source have fewer records or shorter texts`,
      );
    }
    this.used += bytes;
  }

  /** Takes as many bytes as files have that the engine wrote. */
  async takeFiles(...paths: string[]): Promise<void> {
    for (const path of paths) {
      this.take((await stat(path)).size);
    }
  }

  /** Gives them back. */
  give(bytes: number): void {
    this.used -= bytes;
  }
}
