import type { PeriodType } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { EffectWords } from './EffectWords';

const many: Record<PeriodType, string> = {
  day: 'Tage',
  week: 'Wochen',
  month: 'Monate',
  quarter: 'Quartale',
};

const inMany: Record<PeriodType, string> = {
  day: 'Tagen',
  week: 'Wochen',
  month: 'Monaten',
  quarter: 'Quartalen',
};

/** What an action came to, in German. */
export const germanEffect: EffectWords = {
  verdicts: {
    'too-early': 'Zu früh',
    'no-effect-seen': 'Keine Wirkung zu sehen',
    worked: 'Hat gewirkt',
    'got-worse': 'Schlechter geworden',
    unknown: 'Nicht bekannt',
  },
  judged: ({ verdict, before, after, difference, lower, upper }) =>
    `${verdict}: ${before.value} vorher (${before.periods}), ${
      after.value
    } seitdem (${after.periods})${
      difference === undefined
        ? ''
        : `; der Unterschied ist ${difference}${interval(lower, upper)}`
    }.`,
  tooEarly: ({ verdict, missing, periods }) =>
    `${verdict}: Es ${
      missing === 1 ? 'fehlt' : 'fehlen'
    } noch ${periods} mit einem Wert.`,
  fewBefore: ({ verdict, type }) =>
    `${verdict}: Weniger als 8 ${many[type]} vorher haben einen Wert.`,
  noRange: verdict =>
    `${verdict}: Die Kennzahl soll in einem Bereich bleiben, und keiner ist festgelegt.`,
  guard: (title, sentence) => `Zugleich ${title}: ${sentence}`,
  asBefore:
    'Schon vorher ging es in diese Richtung, und seitdem nicht stärker als davor.',
  adjusted: 'Die Saison ist herausgerechnet.',
  together: ({ actions, changes, type }) => {
    const what = [
      ...(actions > 1 ? [`${actions} Maßnahmen`] : []),
      ...(changes
        ? [
            changes === 1
              ? 'eine Änderung des Prozesses'
              : `${changes} Änderungen des Prozesses`,
          ]
        : []),
    ].join(' und ');
    return `In den verglichenen ${inMany[type]} liegen auch: ${what}. Die Wirkung ist die aller zusammen.`;
  },
  expectation: {
    met: value => `Erwartet${of(value)}: erreicht.`,
    possible: value => `Erwartet${of(value)}: nicht erreicht, aber möglich.`,
    missed: value => `Erwartet${of(value)}: verfehlt.`,
    open: value => `Erwartet${of(value)}: noch nicht beurteilt.`,
  },
};

function of(value: string | undefined): string {
  return value === undefined ? '' : ` ${value}`;
}

function interval(lower: string | undefined, upper: string | undefined) {
  if (lower !== undefined && upper !== undefined) {
    return ` (${lower} bis ${upper}, 99 %)`;
  }
  if (lower !== undefined) {
    return ` (mindestens ${lower}, 99 %)`;
  }
  return upper === undefined ? '' : ` (höchstens ${upper}, 99 %)`;
}
