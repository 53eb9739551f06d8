import {
  aggregationTraits,
  Judgement,
  SeriesSettings,
} from '@internal/kpi-tree';
import {
  DeclaredChange,
  KpiEntity,
  PeriodType,
  SignalSettings,
  walkTree,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { createHash } from 'node:crypto';
import { today } from '../clock/today';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { Definitions } from '../definitions/Definitions';
import { SeriesRecord } from '../store/MeasurementStore';
import type { EvaluatedAt } from './EvaluatedAt';
import { EvaluationKey } from './EvaluationKey';
import { isCounted } from './isCounted';
import { daysLate } from './staleness';

type DefinitionKey = Omit<EvaluationKey, 'state' | 'current'> & { by: string };

/** What of the configuration says how something is evaluated. */
export type KeySettings = Pick<
  KpiTreeConfig,
  | 'now'
  | 'timeZone'
  | 'tolerance'
  | 'coverageFloor'
  | 'completenessFloor'
  | 'signals'
>;

/** What the keys of all definitions share. */
type Shared = {
  config: KeySettings;
  /** Of the arithmetic. */
  version: number;
  /** The first day of the current period of a length. */
  currentPeriod: (periodType: PeriodType) => string;
  hash: (value: unknown) => string;
};

/** With what series and scopes are evaluated by some definitions, and how. */
export class DefinitionKeys implements EvaluatedAt {
  private readonly keys = new Map<string, DefinitionKey>();
  /** Of all, with the day. */
  private all?: { today: string; key: string };

  constructor(
    readonly definitions: Definitions,
    private readonly shared: Shared,
  ) {}

  /** @param measured - the series itself, or those that it is computed from */
  of(
    kpi: KpiEntity,
    series: SeriesRecord,
    measured: SeriesRecord[],
  ): EvaluationKey {
    const { by, ...key } = this.ofDefinition(kpi, series.entityRef);
    return {
      ...key,
      state: `${by}.${daysLate(kpi, measured, this.shared.config)}`,
      current: this.currentPeriod(kpi),
    };
  }

  /** With what the history of a scope is assessed, as it is stored. */
  ofScope(kpi: KpiEntity, scope: string): string {
    const { by } = this.ofDefinition(kpi, scope);
    return `${by}.${this.currentPeriod(kpi)}`;
  }

  /** The first day of the current period of a KPI. */
  currentPeriod(kpi: KpiEntity): string {
    return this.shared.currentPeriod(kpi.spec.period);
  }

  /** The part that changes with definitions only, which are asked for often. */
  private ofDefinition(kpi: KpiEntity, entityRef: string): DefinitionKey {
    const { definitions, keys } = this;
    const { hash } = this.shared;
    const { name } = kpi.metadata;
    const over = definitions.formulas.over(name);
    const [counted, ...formulasCounted] = [name, ...over].map(each =>
      isCounted(definitions, entityRef, each),
    );
    // Most entities have no targets of their own: they share the key
    const isJudgedAlone =
      definitions.hasOwnTargets(entityRef) ||
      definitions.acceptedChanges(entityRef, name).length > 0 ||
      definitions.exceptionsOf(entityRef, name).length > 0;
    const id = isJudgedAlone
      ? `${name} ${counted} ${formulasCounted} ${entityRef}`
      : `${name} ${counted} ${formulasCounted}`;
    let key = keys.get(id);
    if (!key) {
      const { grain, period: periodType, aggregate, formula } = kpi.spec;
      const by = this.judgement(kpi, entityRef);
      key = {
        values: hash([
          grain,
          periodType,
          aggregate.overTime,
          aggregate.quantile,
          ...(formula === undefined ? [] : [definitions.formulas.textOf(name)]),
        ]),
        rollup: hash([
          counted,
          aggregate.overEntities,
          aggregate.quantile,
          // The targets of members are summed where their values are
          aggregationTraits[aggregate.overEntities].addsUp ? by : null,
        ]),
        by: hash([
          by,
          this.signalSettings(kpi, entityRef),
          kpi.spec.unit,
          kpi.spec.plausible,
        ]),
        ...(over.length
          ? {
              formulas: hash([
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
  judgement(kpi: KpiEntity, scope: string): Judgement {
    const { config } = this.shared;
    const { target, threshold } = this.definitions.effective(kpi, scope);
    return {
      direction: kpi.spec.direction,
      target,
      threshold,
      tolerance: config.tolerance,
      completenessFloor: kpi.spec.completenessFloor ?? config.completenessFloor,
    };
  }

  /**
   * How the trend of a KPI of an entity or scope is found: as its definition says,
   * else as the admin configured, with the changes that were accepted in the portal and
   * without the periods that were left out there.
   */
  signalSettings(kpi: KpiEntity, scope: string): SeriesSettings {
    const { name } = kpi.metadata;
    const accepted = this.definitions.acceptedChanges(scope, name);
    const exceptions = this.definitions.exceptionsOf(scope, name);
    const { signals: settings = {} } = kpi.spec;
    return {
      ...this.shared.config.signals,
      ...settings,
      ...(accepted.length ? { changes: withAccepted(settings, accepted) } : {}),
      ...(exceptions.length
        ? { exceptions: exceptions.map(({ from, to }) => ({ from, to })) }
        : {}),
    };
  }

  /**
   * Changes with everything by which any series may be evaluated otherwise: day,
   * KPIs, trees and annotations.
   */
  ofAll(): string {
    const day = today(this.shared.config);
    if (this.all?.today !== day) {
      this.all = { today: day, key: this.hashOfAll(day) };
    }
    return this.all.key;
  }

  private hashOfAll(day: string): string {
    const { definitions } = this;
    const { config, version } = this.shared;
    const hash = createHash('sha256');
    const add = (value: unknown) => hash.update(`${JSON.stringify(value)}\n`);
    add([
      day,
      config.timeZone,
      config.tolerance,
      config.signals,
      version,
      config.coverageFloor,
      config.completenessFloor,
      [...definitions.changes],
      ...(definitions.exceptions.size ? [[...definitions.exceptions]] : []),
    ]);
    for (const [name, kpi] of definitions.kpis) {
      const {
        grain,
        period: periodType,
        aggregate,
        direction,
        staleAfter,
        formula,
      } = kpi.spec;
      const { unit, signals, plausible, completenessFloor } = kpi.spec;
      const { target, threshold } = definitions.effective(kpi, '');
      add([name, grain, periodType, aggregate, direction, staleAfter, formula]);
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
