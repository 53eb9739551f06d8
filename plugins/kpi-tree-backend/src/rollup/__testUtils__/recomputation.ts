import { judge } from '@internal/kpi-tree';
import {
  fromEpochDay,
  KpiEntity,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Definitions } from '../../definitions/Definitions';
import { Evaluator } from '../../evaluation/Evaluator';

/** A value and its weight; or a numerator over a weight, which gives one above 0 only. */
type Measured = { value: number | null; weight: number; numerator?: number };

/** What is written: one of the two forms. */
export type Written = { weight: number } & (
  | { value: number }
  | { numerator: number }
);

/** With how many of the days of a complete month are known, and of how many. */
type Value = Measured & { share: Share };
type Share = { days: number; of: number };

/** A formula written once more: what it is computed from, and how. */
export type KnownFormula = {
  of: string[];
  compute: (...operands: number[]) => number;
};

/**
 * Everything that happened to a portal, remembered in the plainest form, to
 * calculate from it what the backend should come to.
 */
export class Known {
  private readonly values = new Map<string, Map<number, Measured>>();
  private readonly taken = new Map<string, number>();
  /** By scope and day: who went from it, to be in no scope. */
  private readonly left = new Map<string, string[]>();
  /** By day of looking: who was a member of what. */
  private readonly seen: { day: number; members: Map<string, string[]> }[] = [];

  constructor(
    private now: Date,
    readonly formulas: Record<string, KnownFormula> = {},
  ) {}

  write(ref: string, kpi: string, day: number, written: Written) {
    const key = `${ref} ${kpi}`;
    const days = this.values.get(key) ?? new Map();
    const value =
      'numerator' in written
        ? over(written.numerator, written.weight)
        : { value: written.value, weight: written.weight };
    this.values.set(key, days.set(day, value));
  }

  /** Whether anything was ever measured. */
  has(ref: string, kpi: string): boolean {
    return this.values.has(`${ref} ${kpi}`);
  }

  days(ref: string, kpi: string): number[] {
    return [...(this.values.get(`${ref} ${kpi}`)?.keys() ?? [])];
  }

  keep(ref: string, kpi: string, keep: Set<number>) {
    const days = this.values.get(`${ref} ${kpi}`);
    for (const day of [...(days?.keys() ?? [])]) {
      if (!keep.has(day)) {
        days!.delete(day);
      }
    }
  }

  /** As {@link keep}; where nothing is left, nothing was ever measured. */
  erase(ref: string, kpi: string, keep: Set<number>) {
    this.keep(ref, kpi, keep);
    if (!keep.size) {
      this.values.delete(`${ref} ${kpi}`);
      this.taken.delete(`${ref} ${kpi}`);
    }
  }

  /** The last day of what was measured under another reference, if any was. */
  takenUntil(ref: string, kpi: string): number {
    return this.taken.get(`${ref} ${kpi}`) ?? -Infinity;
  }

  /** What is known of one reference is from now on known of another. */
  takeOver(from: string, to: string) {
    for (const [key, days] of [...this.values]) {
      const [ref, kpi] = key.split(' ');
      if (ref === from) {
        const own = `${to} ${kpi}`;
        this.taken.set(
          own,
          Math.max(
            this.takenUntil(to, kpi),
            this.takenUntil(from, kpi),
            ...days.keys(),
          ),
        );
        this.values.set(
          own,
          new Map([...days, ...(this.values.get(own) ?? [])]),
        );
        this.values.delete(key);
        this.taken.delete(key);
      }
    }
    for (const members of [this.left, ...this.seen.map(look => look.members)]) {
      for (const [key, refs] of members) {
        members.set(key, [
          ...new Set(refs.map(ref => (ref === from ? to : ref))),
        ]);
      }
    }
    // Who has the history of one that went and is a member itself has not left
    for (const { day, members } of this.lastLooks()) {
      for (const [scope, refs] of members) {
        const key = `${scope} ${day}`;
        const left = this.left.get(key);
        if (left && refs.includes(to)) {
          this.left.set(
            key,
            left.filter(ref => ref !== to),
          );
        }
      }
    }
  }

  see(members: Map<string, string[]>, now: Date) {
    this.now = now;
    const looks = this.seen.filter(({ day }) => day === this.today());
    const last = looks[looks.length - 1]?.members ?? members;
    const came = [...members].flatMap(([scope, refs]) =>
      refs.filter(ref => !last.get(scope)!.includes(ref)),
    );
    for (const scope of members.keys()) {
      const key = `${scope} ${this.today()}`;
      const went = looks
        .flatMap(look => look.members.get(scope)!)
        .filter(ref => !members.get('all')!.includes(ref));
      const all = [...(this.left.get(key) ?? []), ...went];
      this.left.set(
        key,
        all.filter(ref => !came.includes(ref)),
      );
    }
    this.seen.push({ day: this.today(), members });
  }

  today(): number {
    return Math.floor(this.now.getTime() / 86_400_000);
  }

