import type { PeriodType } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { frenchEffect } from './effect/fr';
import type { Words } from './Words';

const one: Record<PeriodType, string> = {
  day: 'jour',
  week: 'semaine',
  month: 'mois',
  quarter: 'trimestre',
};

const many: Record<PeriodType, string> = {
  day: 'jours',
  week: 'semaines',
  month: 'mois',
  quarter: 'trimestres',
};

/** The article of a period that has a name; months have none. */
const articles: Record<PeriodType, string> = {
  day: 'le ',
  week: 'la ',
  month: '',
  quarter: 'le ',
};

const prepositions: Record<PeriodType, string> = {
  day: 'le',
  week: 'en',
  month: 'en',
  quarter: 'au',
};

/** Weeks are feminine. */
const last = (type: PeriodType) => (type === 'week' ? 'dernières' : 'derniers');

const seasons = {
  week: 'le jour de la semaine',
  year: 'la saison',
} as const;

const limits = {
  above: 'limite supérieure',
  below: 'limite inférieure',
} as const;

const sides = { above: 'au-dessus', below: 'au-dessous' } as const;

const longer = { above: 'plus long', below: 'plus court' } as const;

const meanings = {
  improving: 'amélioration',
  worsening: 'dégradation',
} as const;

const most = 'Voici ceux qui ont le plus varié eux-mêmes.';

