import type { PeriodType } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { spanishEffect } from './effect/es';
import type { Words } from './Words';

const one: Record<PeriodType, string> = {
  day: 'día',
  week: 'semana',
  month: 'mes',
  quarter: 'trimestre',
};

const many: Record<PeriodType, string> = {
  day: 'días',
  week: 'semanas',
  month: 'meses',
  quarter: 'trimestres',
};

/** The article of a period that has a name; months have none. */
const articles: Record<PeriodType, string> = {
  day: 'el ',
  week: 'la ',
  month: '',
  quarter: 'el ',
};

/** The same after "de". */
const ofArticles: Record<PeriodType, string> = {
  day: 'del ',
  week: 'de la ',
  month: 'de ',
  quarter: 'del ',
};

/** Weeks are feminine. */
const last = (type: PeriodType) =>
  type === 'week' ? 'las últimas' : 'los últimos';

const seasons = {
  week: 'el día de la semana',
  year: 'la época del año',
} as const;

const limits = {
  above: 'límite superior',
  below: 'límite inferior',
} as const;

const sides = { above: 'por encima', below: 'por debajo' } as const;

const longer = { above: 'más largo', below: 'más corto' } as const;

const meanings = { improving: 'mejora', worsening: 'empeora' } as const;

const most = 'Estos son los que más cambiaron por sí mismos.';