  /** Of each day the last look counts. */
  private lastLooks() {
    return this.seen.filter((s, i) => s.day !== this.seen[i + 1]?.day);
  }

  /** Who was in a scope on a day, and in none later on it. */
  private leftOn(scope: string, day: number): string[] {
    return [...(this.left.get(`${scope} ${day}`) ?? [])];
  }

  /**
   * The members on a day: as they were last seen on it, or before it; before a
   * scope was first seen with members, everyone of that day.
   */
  membersOn(scope: string, day: number): string[] {
    const lastLooks = this.lastLooks();
    const first = lastLooks.find(
      s => s.members.get(scope)?.length || this.leftOn(scope, s.day).length,
    )?.day;
    const at = Math.max(day, first ?? day);
    const last = lastLooks.filter(s => s.day <= at).pop();
    const left =
      first !== undefined && day < first ? this.leftOn(scope, first) : [];
    return [...new Set([...(last?.members.get(scope) ?? []), ...left])];
  }

  /** All values of a month of an entity by the day of the month, in order of time. */
  month(ref: string, kpi: string, month: string): [number, Measured][] {
    const days =
      this.values.get(`${ref} ${kpi}`) ?? new Map<number, Measured>();
    return [...days]
      .filter(([day]) => fromEpochDay(day).slice(0, 7) === month)
      .sort(([a], [b]) => a - b)
      .map(([day, value]) => [Number(fromEpochDay(day).slice(8)), value]);
  }

  months(kpi: string): string[] {
    const formula = this.formulas[kpi];
    if (formula) {
      return [
        ...new Set(formula.of.flatMap(operand => this.months(operand))),
      ].sort();
    }
    const months = [...this.values].flatMap(([key, days]) =>
      key.endsWith(` ${kpi}`)
        ? [...days.keys()].map(day => fromEpochDay(day).slice(0, 7))
        : [],
    );
    return [...new Set(months)].sort();
  }
}

function over(numerator: number, weight: number): Measured {
  return { value: weight > 0 ? numerator / weight : null, weight, numerator };
}

/** It was measured, but nothing can be said. */
const NO_VALUE: Measured = { value: null, weight: 0 };

/** The plainest form of the arithmetic. */
function combine(all: Measured[], how: string): Measured | undefined {
  if (!all.length) {
    return undefined;
  }
  if (how === 'mean') {
    const below = all.reduce((s, v) => s + v.weight, 0);
    const above = all.reduce(
      (s, v) => s + (v.numerator ?? v.value! * v.weight),
      0,
    );
    return above !== 0 || below !== 0 ? over(above, below) : NO_VALUE;
  }
  if (how === 'last') {
    return all[all.length - 1];
  }
  const values = all.filter(v => v.value !== null);
  if (!values.length) {
    return NO_VALUE;
  }
  const weight = values.reduce((s, v) => s + v.weight, 0);
  const numbers = values.map(v => v.value!);
  switch (how) {
    case 'sum':
      return { value: numbers.reduce((s, v) => s + v, 0), weight };
    case 'min':
      return { value: Math.min(...numbers), weight };
    case 'max':
      return { value: Math.max(...numbers), weight };
    default:
      throw new Error(`Nobody knows how ${how} combines`);
  }
}

/** The result of a formula; none where an operand or a finite number is missing. */
function compute(
  { of, compute: how }: KnownFormula,
  valueOf: (kpi: string) => Value | undefined,
): Value | undefined {
  const operands = of.map(valueOf);
  const value = how(...operands.map(operand => operand?.value ?? NaN));
  return operands.includes(undefined) || !Number.isFinite(value)
    ? undefined
    : {
        value,
        weight: 1,
        share: operands
          .map(operand => operand!.share)
          .sort((a, b) => a.days / a.of - b.days / b.of)[0],
      };
}

const daysOf = (month: string) => {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).getUTCDate();
};

/** Only the days that were measured are known; at the end those before the last. */
function ofDays(
  measured: [number, Measured][],
  how: string,
  month: string,
): Value | undefined {
  const combined = combine(
    measured.map(([, value]) => value),
    how,
  );
  const days =
    how === 'last' ? measured[measured.length - 1]?.[0] : measured.length;
  return combined && { ...combined, share: { days, of: daysOf(month) } };
}

/** What an entity has in a month. */
function entityValue(
  known: Known,
  definitions: Definitions,
  ref: string,
  kpi: string,
  month: string,
): Value | undefined {
  const formula = known.formulas[kpi];
  return formula
    ? compute(formula, operand =>
        entityValue(known, definitions, ref, operand, month),
      )
    : ofDays(
        known.month(ref, kpi, month),
        definitions.kpi(kpi).spec.aggregate.overTime,
        month,
      );
}

/** Of a month of which nothing is known of what was measured before, all is missing. */
function shareOfNothing(
  known: Known,
  ref: string,
  kpi: string,
  month: string,
): Share[] {
  const had = known
    .days(ref, kpi)
    .some(day => fromEpochDay(day).slice(0, 7) <= month);
  return had ? [{ days: 0, of: daysOf(month) }] : [];
}