/** The sentences in French. */
export const french: Words = {
  language: 'fr',

  periods: (count, type) => `${count} ${count > 1 ? many[type] : one[type]}`,
  period: (name, type) => `${articles[type]}${name}`,
  inPeriod: (name, type) => `${prepositions[type]} ${name}`,
  since: (name, type) => `depuis ${articles[type]}${name}`,
  from: (name, type) => {
    switch (type) {
      case 'month':
        return `à partir de ${name}`;
      case 'week':
        return `à partir de la ${name}`;
      default:
        return `à partir du ${name}`;
    }
  },
  days: text =>
    `${text ?? '?'} ${/^[01]([,.]|$)/.test(text ?? '') ? 'jour' : 'jours'}`,
  range: (lower, upper) => `${lower} et ${upper}`,
  span: (min, max) => `${min} à ${max}`,

  seasonClause: season => `, après correction selon ${seasons[season]}`,
  fewClause: ', plus que n’en explique le petit nombre de cas',
  changeClause: inPeriod => `, à compter du changement intervenu ${inPeriod}`,
  verdict: (meaning, since) =>
    since ? `${meanings[meaning]} ${since}` : meanings[meaning],
  changed: (since, hasRange) =>
    `changement${since ? ` ${since}` : ''}, ${
      hasRange
        ? 'ni plus près ni plus loin de l’intervalle cible'
        : 'sans intervalle cible pour en juger'
    }`,

  outside: ({ value = 'La valeur', inPeriod, side, limit, context, verdict }) =>
    `${value} ${inPeriod}, ${sides[side]} des ${limit} que le hasard explique${context} : ${verdict}`,
  shift: ({ periods, side, mean, context, verdict }) =>
    `${periods} de suite ${sides[side]} de la moyenne de ${mean}${context} : ${verdict}`,
  shiftOfSeason: ({ periods, side, season, context, verdict }) =>
    `${periods} de suite ${sides[side]} de l’habitude pour ${seasons[season]}${context} : ${verdict}`,
  run: ({ periods, side, value, context, verdict }) =>
    `${side === 'above' ? 'Hausse' : 'Baisse'} pendant ${periods} de suite${
      value ? ` jusqu’à ${value}` : ''
    }${context} : ${verdict}`,
  clusterOfLast: (points, among, type) =>
    `${points} des ${among} ${last(type)} ${many[type]}`,
  clusterOfLatest: (points, type) =>
    `${points} des ${last(type)} ${many[type]}`,
  twoOfThree: ({ cluster, side, limit, context, verdict }) =>
    `${cluster} près de la ${limits[side]} de ${limit}${context} : ${verdict}`,
  threeOfFour: ({ cluster, side, limit, mean, context, verdict }) =>
    `${cluster} plus près de la ${limits[side]} de ${limit} que de la moyenne de ${mean}${context} : ${verdict}`,
  fourOfFive: ({ cluster, side, mean, context, verdict }) =>
    `${cluster} nettement ${sides[side]} de la moyenne de ${mean}${context} : ${verdict}`,

  timeOutside: ({ side, value, limit, verdict }) =>
    side === 'above'
      ? `${value} sans événement, plus que les ${limit} que le hasard explique : ${verdict}`
      : `Seulement ${value} entre deux événements, moins que les ${limit} que le hasard explique : ${verdict}`,
  timeShift: ({ side, points, usual, verdict }) =>
    `${points} fois de suite un délai entre événements ${longer[side]} que les ${usual} habituels : ${verdict}`,
  timeRun: ({ side, points, verdict }) =>
    `${points} fois de suite un délai entre événements ${longer[side]} que le précédent : ${verdict}`,
  timeCluster: ({ side, points, usual, verdict }) =>
    `${points} des derniers délais entre événements bien ${longer[side]}s que les ${usual} habituels : ${verdict}`,
  timeStable: (points, limit) =>
    `Aucun signal dans les ${points} derniers délais entre événements : jusqu’à ${limit} par hasard`,

  stable: ({ past, periods, context }) =>
    `Aucun signal ${past ? `après ${past}` : `en ${periods}`}${context}`,
  byChance: ({ periods, context }) =>
    `Inhabituel, mais explicable par le hasard pour de telles valeurs (${periods})${context}`,
  leftOut: (sentence, periods) => `${sentence} (sans ${periods})`,
  varies: ({ found, range, lastOnly, type }) =>
    lastOnly
      ? `${found} : pour la dernière période (${one[type]}), la valeur peut se situer entre ${range} par hasard`
      : `${found} : varie entre ${range} par hasard`,
  constant: ({ periods, context, value }) =>
    `Toujours la même valeur (${periods})${context}${
      value ? ` : ${value}` : ''
    }`,
  fewInSample: type =>
    `Trop peu de cas par ${one[type]} : ce qui ressemble à un changement peut être dû au hasard`,
  fewTimes: (points, needed) =>
    `Trop rare pour conclure : ${points} ${
      points > 1 ? 'délais connus' : 'délai connu'
    } entre événements, il en faut ${needed}`,
  fewPeriods: ({ points, periods, type, context, needed }) =>
    `${
      points === 0
        ? 'Rien n’est encore mesuré'
        : `Seulement ${periods} ${measured(points, type)}`
    }${context} : il en faut ${needed}`,

  noTarget: 'Il n’y a pas de cible à atteindre',
  capabilityUnknown: target =>
    `On ne sait pas encore si la cible de ${target} sera atteinte`,
  capability: ({ capability, target, type, all, range }) => {
    const how = {
      consistently: 'sera toujours atteinte',
      sometimes: 'ne sera atteinte que par moments',
      never: 'ne sera pas atteinte',
    }[capability];
    return `Au niveau actuel, la cible de ${target} ${how} : les ${
      many[type]
    } ${all ? `sont à ${all}` : `varient entre ${range}`}`;
  },
  likely: (percent, bound) => {
    switch (bound) {
      case 'less':
        return `Moins de ${percent} de chances`;
      case 'more':
        return `Plus de ${percent} de chances`;
      default:
        return `${percent} de chances`;
    }
  },
  chance: (likely, inPeriod) => `${likely} d’atteindre la cible ${inPeriod}`,
  certain: (isMet, inPeriod) =>
    isMet
      ? `La cible est assurée ${inPeriod}`
      : `La cible ne peut plus être atteinte ${inPeriod}`,
  nextTarget: (likely, target, from) =>
    `${likely} d’atteindre la cible de ${target} en vigueur ${from}`,

  statuses: {
    'on-target': 'Cible atteinte',
    'at-risk': 'À risque',
    'off-target': 'Hors cible',
  },
  statusChanged: ({ status, since, value, target, before }) =>
    `${status} ${since} : ${value}${
      target === undefined ? '' : `, cible ${target}`
    } (auparavant : ${before.toLowerCase()})`,
  atRiskByForecast: (chance, value, target) =>
    `${chance}, bien qu’elle soit atteinte à présent : ${value}, cible ${target}`,
  staleSince: (since, period) =>
    `Obsolète ${since}${period ? ` : dernière valeur pour ${period}` : ''}`,
  targetChanges: {
    target: {
      loosened: (from, to) => `Cible assouplie de ${from} à ${to}`,
      tightened: (from, to) => `Cible durcie de ${from} à ${to}`,
      changed: (from, to) => `Cible modifiée de ${from} à ${to}`,
      set: to => `Cible fixée à ${to}`,
      removed: from => `Cible supprimée ; elle était de ${from}`,
    },
    threshold: {
      loosened: (from, to) => `Seuil assoupli de ${from} à ${to}`,
      tightened: (from, to) => `Seuil durci de ${from} à ${to}`,
      changed: (from, to) => `Seuil modifié de ${from} à ${to}`,
      set: to => `Seuil fixé à ${to}`,
      removed: from => `Seuil supprimé ; il était de ${from}`,
    },
  },

  late: days =>
    `Rien n’a été mesuré depuis ${days} de plus que ne le permet l’indicateur : examinez les dernières exécutions de sa source, ou accordez-lui plus de temps dans spec.staleAfter.`,
  gaps: ({ count, periods, first }) =>
    `Valeur manquante pour ${count} période${
      count > 1 ? 's' : ''
    } sur ${periods}, la première étant ${first} : collectez-les à nouveau, et faites écrire 0 à la source là où il n’y avait rien.`,
  volume: ({ inPeriod, times, share }) =>
    `La valeur ${inPeriod} repose sur ${
      times ? `${times} fois le volume` : `seulement ${share} du volume`
    } habituel : vérifiez si la source compte désormais autre chose.`,
  impossible: ({ value, inPeriod, others }) =>
    `${value} ${inPeriod} : valeur impossible${
      others
        ? `, comme ${
            others === 1 ? 'une autre' : `${others} autres`
          } auparavant`
        : ''
    }. Corrigez la source et collectez à nouveau, ou indiquez dans spec.plausible les valeurs possibles.`,
  repeated: ({ count, since, value }) =>
    `Les ${count} dernières valeurs, ${since}, sont toutes ${value}, ce qui n’est guère un hasard : vérifiez si la source mesure encore ou répète une ancienne valeur.`,
  incomplete: ({ inPeriod, others, rows, number }) =>
    `${number} ${
      rows > 1
        ? 'lignes de la source n’ont pas pu être utilisées'
        : 'ligne de la source n’a pas pu être utilisée'
    }, ${
      others
        ? `la dernière ${inPeriod} : ${others + 1} valeurs sont incomplètes`
        : `${inPeriod} : la valeur est incomplète`
    }. Examinez les erreurs des dernières exécutions de la source, corrigez les lignes et collectez-les à nouveau.`,

  noChange: (parts, inPeriods) =>
    `Il n’y a pas de ${
      parts === 'children' ? 'score' : 'valeur'
    } ${inPeriods.join(' et ')} : il n’y a pas de variation à expliquer.`,
  sameAs: ({ value, inPeriod, before }) =>
    `${value} ${inPeriod}, comme ${before}.`,
  change: ({ value, inPeriod, before, beforeIn, change, better }) =>
    `${value} ${inPeriod} après ${before} ${beforeIn} : ${change}${
      better === undefined ? '' : `, ${better ? 'mieux' : 'moins bien'}`
    }.`,
  split: (parts, rate, mix) =>
    `Dont ${rate} parce que les ${
      parts === 'children'
        ? 'branches ont elles-mêmes'
        : 'membres ont eux-mêmes'
    } changé, et ${mix} par l’effet de mix : qui compte, et pour combien.`,
  partAlone: (title, change, did) => `${title} : ${change}, ${did}.`,
  partBrings: (title, amount, did) => `${title} apporte ${amount} : ${did}.`,
  partExplains: (title, amount, change, did) =>
    `${title} explique ${amount} sur ${change} : ${did}.`,
  partAgainst: (title, amount, did) =>
    `${title} va à l’encontre avec ${amount} : ${did}.`,
  came: (parts, value = 'pas de valeur', inPeriod) =>
    `${value}, sans ${parts === 'children' ? 'score' : 'mesure'} ${inPeriod}`,
  went: (parts, value = 'pas de valeur', inPeriod) =>
    `pas de ${
      parts === 'children' ? 'score' : 'mesure'
    } ${inPeriod} après ${value}`,
  values: (after, before) => `${after} après ${before}`,
  weighs: (is, was, whole) =>
    `part de ${is} après ${was}${
      whole ? `, ${sides[whole]} de l’ensemble` : ''
    }`,
  both: (values, rate, weighs, mix) =>
    `${values} (${rate}), et ${weighs} (${mix})`,
  noOwnValue: 'pas de valeur propre',
  othersLess: count =>
    count > 1
      ? `${count} autres ont moins varié, ou pas du tout.`
      : 'Un autre a moins varié, ou pas du tout.',
  othersTogether: (count, amount) =>
    count > 1
      ? `Les ${count} autres ensemble : ${amount}.`
      : `L’autre : ${amount}.`,
  without: (parts, total, of) =>
    `Sur ${total} ${parts === 'children' ? 'branches' : 'membres'}, sans ${
      parts === 'children' ? 'score' : 'données'
    } : ${of
      .map(
        ({ count, inPeriod }) =>
          `${count} ${inPeriod ?? 'dans les deux périodes'}`,
      )
      .join(', ')}.`,
  limits: {
    own: `La valeur a été mesurée pour le périmètre lui-même : elle n’est pas le total de ses membres. ${most}`,
    min: `La valeur est la plus petite des membres, celle d’un seul : il n’y a pas de contributions. ${most}`,
    max: `La valeur est la plus grande des membres, celle d’un seul : il n’y a pas de contributions. ${most}`,
    quantile: `Un quantile n’est pas une somme de ce qu’ont les membres : il n’y a pas de contributions. ${most}`,
    formula: `La formule n’est ni une somme ni un rapport de sommes sur les membres : aucune contribution ne s’additionne exactement. ${most}`,
    none: `Les valeurs des membres ne s’additionnent pas : il n’y a pas de contributions. ${most}`,
    incomplete:
      'L’une des deux périodes est trop peu connue : l’évolution n’est pas expliquée.',
  },

  effect: frenchEffect,
};

function measured(points: number, type: PeriodType): string {
  return `mesuré${type === 'week' ? 'e' : ''}${points > 1 ? 's' : ''}`;
}
