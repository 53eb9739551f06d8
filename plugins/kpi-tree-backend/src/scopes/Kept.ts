/** One that is kept; what is still being made weighs as little as can be. */
type Entry<T> = { version: string; made: Promise<T>; weight: number };

/**
 * Keeps what was made for as long as what it was made of has the same version. Those who
 * ask at the same time wait for one making. The least recently used is dropped when there
 * is too much.
 */
export class Kept<T> {
  private readonly entries = new Map<string, Entry<T>>();
  private weight = 0;

  /**
   * @param limit - how much all together may weigh
   * @param weigh - how much memory one takes, in units of the caller's choice
   */
  constructor(
    private readonly limit: number,
    private readonly weigh: (value: T) => number,
  ) {}

  /**
   * What is kept, or made now.
   *
   * @param version - of what it is made of, read before it is made
   */
  async get(key: string, version: string, make: () => Promise<T>): Promise<T> {
    const known = this.entries.get(key);
    if (known?.version === version) {
      // So that those at the beginning are those that nobody asks for
      this.entries.delete(key);
      this.entries.set(key, known);
      return known.made;
    }
    this.remove(key);
    const entry: Entry<T> = { version, made: make(), weight: 1 };
    this.entries.set(key, entry);
    this.weight += entry.weight;
    const isKept = () => this.entries.get(key) === entry;
    entry.made.then(
      value => isKept() && this.setWeight(entry, this.weigh(value)),
      () => isKept() && this.remove(key),
    );
    return entry.made;
  }

  private setWeight(entry: Entry<T>, weight: number): void {
    this.weight += weight - entry.weight;
    entry.weight = weight;
    for (const key of this.entries.keys()) {
      if (this.weight <= this.limit) {
        return;
      }
      this.remove(key);
    }
  }

  private remove(key: string): void {
    this.weight -= this.entries.get(key)?.weight ?? 0;
    this.entries.delete(key);
  }
}