/** What a scope has in a month, of the members that count. */
function scopeValue(
  known: Known,
  definitions: Definitions,
  scope: string,
  kpi: string,
  month: string,
  members: string[],
): Value | undefined {
  const formula = known.formulas[kpi];
  if (formula) {
    return compute(formula, operand =>
      known.has(scope, operand)
        ? entityValue(known, definitions, scope, operand, month)
        : scopeValue(known, definitions, scope, operand, month, members),
    );
  }
  const values = members.flatMap(
    ref => entityValue(known, definitions, ref, kpi, month) ?? [],
  );
  const combined = combine(
    values,
    definitions.kpi(kpi).spec.aggregate.overEntities,
  );
  const shares = members.flatMap(ref => {
    const value = entityValue(known, definitions, ref, kpi, month);
    return value?.share ?? shareOfNothing(known, ref, kpi, month);
  });
  const total = (which: 'days' | 'of') =>
    shares.reduce((sum, share) => sum + share[which], 0);
  return (
    combined && {
      ...combined,
      share: { days: total('days'), of: total('of') },
    }
  );
}

/** What a scope comes to, from everything that is known. */
export function expectedScope(
  known: Known,
  definitions: Definitions,
  evaluator: Evaluator,
  scope: string,
  kpi: KpiEntity,
) {
  const { overEntities } = kpi.spec.aggregate;
  const { name } = kpi.metadata;
  const valueOf = (ref: string, month: string) =>
    entityValue(known, definitions, ref, name, month);
  const membersIn = (month: string) => {
    const [year, number] = month.split('-').map(Number);
    const lastDay = Date.UTC(year, number, 0) / 86_400_000;
    return known
      .membersOn(scope, Math.min(lastDay, known.today()))
      .filter(
        ref =>
          definitions.attachedKpis(ref).size === 0 ||
          definitions.attachedKpis(ref).has(name),
      )
      .sort();
  };
  const values = known.months(name).flatMap(month => {
    const members = membersIn(month);
    const counted = members.filter(
      ref => (valueOf(ref, month)?.value ?? null) !== null,
    );
    const combined = scopeValue(
      known,
      definitions,
      scope,
      name,
      month,
      members,
    );
    const start = `${month}-01`;
    const bounds = counted.map(ref =>
      judge(undefined, start, evaluator.at(definitions).judgement(kpi, ref)),
    );
    const sumOf = (which: 'target' | 'threshold') =>
      bounds.reduce((s, b) => s + (b[which] as number), 0);
    return counted.length || (combined?.value ?? null) !== null
      ? [
          {
            period: start,
            value: combined?.value ?? null,
            weight: combined?.weight ?? null,
            share: combined?.share,
            counted: counted.length,
            bounds:
              overEntities === 'sum' && counted.length
                ? { target: sumOf('target'), threshold: sumOf('threshold') }
                : undefined,
          },
        ]
      : [];
  });
  const current = evaluator.currentPeriod(kpi);
  const statuses = membersIn(current.slice(0, 7)).flatMap(ref => {
    const value = valueOf(ref, current.slice(0, 7));
    const by = evaluator.at(definitions).judgement(kpi, ref);
    return (value?.value ?? null) !== null
      ? [judge(value!.value, current, by, value!.share).status]
      : [];
  });
  const count = (status: string) => statuses.filter(s => s === status).length;
  return {
    values,
    period: current,
    value: values.find(v => v.period === current)?.value ?? null,
    counts: {
      onTarget: count('on-target'),
      atRisk: count('at-risk'),
      offTarget: count('off-target'),
      noTarget: count('no-target'),
    },
  };
}

/** How the members of a scope stand with the only branch below the root, now. */
export function expectedNodeCounts(
  known: Known,
  definitions: Definitions,
  evaluator: Evaluator,
  scope: string,
  kpis: KpiEntity[],
) {
  const counts = {
    total: 0,
    onTarget: 0,
    atRisk: 0,
    offTarget: 0,
    noTarget: 0,
    noData: 0,
  };
  for (const ref of known.membersOn(scope, known.today())) {
    const scores = kpis.flatMap(kpi => {
      const { name } = kpi.metadata;
      const current = evaluator.currentPeriod(kpi);
      const value = entityValue(
        known,
        definitions,
        ref,
        name,
        current.slice(0, 7),
      );
      const by = evaluator.at(definitions).judgement(kpi, ref);
      return judge(value?.value, current, by, value?.share).score ?? [];
    });
    const mean = scores.reduce((s, score) => s + score, 0) / scores.length;
    counts.total++;
    if (scores.length < kpis.length / 2) {
      counts.noData++;
    } else if (mean >= 100) {
      counts.onTarget++;
    } else if (mean >= 50) {
      counts.atRisk++;
    } else {
      counts.offTarget++;
    }
  }
  return counts;
}
