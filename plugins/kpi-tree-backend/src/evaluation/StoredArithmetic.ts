import { ServiceUnavailableError } from '@backstage/errors';
import { ARITHMETIC_VERSION } from '@internal/kpi-tree';
import { Knex } from 'knex';
import { setTimeout as sleep } from 'node:timers/promises';
import { lock } from '../store/database';
import { ProgressStore } from '../store/ProgressStore';
import { RollupStore } from '../store/RollupStore';

/** How long a version stays in charge when none of its backends is there any more. */
const LEASE_MS = 120_000;

/** A backend says so often that it is there. */
const RENEW_MS = 15_000;

/** For how long a backend goes by what it last read of the version in charge. */
const KNOWN_FOR_MS = 1_000;

/** Which version of the arithmetic evaluates, and whether everything is evaluated. */
type InCharge = {
  version: number;
  /** When one of its backends was last there, in milliseconds since 1970. */
  at: number;
  complete: boolean;
};

/** What differs in tests. */
export type ArithmeticOptions = {
  /** Of the arithmetic of this backend. */
  version?: number;
  /** The time of the machine, in milliseconds since 1970. */
  clock?: () => number;
  sleep?: (ms: number) => Promise<unknown>;
};

/**
 * Knows by which version of the arithmetic the stored values, states and roll-ups are
 * made, and keeps the results of two versions apart.
 *
 * One version is in charge of a database, and only its backends write what is evaluated.
 * A newer version takes over at once; an older one, as after a rollback, when no backend
 * of the newer was there for two minutes. So the old replicas of a rolling upgrade do
 * not undo what the new ones do. Until everything is computed again, nothing is answered
 * that is made of many series: it would be made of two kinds of numbers.
 */
export class StoredArithmetic {
  /** Of the arithmetic of this backend. */
  readonly version: number;
  private readonly clock: () => number;
  private readonly sleep: (ms: number) => Promise<unknown>;
  private known?: { inCharge: InCharge | undefined; at: number };

  constructor(
    private readonly stores: { knex: Knex; rollups: RollupStore },
    options: ArithmeticOptions = {},
  ) {
    this.version = options.version ?? ARITHMETIC_VERSION;
    this.clock = options.clock ?? Date.now;
    this.sleep = options.sleep ?? sleep;
  }

  /**
   * Puts the version of this backend in charge, unless a newer one is, and says that
   * its backends are there.
   *
   * @returns whether it is in charge
   */
  async claim(): Promise<boolean> {
    const now = await this.inCharge();
    if (now?.version === this.version) {
      if (this.clock() - now.at >= RENEW_MS) {
        await this.change(now, { ...now, at: this.clock() });
      }
      return true;
    }
    const outcome = await this.stores.knex.transaction(async tx => {
      await lock(tx, 'arithmetic');
      return this.takeOver(tx, await this.read(tx));
    });
    this.known = undefined;
    if (outcome === 'replaced') {
      // As long as the backends of the other version may go by what they last read
      await this.sleep(2 * KNOWN_FOR_MS);
    }
    return outcome !== 'refused';
  }

  /**
   * A transaction that writes what is evaluated. No other version takes over until it
   * ends.
   *
   * @throws `ServiceUnavailableError` if another version is in charge
   */
  async transaction<T>(work: (tx: Knex.Transaction) => Promise<T>): Promise<T> {
    if (!(await this.claim())) {
      throw otherVersion();
    }
    return await this.stores.knex.transaction(async tx => {
      await lock(tx, 'arithmetic', 'shared');
      const now = await this.read(tx);
      if (now && now.version !== this.version) {
        throw otherVersion();
      }
      return work(tx);
    });
  }

  /** Notes that everything is evaluated by this version. */
  async noteComplete(): Promise<void> {
    const now = await this.inCharge();
    if (now?.version === this.version && !now.complete) {
      await this.change(now, { ...now, at: this.clock(), complete: true });
    }
  }

  /**
   * Whether what is stored of many series is of this version: `computing` until all of
   * it is, `elsewhere` if backends of another version are in charge.
   */
  async state(): Promise<'ready' | 'computing' | 'elsewhere'> {
    const now = await this.inCharge();
    if (now && now.version !== this.version) {
      return 'elsewhere';
    }
    return now && !now.complete ? 'computing' : 'ready';
  }

  private async takeOver(
    tx: Knex.Transaction,
    last: InCharge | undefined,
  ): Promise<'refused' | 'kept' | 'replaced'> {
    const now = this.clock();
    const isThere = last !== undefined && now - last.at < LEASE_MS;
    if (last && last.version > this.version && isThere) {
      return 'refused';
    }
    if (last?.version === this.version) {
      await this.write(tx, { ...last, at: now });
      return 'kept';
    }
    const complete = !(await hasEvaluated(tx));
    await this.write(tx, { version: this.version, at: now, complete });
    if (!complete) {
      // Nothing goes by what the other version had done
      await new ProgressStore(tx).delete('evaluate');
      await this.stores.rollups.markAll(tx);
    }
    return isThere ? 'replaced' : 'kept';
  }

  /** The version in charge, as it was a moment ago at most. */
  private async inCharge(): Promise<InCharge | undefined> {
    const now = this.clock();
    if (!this.known || now - this.known.at >= KNOWN_FOR_MS) {
      this.known = { inCharge: await this.read(this.stores.knex), at: now };
    }
    return this.known.inCharge;
  }

  private async read(knex: Knex): Promise<InCharge | undefined> {
    const text = await new ProgressStore(knex).get('arithmetic');
    return text === undefined ? undefined : JSON.parse(text);
  }

  private async write(tx: Knex, value: InCharge): Promise<void> {
    await new ProgressStore(tx).set('arithmetic', JSON.stringify(value));
  }

  /** Writes, unless another backend wrote meanwhile. */
  private async change(from: InCharge, to: InCharge): Promise<void> {
    await new ProgressStore(this.stores.knex).change(
      'arithmetic',
      JSON.stringify(from),
      JSON.stringify(to),
    );
    this.known = undefined;
  }
}

async function hasEvaluated(tx: Knex): Promise<boolean> {
  for (const table of ['current', 'period_values', 'scope_values']) {
    if (await tx(table).first(tx.raw('1'))) {
      return true;
    }
  }
  return false;
}

function otherVersion(): ServiceUnavailableError {
  return new ServiceUnavailableError(
    'Another version of the KPI tree backend computes the numbers, as during a rolling upgrade: it answers. After a rollback, this one does within two minutes',
  );
}
