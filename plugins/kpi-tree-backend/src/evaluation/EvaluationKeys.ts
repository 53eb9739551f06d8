import { ARITHMETIC_VERSION, currentPeriodOn } from '@internal/kpi-tree';
import { PeriodType } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { createHash } from 'node:crypto';
import { today } from '../clock/today';
import { Definitions } from '../definitions/Definitions';
import { DefinitionKeys, KeySettings } from './DefinitionKeys';

/**
 * Knows with what series and scopes are evaluated, so that they are evaluated again
 * where it changes and nowhere else: definitions, targets, settings, and the version of
 * the arithmetic.
 */
export class EvaluationKeys {
  /** Many series are judged by the same. */
  private readonly hashes = new Map<string, string>();
  /**
   * As old as the definitions, which are the same for some seconds: with them every
   * series of the portal is looked at, and thousands of those share a key.
   */
  private readonly known = new WeakMap<Definitions, DefinitionKeys>();
  private readonly currents = new Map<
    PeriodType,
    { today: string; current: string }
  >();

  /** @param version - of the arithmetic, which is part of every key */
  constructor(
    private readonly config: KeySettings,
    private readonly version = ARITHMETIC_VERSION,
  ) {}

  /** With what is evaluated by some definitions. */
  by(definitions: Definitions): DefinitionKeys {
    let keys = this.known.get(definitions);
    if (!keys) {
      keys = new DefinitionKeys(definitions, {
        config: this.config,
        version: this.version,
        currentPeriod: periodType => this.currentPeriod(periodType),
        hash: value => this.hash(value),
      });
      this.known.set(definitions, keys);
    }
    return keys;
  }

  /** The first day of the current period of a length. */
  currentPeriod(periodType: PeriodType): string {
    const day = today(this.config);
    const known = this.currents.get(periodType);
    if (known?.today === day) {
      return known.current;
    }
    const current = currentPeriodOn(day, periodType);
    this.currents.set(periodType, { today: day, current });
    return current;
  }

  private hash(value: unknown): string {
    const text = JSON.stringify([this.version, value]);
    let hash = this.hashes.get(text);
    if (hash === undefined) {
      hash = createHash('sha256').update(text).digest('base64url').slice(0, 12);
      this.hashes.set(text, hash);
    }
    return hash;
  }
}
