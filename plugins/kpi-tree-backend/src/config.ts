import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  DATE_HINT,
  DEFAULT_COVERAGE_FLOOR,
  DEFAULT_TOLERANCE,
  isInstant,
  RuleSet,
  ruleSets,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { HoldBack } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { durationToMilliseconds } from '@backstage/types';
import { IANAZone } from 'luxon';
import { createHash } from 'node:crypto';

/**
 * What the admin configured under `kpiTree`.
 */
export type KpiTreeConfig = {
  /** Now, or the instant that the admin fixed. */
  now: () => Date;
  timeZone: string;
  /** Of all of it, that of the sources included: another where anything is changed. */
  fingerprint: string;
  /** Share of the target for a threshold that is not given. */
  tolerance: number;
  /** Share of a node's weight that has to have a score. */
  coverageFloor: number;
  /** How the trend of those KPIs is found that do not say. */
  signals: { rules: RuleSet };
  /** How many sources are collected at once, and how often each is tried. */
  collector: {
    atOnce: number;
    attempts: number;
    /** From when on a run that takes something away waits for somebody. */
    holdBack: Required<HoldBack>;
  };
  /** Whether anyone may see badges, without signing in. */
  badges: { public: boolean };
  /** How much a trial of a definition may cost. */
  trial: { rows: number; timeoutMs: number };
  /**
   * At what age measurements are folded into their periods, and at what age they
   * go; never if infinite.
   */
  retention: { foldAfterMs: number; dropAfterMs: number };
};

/** What is younger may still be corrected by its source. */
const MIN_AGE_MS = 31 * 86_400_000;

/**
 * Reads `kpiTree` from the configuration.
 *
 * @throws `InputError` that names key, value and what would be right.
 */
export function readKpiTreeConfig(root: Config): KpiTreeConfig {
  const config = root.getOptionalConfig('kpiTree');
  const asOf = config?.getOptionalString('asOf');
  const fixed = asOf === undefined ? undefined : new Date(asOf);
  if (fixed && !isInstant(fixed.getTime())) {
    throw new InputError(`kpiTree.asOf is ${asOf}: ${DATE_HINT}`);
  }
  const timeZone = config?.getOptionalString('timeZone') ?? 'UTC';
  if (!IANAZone.isValidZone(timeZone)) {
    throw new InputError(
      `kpiTree.timeZone is ${timeZone}: use an IANA zone such as Europe/Berlin`,
    );
  }
  return {
    now: () => fixed ?? new Date(),
    timeZone,
    fingerprint: createHash('sha256')
      .update(JSON.stringify(config?.get() ?? null))
      .digest('hex')
      .slice(0, 16),
    tolerance: readShare(config, 'tolerance', DEFAULT_TOLERANCE),
    coverageFloor: readShare(config, 'coverageFloor', DEFAULT_COVERAGE_FLOOR),
    signals: { rules: readRules(config) },
    collector: {
      atOnce: readCount(config, 'collector.atOnce', 4),
      attempts: readCount(config, 'collector.attempts', 3),
      holdBack: {
        removedShare: readShare(config, 'collector.holdBack.removedShare', 0.1),
        rejectedShare: readShare(
          config,
          'collector.holdBack.rejectedShare',
          0.1,
        ),
        acceptRepeated:
          config?.getOptionalBoolean('collector.holdBack.acceptRepeated') ??
          false,
      },
    },
    badges: { public: config?.getOptionalBoolean('badges.public') ?? false },
    trial: readTrial(config),
    retention: readRetention(config?.getOptionalConfig('retention')),
  };
}

function readRules(config: Config | undefined): RuleSet {
  const rules = config?.getOptionalString('signals.rules') ?? 'nhs';
  const known = ruleSets.find(each => each === rules);
  if (!known) {
    throw new InputError(
      `kpiTree.signals.rules is ${rules}: use ${ruleSets.join(', ')}`,
    );
  }
  return known;
}

function readTrial(config: Config | undefined): KpiTreeConfig['trial'] {
  const timeout = config?.has('trial.timeout')
    ? durationToMilliseconds(
        readDurationFromConfig(config, { key: 'trial.timeout' }),
      )
    : 20_000;
  return { rows: readCount(config, 'trial.rows', 500_000), timeoutMs: timeout };
}

function readCount(
  config: Config | undefined,
  key: string,
  otherwise: number,
): number {
  const count = config?.getOptionalNumber(key) ?? otherwise;
  if (!Number.isInteger(count) || count < 1) {
    throw new InputError(
      `kpiTree.${key} is ${count}: use a whole number such as ${otherwise}`,
    );
  }
  return count;
}

function readRetention(config: Config | undefined): KpiTreeConfig['retention'] {
  const [foldAfterMs, dropAfterMs] = ['foldAfter', 'dropAfter'].map(key => {
    const age = config?.has(key)
      ? durationToMilliseconds(readDurationFromConfig(config, { key }))
      : Infinity;
    if (age < MIN_AGE_MS) {
      throw new InputError(
        `kpiTree.retention.${key} is ${JSON.stringify(
          config?.get(key),
        )}: use at least 31 days, such as { days: 400 }`,
      );
    }
    return age;
  });
  return { foldAfterMs, dropAfterMs };
}

function readShare(
  config: Config | undefined,
  key: string,
  otherwise: number,
): number {
  const share = config?.getOptionalNumber(key) ?? otherwise;
  if (share < 0 || share > 1) {
    throw new InputError(
      `kpiTree.${key} is ${share}: use a share from 0 to 1 such as ${otherwise}`,
    );
  }
  return share;
}
