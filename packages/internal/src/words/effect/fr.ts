import type { PeriodType } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { EffectWords } from './EffectWords';

const many: Record<PeriodType, string> = {
  day: 'jours',
  week: 'semaines',
  month: 'mois',
  quarter: 'trimestres',
};

/** What an action came to, in French. */
export const frenchEffect: EffectWords = {
  verdicts: {
    'too-early': 'Trop tôt',
    'no-effect-seen': 'Aucun effet visible',
    worked: 'Efficace',
    'got-worse': 'Dégradation',
    unknown: 'Inconnu',
  },
  judged: ({ verdict, before, after, difference, lower, upper }) =>
    `${verdict} : ${before.value} avant (${before.periods}), ${
      after.value
    } ensuite (${after.periods})${
      difference === undefined
        ? ''
        : ` ; la différence est de ${difference}${interval(lower, upper)}`
    }.`,
  tooEarly: ({ verdict, periods }) =>
    `${verdict} : il manque encore ${periods} avec une valeur.`,
  fewBefore: ({ verdict, type }) =>
    `${verdict} : moins de 8 ${many[type]} ont une valeur auparavant.`,
  noRange: verdict =>
    `${verdict} : l’indicateur doit rester dans un intervalle, et aucun n’est fixé.`,
  guard: (title, sentence) => `Dans le même temps, ${title} : ${sentence}`,
  asBefore:
    'L’évolution allait déjà dans ce sens, et n’est pas plus forte depuis.',
  adjusted: 'La saison a été neutralisée.',
  together: ({ actions, changes, type }) => {
    const what = [
      ...(actions > 1 ? [`${actions} actions`] : []),
      ...(changes
        ? [
            changes === 1
              ? 'un changement du processus'
              : `${changes} changements du processus`,
          ]
        : []),
    ].join(' et ');
    return `Les ${many[type]} à comparer comprennent aussi : ${what}. L’effet leur est commun.`;
  },
  expectation: {
    met: value => `Attendu${of(value)} : atteint.`,
    possible: value => `Attendu${of(value)} : non atteint, mais possible.`,
    missed: value => `Attendu${of(value)} : manqué.`,
    open: value => `Attendu${of(value)} : pas encore jugé.`,
  },
};

function of(value: string | undefined): string {
  return value === undefined ? '' : ` ${value}`;
}

function interval(lower: string | undefined, upper: string | undefined) {
  if (lower !== undefined && upper !== undefined) {
    return ` (${lower} à ${upper}, 99 %)`;
  }
  if (lower !== undefined) {
    return ` (au moins ${lower}, 99 %)`;
  }
  return upper === undefined ? '' : ` (au plus ${upper}, 99 %)`;
}
