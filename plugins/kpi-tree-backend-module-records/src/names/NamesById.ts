import { Row, textAt } from '../rows/RowReader';

/** A name of what has an id. */
export type NameOfId = { id: string; name: string };

/** Keeps the names of the things of a source from one run to the next. */
export interface NameStore {
  names(source: string): Promise<NameOfId[]>;
  addNames(source: string, names: NameOfId[]): Promise<void>;
}

/** As many are followed: what has more is no id of a repository, a project or a service. */
const MOST = 50_000;

/** A longer one is not kept. */
const LONGEST = 255;

/**
 * The names that the things of a source have had, by their ids: what is renamed there is
 * known by the name that it had, until somebody writes the new one in the catalog.
 */
export class NamesById {
  private names = new Map<string, Set<string>>();
  private ids = new Map<string, Set<string>>();
  private added: NameOfId[] = [];
  private count = 0;

  /**
   * @param options - `name`, `id`: the columns that have them
   */
  constructor(
    private readonly options: {
      source: string;
      name: string;
      id: string;
      store: () => Promise<NameStore>;
    },
  ) {}

  /** Begins a run, with what was known before. */
  async load(): Promise<void> {
    const store = await this.options.store();
    this.names = new Map();
    this.ids = new Map();
    this.count = 0;
    for (const known of await store.names(this.options.source)) {
      this.note(known);
    }
    this.added = [];
  }

  /** Notes the name that a row has. */
  see(row: Row): void {
    const name = textAt(row, this.options.name);
    const id = textAt(row, this.options.id);
    if (
      name &&
      id &&
      name.length <= LONGEST &&
      id.length <= LONGEST &&
      this.count < MOST &&
      !this.names.get(id)?.has(name)
    ) {
      this.note({ id, name });
      this.added.push({ id, name });
    }
  }

  /**
   * The other names of what a record is about. One that something else has had as well is
   * not among them: nobody knows which of the two is meant.
   */
  others({ id, name: own }: NameOfId): string[] {
    return [...(this.names.get(id) ?? [])].filter(
      name => name !== own && this.ids.get(name)?.size === 1,
    );
  }

  /** Whether it has seen a name that it did not know. */
  get hasNew(): boolean {
    return this.added.length > 0;
  }

  /** Keeps what was seen for the next run. */
  async save(): Promise<void> {
    const store = await this.options.store();
    await store.addNames(this.options.source, this.added);
    this.added = [];
  }

  private note({ id, name }: NameOfId): void {
    this.names.set(id, (this.names.get(id) ?? new Set()).add(name));
    this.ids.set(name, (this.ids.get(name) ?? new Set()).add(id));
    this.count++;
  }
}
