import type { PeriodType } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { EffectWords } from './EffectWords';

const many: Record<PeriodType, string> = {
  day: 'días',
  week: 'semanas',
  month: 'meses',
  quarter: 'trimestres',
};

/** What an action came to, in Spanish. */
export const spanishEffect: EffectWords = {
  verdicts: {
    'too-early': 'Demasiado pronto',
    'no-effect-seen': 'Sin efecto visible',
    worked: 'Ha funcionado',
    'got-worse': 'Ha empeorado',
    unknown: 'Se desconoce',
  },
  judged: ({ verdict, before, after, difference, lower, upper }) =>
    `${verdict}: ${before.value} antes (${before.periods}), ${
      after.value
    } después (${after.periods})${
      difference === undefined
        ? ''
        : `; la diferencia es de ${difference}${interval(lower, upper)}`
    }.`,
  tooEarly: ({ verdict, missing, periods }) =>
    `${verdict}: ${
      missing === 1 ? 'falta' : 'faltan'
    } aún ${periods} con valor.`,
  fewBefore: ({ verdict, type }) =>
    `${verdict}: menos de 8 ${many[type]} anteriores tienen valor.`,
  noRange: verdict =>
    `${verdict}: el indicador debe quedar dentro de un rango y no hay ninguno fijado.`,
  guard: (title, sentence) => `Al mismo tiempo, ${title}: ${sentence}`,
  asBefore:
    'Ya evolucionaba así antes, y desde entonces no lo hace con más fuerza.',
  adjusted: 'Se ha descontado la estacionalidad.',
  together: ({ actions, changes, type }) => {
    const what = [
      ...(actions > 1 ? [`${actions} acciones`] : []),
      ...(changes
        ? [
            changes === 1
              ? 'un cambio del proceso'
              : `${changes} cambios del proceso`,
          ]
        : []),
    ].join(' y ');
    return `Entre los periodos comparados (${many[type]}) hay también: ${what}. El efecto es del conjunto.`;
  },
  expectation: {
    met: value => `Se esperaba${of(value)}: alcanzado.`,
    possible: value => `Se esperaba${of(value)}: no alcanzado, pero posible.`,
    missed: value => `Se esperaba${of(value)}: no alcanzado.`,
    open: value => `Se esperaba${of(value)}: aún sin juzgar.`,
  },
};

function of(value: string | undefined): string {
  return value === undefined ? '' : ` ${value}`;
}

function interval(lower: string | undefined, upper: string | undefined) {
  if (lower !== undefined && upper !== undefined) {
    return ` (${lower} a ${upper}, 99 %)`;
  }
  if (lower !== undefined) {
    return ` (al menos ${lower}, 99 %)`;
  }
  return upper === undefined ? '' : ` (como máximo ${upper}, 99 %)`;
}
