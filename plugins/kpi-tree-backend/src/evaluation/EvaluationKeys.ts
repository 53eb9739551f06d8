import {
  aggregationTraits,
  ARITHMETIC_VERSION,
  currentPeriodOn,
  dateOf,
  DeclaredChange,
  Judgement,
  KpiEntity,
  PeriodType,
  SignalSettings,
  walkTree,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { createHash } from 'node:crypto';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { Definitions } from '../definitions/Definitions';
import { SeriesRecord } from '../store/MeasurementStore';
import { daysLate } from './staleness';

/**
 * With what a series is evaluated: its values in periods, what of it counts in
 * scopes, and its state now.
 */
export type EvaluationKey = {
  values: string;
  rollup: string;
  /** The formulas that are computed from it; not given where there are none. */
  formulas?: string;
  state: string;
  /** The first day of the period that was current. */
  current: string;
};

type DefinitionKey = Omit<EvaluationKey, 'state' | 'current'> & { by: string };

/**
 * Knows with what series and scopes are evaluated, so that they are evaluated again
 * where it changes and nowhere else: definitions, targets, settings, and the version of
 * the arithmetic.
 */
export class EvaluationKeys {
  /** Many series are judged by the same. */
  private readonly hashes = new Map<string, string>();
  private readonly byDefinitions = new WeakMap<
    Definitions,
    Map<string, DefinitionKey>
  >();
  /** Of all, with the day. */
  private readonly all = new WeakMap<
    Definitions,
    { today: string; key: string }
  >();
  private readonly currents = new Map<
    PeriodType,
    { today: string; current: string }
  >();

  /** @param version - of the arithmetic, which is part of every key */
  constructor(
    private readonly config: Pick<
      KpiTreeConfig,
      | 'now'
      | 'timeZone'
      | 'tolerance'
      | 'coverageFloor'
      | 'completenessFloor'
      | 'signals'
    >,
    private readonly version = ARITHMETIC_VERSION,
  ) {}

  /** @param measured - the series itself, or those that it is computed from */
  of(
    definitions: Definitions,
    kpi: KpiEntity,
    series: SeriesRecord,
    measured: SeriesRecord[],
  ): EvaluationKey {
    const { by, ...key } = this.ofDefinition(
      definitions,
      kpi,
      series.entityRef,
    );
    return {
      ...key,
      state: `${by}.${daysLate(kpi, measured, this.config)}`,
      current: this.currentPeriod(kpi.spec.period),
    };
  }

  /** With what the history of a scope is assessed, as it is stored. */
  ofScope(definitions: Definitions, kpi: KpiEntity, scope: string): string {
    const { by } = this.ofDefinition(definitions, kpi, scope);
    return `${by}.${this.currentPeriod(kpi.spec.period)}`;
  }

  /** The first day of the current period of a length. */
  currentPeriod(period: PeriodType): string {
    const { now, timeZone } = this.config;
    const today = dateOf(now().getTime(), timeZone);
    const known = this.currents.get(period);
    if (known?.today === today) {
      return known.current;
    }
    const current = currentPeriodOn(today, period);
    this.currents.set(period, { today, current });
    return current;
  }

  /** The part that changes with definitions only, which are asked for often. */
  private ofDefinition(
    definitions: Definitions,
    kpi: KpiEntity,
    entityRef: string,
  ): DefinitionKey {
    let keys = this.byDefinitions.get(definitions);
    if (!keys) {
      keys = new Map();
      this.byDefinitions.set(definitions, keys);
    }
    const { name } = kpi.metadata;
    const over = definitions.formulas.over(name);
    const [counted, ...formulasCounted] = [name, ...over].map(each =>
      isCounted(definitions, entityRef, each),
    );
    // Most entities have no targets of their own: they share the key
    const isJudgedAlone =
      definitions.hasOwnTargets(entityRef) ||
      definitions.acceptedChanges(entityRef, name).length > 0;
    const id = isJudgedAlone
      ? `${name} ${counted} ${formulasCounted} ${entityRef}`
      : `${name} ${counted} ${formulasCounted}`;
    let key = keys.get(id);
    if (!key) {
      const { grain, period, aggregate, formula } = kpi.spec;
      const by = this.judgement(definitions, kpi, entityRef);
      key = {
        values: this.hash([
          grain,
          period,
          aggregate.overTime,
          aggregate.quantile,
          ...(formula === undefined ? [] : [definitions.formulas.textOf(name)]),
        ]),
        rollup: this.hash([
          counted,
          aggregate.overEntities,
          aggregate.quantile,
          // The targets of members are summed where their values are
          aggregationTraits[aggregate.overEntities].addsUp ? by : null,
        ]),
        by: this.hash([
          by,
          this.signalSettings(definitions, kpi, entityRef),
          kpi.spec.unit,
          kpi.spec.plausible,
        ]),
        ...(over.length
          ? {
              formulas: this.hash([
                formulasCounted,
                over.map(each => definitions.formulas.textOf(each)),
                over.map(each => definitions.kpi(each).spec.aggregate),
              ]).slice(0, 8),
            }
          : {}),
      };
      keys.set(id, key);
    }
    return key;
  }

  /** How a KPI of an entity or scope is judged. */
  judgement(
    definitions: Definitions,
    kpi: KpiEntity,
    scope: string,
  ): Judgement {
    const { target, threshold } = definitions.effective(kpi, scope);
    return {
      direction: kpi.spec.direction,
      target,
      threshold,
      tolerance: this.config.tolerance,
      completenessFloor:
        kpi.spec.completenessFloor ?? this.config.completenessFloor,
    };
  }

  /**
   * How the trend of a KPI of an entity or scope is found: as its definition says,
   * else as the admin configured, with the changes that were accepted in the portal.
   */
  signalSettings(
    definitions: Definitions,
    kpi: KpiEntity,
    scope: string,
  ): SignalSettings {
    const accepted = definitions.acceptedChanges(scope, kpi.metadata.name);
    const { signals: settings = {} } = kpi.spec;
    return {
      ...this.config.signals,
      ...settings,
      ...(accepted.length ? { changes: withAccepted(settings, accepted) } : {}),
    };
  }

  /**
   * Changes with everything by which any series may be evaluated otherwise: day,
   * KPIs, trees and annotations.
   */
  ofAll(definitions: Definitions): string {
    const today = dateOf(this.config.now().getTime(), this.config.timeZone);
    let known = this.all.get(definitions);
    if (known?.today !== today) {
      known = { today, key: this.hashOfAll(definitions, today) };
      this.all.set(definitions, known);
    }
    return known.key;
  }

  private hashOfAll(definitions: Definitions, today: string): string {
    const hash = createHash('sha256');
    const add = (value: unknown) => hash.update(`${JSON.stringify(value)}\n`);
    add([
      today,
      this.config.timeZone,
      this.config.tolerance,
      this.config.signals,
      this.version,
      this.config.coverageFloor,
      this.config.completenessFloor,
      [...definitions.changes],
    ]);
    for (const [name, kpi] of definitions.kpis) {
      const { grain, period, aggregate, direction, staleAfter, formula } =
        kpi.spec;
      const { unit, signals, plausible, completenessFloor } = kpi.spec;
      const { target, threshold } = definitions.effective(kpi, '');
      add([name, grain, period, aggregate, direction, staleAfter, formula]);
      add([target, threshold, unit, signals, plausible, completenessFloor]);
    }
    for (const [name, tree] of definitions.trees) {
      add([name, [...walkTree(tree.spec.root)].map(({ node }) => node)]);
    }
    for (const { entityRef, attachments, annotations } of [
      ...definitions.entities.values(),
    ]) {
      const { nodes, target, threshold } = annotations;
      if (attachments.length) {
        add([entityRef, attachments.map(a => a.tree), nodes]);
      }
      if (Object.keys(target).length || Object.keys(threshold).length) {
        add([entityRef, target, threshold]);
      }
    }
    return hash.digest('base64url');
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

/**
 * Whether what is measured of an entity counts in the scopes to which it belongs or
 * belonged: where the KPI is in a tree of the entity. What has no tree any more, or
 * is gone from the catalog, counts in the past as it did.
 */
export function isCounted(
  definitions: Definitions,
  entityRef: string,
  kpi: string,
): boolean {
  return (
    definitions.attachedKpis(entityRef).has(kpi) ||
    !definitions.entities.get(entityRef)?.attachments.length
  );
}

/**
 * The changes of a definition and those that were accepted, in order of time. Those in
 * the baseline do not count: it is of one process.
 */
function withAccepted(
  { changes = [], baseline }: SignalSettings,
  accepted: DeclaredChange[],
): DeclaredChange[] {
  const known = new Set(changes.map(({ date }) => date));
  const isNew = ({ date }: DeclaredChange) =>
    !known.has(date) &&
    !(baseline && baseline.from < date && date <= baseline.to);
  return [...changes, ...accepted.filter(isNew)].sort((a, b) =>
    a.date < b.date ? -1 : 1,
  );
}

/** A key as it is stored. */
export function keyText(key: EvaluationKey): string {
  const rollup = key.formulas ? `${key.rollup}~${key.formulas}` : key.rollup;
  return [key.values, rollup, key.current, key.state].join('.');
}

/** Reads a stored key. */
export function parseKey(text: string): EvaluationKey {
  const [values, counted, current, ...state] = text.split('.');
  const [rollup, formulas] = counted.split('~');
  return {
    values,
    rollup,
    ...(formulas ? { formulas } : {}),
    current,
    state: state.join('.'),
  };
}