/** The sentences in Spanish. */
export const spanish: Words = {
  language: 'es',

  periods: (count, type) => `${count} ${count === 1 ? one[type] : many[type]}`,
  period: (name, type) => `${articles[type]}${name}`,
  inPeriod: (name, type) =>
    type === 'day' ? `el ${name}` : `en ${articles[type]}${name}`,
  since: (name, type) => `desde ${articles[type]}${name}`,
  from: (name, type) => `a partir ${ofArticles[type]}${name}`,
  days: text => `${text ?? '?'} ${text === '1' ? 'día' : 'días'}`,
  range: (lower, upper) => `${lower} y ${upper}`,
  span: (min, max) => `${min} a ${max}`,

  seasonClause: season => `, descontando ${seasons[season]}`,
  fewClause: ', más de lo que explica el pequeño número de casos',
  changeClause: inPeriod => `, contando desde el cambio ocurrido ${inPeriod}`,
  verdict: (meaning, since) =>
    since ? `${meanings[meaning]} ${since}` : meanings[meaning],
  changed: (since, hasRange) =>
    `ha cambiado${since ? ` ${since}` : ''}, ${
      hasRange
        ? 'ni más cerca ni más lejos del rango objetivo'
        : 'sin un rango objetivo con el que juzgarlo'
    }`,

  outside: ({ value = 'El valor', inPeriod, side, limit, context, verdict }) =>
    `${value} ${inPeriod} está ${sides[side]} de lo que explica el azar (${limit})${context}: ${verdict}`,
  shift: ({ periods, side, mean, context, verdict }) =>
    `Durante ${periods}, siempre ${sides[side]} de la media de ${mean}${context}: ${verdict}`,
  shiftOfSeason: ({ periods, side, season, context, verdict }) =>
    `Durante ${periods}, siempre ${sides[side]} de lo habitual para ${seasons[season]}${context}: ${verdict}`,
  run: ({ periods, side, value, context, verdict }) =>
    `${side === 'above' ? 'Sube' : 'Baja'} durante ${periods} sin interrupción${
      value ? ` hasta ${value}` : ''
    }${context}: ${verdict}`,
  clusterOfLast: (points, among, type) =>
    `${points} de ${last(type)} ${among} ${many[type]}`,
  clusterOfLatest: (points, type) => `${points} de ${last(type)} ${many[type]}`,
  twoOfThree: ({ cluster, side, limit, context, verdict }) =>
    `${cluster} cerca del ${limits[side]} de ${limit}${context}: ${verdict}`,
  threeOfFour: ({ cluster, side, limit, mean, context, verdict }) =>
    `${cluster} más cerca del ${limits[side]} de ${limit} que de la media de ${mean}${context}: ${verdict}`,
  fourOfFive: ({ cluster, side, mean, context, verdict }) =>
    `${cluster} muy ${sides[side]} de la media de ${mean}${context}: ${verdict}`,

  timeOutside: ({ side, value, limit, verdict }) =>
    side === 'above'
      ? `${value} sin un evento, más que los ${limit} que explica el azar: ${verdict}`
      : `Solo ${value} entre dos eventos, menos que los ${limit} que explica el azar: ${verdict}`,
  timeShift: ({ side, points, usual, verdict }) =>
    `${points} veces seguidas un tiempo entre eventos ${longer[side]} que los ${usual} habituales: ${verdict}`,
  timeRun: ({ side, points, verdict }) =>
    `${points} veces seguidas un tiempo entre eventos ${longer[side]} que el anterior: ${verdict}`,
  timeCluster: ({ side, points, usual, verdict }) =>
    `${points} de los últimos tiempos entre eventos mucho ${longer[side]}s que los ${usual} habituales: ${verdict}`,
  timeStable: (points, limit) =>
    `Ninguna señal en los últimos ${points} tiempos entre eventos: hasta ${limit} por azar`,

  stable: ({ past, periods, context }) =>
    `Ninguna señal ${past ? `después de ${past}` : `en ${periods}`}${context}`,
  byChance: ({ periods, context }) =>
    `Inusual, pero explicable por azar en valores como estos (${periods})${context}`,
  leftOut: (sentence, periods) => `${sentence} (sin contar ${periods})`,
  varies: ({ found, range, lastOnly, type }) =>
    lastOnly
      ? `${found}: en el último periodo (${one[type]}) el valor puede estar entre ${range} por azar`
      : `${found}: varía entre ${range} por azar`,
  constant: ({ periods, context, value }) =>
    `Siempre el mismo valor (${periods})${context}${value ? `: ${value}` : ''}`,
  fewInSample: type =>
    `Muy pocos casos por ${one[type]}: lo que parece un cambio puede ser azar`,
  fewTimes: (points, needed) =>
    `Demasiado poco frecuente para saberlo: se ${
      points === 1 ? 'conoce 1 tiempo' : `conocen ${points} tiempos`
    } entre eventos y hacen falta ${needed}`,
  fewPeriods: ({ points, periods, context, needed }) =>
    `${
      points === 0
        ? 'Todavía no hay ninguna medición'
        : `Solo hay mediciones de ${periods}`
    }${context}: hacen falta ${needed}`,

  noTarget: 'No hay ningún objetivo que cumplir',
  capabilityUnknown: target =>
    `Aún no se sabe si se cumplirá el objetivo de ${target}`,
  capability: ({ capability, target, type, all, range }) => {
    const how = {
      consistently: 'se cumplirá siempre',
      sometimes: 'solo se cumplirá a veces',
      never: 'no se cumplirá',
    }[capability];
    const article = type === 'week' ? 'las' : 'los';
    return `Con el rendimiento actual, ${how} el objetivo de ${target}: ${article} ${
      many[type]
    } ${all ? `están en ${all}` : `varían entre ${range}`}`;
  },
  likely: (percent, bound) => {
    switch (bound) {
      case 'less':
        return `Menos del ${percent} de probabilidad`;
      case 'more':
        return `Más del ${percent} de probabilidad`;
      default:
        return `${percent} de probabilidad`;
    }
  },
  chance: (likely, inPeriod) => `${likely} de estar en objetivo ${inPeriod}`,
  certain: (isMet, inPeriod) =>
    isMet
      ? `Con seguridad estará en objetivo ${inPeriod}`
      : `Ya no puede estar en objetivo ${inPeriod}`,
  nextTarget: (likely, target, from) =>
    `${likely} de cumplir el objetivo de ${target} vigente ${from}`,

  statuses: {
    'on-target': 'En objetivo',
    'at-risk': 'En riesgo',
    'off-target': 'Fuera de objetivo',
  },
  statusChanged: ({ status, since, value, target, before }) =>
    `${status} ${since}: ${value}${
      target === undefined ? '' : `, objetivo ${target}`
    } (antes: ${before.toLowerCase()})`,
  atRiskByForecast: (chance, value, target) =>
    `${chance}, aunque ahora lo está: ${value}, objetivo ${target}`,
  staleSince: (since, period) =>
    `Desactualizado ${since}${period ? `; último valor: ${period}` : ''}`,
  targetChanges: {
    target: {
      loosened: (from, to) => `Objetivo relajado de ${from} a ${to}`,
      tightened: (from, to) => `Objetivo endurecido de ${from} a ${to}`,
      changed: (from, to) => `Objetivo cambiado de ${from} a ${to}`,
      set: to => `Objetivo fijado en ${to}`,
      removed: from => `Objetivo eliminado; era ${from}`,
    },
    threshold: {
      loosened: (from, to) => `Umbral relajado de ${from} a ${to}`,
      tightened: (from, to) => `Umbral endurecido de ${from} a ${to}`,
      changed: (from, to) => `Umbral cambiado de ${from} a ${to}`,
      set: to => `Umbral fijado en ${to}`,
      removed: from => `Umbral eliminado; era ${from}`,
    },
  },

  late: days =>
    `No se ha medido nada durante ${days} más de lo que permite el indicador: revise las últimas ejecuciones de su fuente, o dele más tiempo en spec.staleAfter.`,
  gaps: ({ count, periods, first }) =>
    `De ${periods}, ${count} ${
      count === 1 ? 'no tiene' : 'no tienen'
    } valor; el primer hueco es ${first}: recopile de nuevo y haga que la fuente escriba 0 donde no hubo nada.`,
  volume: ({ inPeriod, times, share }) =>
    `El valor ${inPeriod} se basa en ${
      times
        ? `${times} veces el volumen habitual`
        : `solo el ${share} del volumen habitual`
    }: compruebe si la fuente cuenta ahora otra cosa.`,
  impossible: ({ value, inPeriod, others }) =>
    `${value} ${inPeriod} no es posible${
      others
        ? `, ni ${
            others === 1 ? 'otro valor anterior' : `otros ${others} anteriores`
          }`
        : ''
    }: corríjalo en la fuente y recopile de nuevo, o indique en spec.plausible qué valores son posibles.`,
  repeated: ({ count, since, value }) =>
    `Los últimos ${count} valores, ${since}, son todos ${value}, lo que difícilmente es casualidad: compruebe si la fuente sigue midiendo o repite un valor antiguo.`,
  incomplete: ({ inPeriod, others, rows, number }) =>
    `No se ${
      rows === 1 ? `pudo usar ${number} fila` : `pudieron usar ${number} filas`
    } de la fuente, ${
      others
        ? `la última ${inPeriod}: ${others + 1} valores están incompletos`
        : `${inPeriod}: el valor está incompleto`
    }. Revise los errores de las últimas ejecuciones de la fuente, corrija las filas y recopílelas de nuevo.`,

  noChange: (parts, inPeriods) =>
    `No hay ${parts === 'children' ? 'puntuación' : 'valor'} ${inPeriods.join(
      ' ni ',
    )}: no hay cambio que explicar.`,
  sameAs: ({ value, inPeriod, before }) =>
    `${value} ${inPeriod}, igual que ${before}.`,
  change: ({ value, inPeriod, before, beforeIn, change, better }) =>
    `${value} ${inPeriod} tras ${before} ${beforeIn}: ${change}${
      better === undefined ? '' : `, ${better ? 'mejor' : 'peor'}`
    }.`,
  split: (parts, rate, mix) =>
    `De ello, ${rate} porque ${
      parts === 'children'
        ? 'las ramas cambiaron ellas mismas'
        : 'los miembros cambiaron ellos mismos'
    }, y ${mix} por la mezcla: quién cuenta y cuánto.`,
  partAlone: (title, change, did) => `${title}: ${change}, ${did}.`,
  partBrings: (title, amount, did) => `${title} aporta ${amount}: ${did}.`,
  partExplains: (title, amount, change, did) =>
    `${title} explica ${amount} de ${change}: ${did}.`,
  partAgainst: (title, amount, did) =>
    `${title} actúa en contra con ${amount}: ${did}.`,
  came: (parts, value = 'sin valor', inPeriod) =>
    `${value}, sin ${
      parts === 'children' ? 'puntuación' : 'mediciones'
    } ${inPeriod}`,
  went: (parts, value = 'no tener valor', inPeriod) =>
    `sin ${
      parts === 'children' ? 'puntuación' : 'mediciones'
    } ${inPeriod} tras ${value}`,
  values: (after, before) => `${after} tras ${before}`,
  weighs: (is, was, whole) =>
    `supone el ${is} del total tras el ${was}${
      whole ? `, y está ${sides[whole]} del conjunto` : ''
    }`,
  both: (values, rate, weighs, mix) =>
    `${values} (${rate}), y ${weighs} (${mix})`,
  noOwnValue: 'sin valor propio',
  othersLess: count =>
    count > 1
      ? `Otros ${count} cambiaron menos, o nada.`
      : 'Otro cambió menos, o nada.',
  othersTogether: (count, amount) =>
    count > 1
      ? `Los otros ${count} en conjunto: ${amount}.`
      : `El otro: ${amount}.`,
  without: (parts, total, of) =>
    `De ${total} ${parts === 'children' ? 'ramas' : 'miembros'}, sin ${
      parts === 'children' ? 'puntuación' : 'datos'
    }: ${of
      .map(
        ({ count, inPeriod }) =>
          `${count} ${inPeriod ?? 'en ninguno de los dos periodos'}`,
      )
      .join(', ')}.`,
  limits: {
    own: `El valor se midió para el propio ámbito: no es el total de sus miembros. ${most}`,
    min: `El valor es el menor de los miembros, el de uno solo: no hay contribuciones. ${most}`,
    max: `El valor es el mayor de los miembros, el de uno solo: no hay contribuciones. ${most}`,
    quantile: `Un cuantil no es una suma de lo que tienen los miembros: no hay contribuciones. ${most}`,
    formula: `La fórmula no es una suma ni un cociente de sumas de los miembros: no hay contribuciones que sumen exactamente. ${most}`,
    none: `Los valores de los miembros no se suman: no hay contribuciones. ${most}`,
    incomplete:
      'Se conoce demasiado poco de uno de los dos periodos: el cambio no se explica.',
  },

  effect: spanishEffect,
};
