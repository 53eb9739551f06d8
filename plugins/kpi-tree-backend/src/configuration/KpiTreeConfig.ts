import { Config, readDurationFromConfig } from '@backstage/config';
import { ServiceUnavailableError } from '@backstage/errors';
import {
  DEFAULT_COMPLETENESS_FLOOR,
  DEFAULT_COVERAGE_FLOOR,
  DEFAULT_TOLERANCE,
  type Language,
  languages,
} from '@internal/kpi-tree';
import {
  ConfigProblem,
  DATE_HINT,
  isInstant,
  RuleSet,
  ruleSets,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { HoldBack, nearest } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { durationToMilliseconds } from '@backstage/types';
import { IANAZone } from 'luxon';
import { createHash } from 'node:crypto';
import { ConfigFault, ConfigReading } from './ConfigReading';

/**
 * What the admin configured under `kpiTree`.
 */
export type KpiTreeConfig = {
  /**
   * Now, or the instant that the admin fixed.
   *
   * @throws `ServiceUnavailableError` where the calendar is not known
   */
  now: () => Date;
  /** @throws `ServiceUnavailableError` where the calendar is not known */
  timeZone: string;
  /** Of all of it, that of the sources included: another where anything is changed. */
  fingerprint: string;
  /** Share of the target for a threshold that is not given. */
  tolerance: number;
  /** Share of a node's weight that has to have a score. */
  coverageFloor: number;
  /** Share of a period that has to be known, for KPIs that do not say. */
  completenessFloor: number;
  /** Whether entities may set targets of KPIs whose definition does not say. */
  targetOverrides: boolean;
  /** How the trend of those KPIs is found that do not say. */
  signals: { rules: RuleSet };
  /** How many sources are collected at once, and how often each is tried. */
  collector: {
    atOnce: number;
    attempts: number;
    /** From when on a run that removes something waits for somebody. */
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
  /** In which language messages are written. */
  messages: { language: Language };
  /** What does not happen, as its configuration is wrong: the mistake in words. */
  faults: Partial<Record<ConfigFault, string>>;
};

/** What is younger may still be corrected by its source. */
const MIN_AGE_MS = 31 * 86_400_000;

/**
 * Reads `kpiTree` from the configuration. A mistake is noted and keeps nothing from
 * working but what it is about: what would be wrong without it does not happen, and
 * elsewhere the default holds.
 */
export function readKpiTreeConfig(root: Config): {
  config: KpiTreeConfig;
  problems: ConfigProblem[];
} {
  const reading = new ConfigReading(root, 'kpiTree');
  const asOf = reading.read('asOf', readAsOf, undefined, 'calendar');
  const timeZone = reading.read('timeZone', readTimeZone, 'UTC', 'calendar');
  const share = (key: string, otherwise: number) =>
    reading.read(key, config => readShare(config, key), otherwise, 'judgement');
  const count = (key: string, otherwise: number) =>
    reading.read(
      key,
      config => readCount(config, key, otherwise),
      otherwise,
      'default',
    );
  const heldFrom = (key: string) =>
    reading.read(key, config => readShare(config, key), 0.1, 'default');
  const age = (key: string) =>
    reading.read(key, config => readAge(config, key), Infinity, 'retention');
  const { faults, problems } = reading;
  const known = <T>(value: T): T => {
    if (faults.calendar) {
      throw new ServiceUnavailableError(faults.calendar);
    }
    return value;
  };
  const config: KpiTreeConfig = {
    now: () => known(asOf ?? new Date()),
    get timeZone() {
      return known(timeZone);
    },
    fingerprint: fingerprintOf(root),
    tolerance: share('tolerance', DEFAULT_TOLERANCE),
    coverageFloor: share('coverageFloor', DEFAULT_COVERAGE_FLOOR),
    completenessFloor: share('completenessFloor', DEFAULT_COMPLETENESS_FLOOR),
    targetOverrides: reading.read(
      'targetOverrides',
      read => read.getOptionalBoolean('targetOverrides'),
      true,
      'judgement',
    ),
    signals: {
      rules: reading.read('signals.rules', readRules, 'nhs', 'judgement'),
    },
    collector: {
      atOnce: count('collector.atOnce', 4),
      attempts: count('collector.attempts', 3),
      holdBack: {
        removedShare: heldFrom('collector.holdBack.removedShare'),
        rejectedShare: heldFrom('collector.holdBack.rejectedShare'),
        acceptRepeated: reading.read(
          'collector.holdBack.acceptRepeated',
          read => read.getOptionalBoolean('collector.holdBack.acceptRepeated'),
          false,
          'default',
        ),
      },
    },
    badges: {
      public: reading.read(
        'badges.public',
        read => read.getOptionalBoolean('badges.public'),
        false,
        'default',
      ),
    },
    trial: {
      rows: count('trial.rows', 500_000),
      timeoutMs: reading.read(
        'trial.timeout',
        read => readDuration(read, 'trial.timeout', '{ seconds: 30 }'),
        20_000,
        'default',
      ),
    },
    retention: {
      foldAfterMs: age('retention.foldAfter'),
      dropAfterMs: age('retention.dropAfter'),
    },
    messages: {
      language: reading.read(
        'messages.language',
        readLanguage,
        'en',
        'default',
      ),
    },
    faults,
  };
  return { config, problems };
}

function fingerprintOf(root: Config): string {
  return createHash('sha256')
    .update(JSON.stringify(root.getOptional('kpiTree') ?? null))
    .digest('hex')
    .slice(0, 16);
}

function readAsOf(config: Config): Date | undefined {
  const text = config.getOptionalString('asOf');
  const asOf = text === undefined ? undefined : new Date(text);
  if (asOf && !isInstant(asOf.getTime())) {
    throw new Error(`is ${text}: ${DATE_HINT}`);
  }
  return asOf;
}

function readTimeZone(config: Config): string | undefined {
  const timeZone = config.getOptionalString('timeZone');
  if (timeZone !== undefined && !IANAZone.isValidZone(timeZone)) {
    const zones = Intl.supportedValuesOf('timeZone');
    const zone = nearest(timeZone, zones) ?? 'Europe/Berlin';
    throw new Error(`is ${timeZone}: use an IANA zone such as ${zone}`);
  }
  return timeZone;
}

function readRules(config: Config): RuleSet | undefined {
  const rules = config.getOptionalString('signals.rules');
  const known = ruleSets.find(each => each === rules);
  if (rules !== undefined && !known) {
    throw new Error(`is ${rules}: use ${ruleSets.join(', ')}`);
  }
  return known;
}

function readLanguage(config: Config): Language | undefined {
  const language = config.getOptionalString('messages.language');
  const known = languages.find(each => each === language);
  if (language !== undefined && !known) {
    throw new Error(`is ${language}: use ${languages.join(', ')}`);
  }
  return known;
}

function readCount(
  config: Config,
  key: string,
  otherwise: number,
): number | undefined {
  const count = config.getOptionalNumber(key);
  if (count !== undefined && (!Number.isInteger(count) || count < 1)) {
    throw new Error(`is ${count}: use a whole number such as ${otherwise}`);
  }
  return count;
}

function readAge(config: Config, key: string): number | undefined {
  const age = readDuration(config, key, '{ days: 400 }');
  if (age !== undefined && age < MIN_AGE_MS) {
    throw new Error(
      `is ${JSON.stringify(
        config.get(key),
      )}: use at least 31 days, such as { days: 400 }`,
    );
  }
  return age;
}

/** A duration of `app-config.yaml` in milliseconds. */
function readDuration(
  config: Config,
  key: string,
  example: string,
): number | undefined {
  if (!config.has(key)) {
    return undefined;
  }
  try {
    return durationToMilliseconds(readDurationFromConfig(config, { key }));
  } catch {
    throw new Error(
      `is ${JSON.stringify(
        config.getOptional(key),
      )}: use a duration such as ${example}`,
    );
  }
}

function readShare(config: Config, key: string): number | undefined {
  const share = config.getOptionalNumber(key);
  if (share !== undefined && !(share >= 0 && share <= 1)) {
    throw new Error(`is ${share}: use a share from 0 to 1 such as 0.5`);
  }
  return share;
}
