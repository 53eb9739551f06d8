import { createHash } from 'node:crypto';

/** How many rows are known at least; all that moved between two pages are among them. */
const KNOWN_ROWS = 50_000;

/**
 * What the pages before had, in memory that does not grow with the rows: each page by
 * the rows in it, and the rows of the last pages, by any text that identifies one.
 */
export class SeenRows {
  private readonly pages = new Map<string, number>();
  private young = new Set<string>();
  private old = new Set<string>();

  /** Whether a row was in an earlier page. */
  has(row: string): boolean {
    const id = hash(row);
    return this.young.has(id) || this.old.has(id);
  }

  /** The number of an earlier page with the same rows in the same order, if there is one. */
  samePage(rows: string[]): number | undefined {
    return this.pages.get(pageHash(rows));
  }

  /** Notes a page. */
  addPage(rows: string[], page: number): void {
    this.pages.set(pageHash(rows), page);
  }

  /** Notes rows. */
  add(rows: string[]): void {
    if (this.young.size >= KNOWN_ROWS) {
      this.old = this.young;
      this.young = new Set();
    }
    rows.forEach(row => this.young.add(hash(row)));
  }
}

function pageHash(rows: string[]): string {
  return hash(JSON.stringify(rows));
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
