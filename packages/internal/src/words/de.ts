import type { PeriodType } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { germanEffect } from './effect/de';
import type { Words } from './Words';

const one: Record<PeriodType, string> = {
  day: 'Tag',
  week: 'Woche',
  month: 'Monat',
  quarter: 'Quartal',
};

const many: Record<PeriodType, string> = {
  day: 'Tage',
  week: 'Wochen',
  month: 'Monate',
  quarter: 'Quartale',
};

const inOne: Record<PeriodType, string> = {
  day: 'an einem Tag',
  week: 'in einer Woche',
  month: 'in einem Monat',
  quarter: 'in einem Quartal',
};

const prepositions: Record<PeriodType, string> = {
  day: 'am',
  week: 'in',
  month: 'im',
  quarter: 'in',
};

const seasons = { week: 'den Wochentag', year: 'die Jahreszeit' } as const;

const limits = {
  above: 'oberen Grenze',
  below: 'unteren Grenze',
} as const;

const sides = { above: 'über', below: 'unter' } as const;

const longer = { above: 'längere', below: 'kürzere' } as const;

const meanings = {
  improving: 'wird besser',
  worsening: 'wird schlechter',
} as const;

const most = 'Diese haben sich selbst am meisten verändert.';

/** The sentences in German. */
export const german: Words = {
  language: 'de',

  periods: (count, type) => `${count} ${count === 1 ? one[type] : many[type]}`,
  period: name => name,
  inPeriod: (name, type) => `${prepositions[type]} ${name}`,
  since: (name, type) => (type === 'day' ? `seit dem ${name}` : `seit ${name}`),
  from: name => `ab ${name}`,
  days: text => `${text ?? '?'} ${text === '1' ? 'Tag' : 'Tage'}`,
  range: (lower, upper) => `${lower} und ${upper}`,
  span: (min, max) => `${min} bis ${max}`,

  seasonClause: season => `, bereinigt um ${seasons[season]}`,
  fewClause: ', mehr als die kleine Zahl der Fälle erklärt',
  changeClause: inPeriod => `, gezählt ab der Änderung ${inPeriod}`,
  verdict: (meaning, since) =>
    since ? `${meanings[meaning]} ${since}` : meanings[meaning],
  changed: (since, hasRange) =>
    `verändert${since ? ` ${since}` : ''}, ${
      hasRange
        ? 'weder näher am Zielbereich noch weiter von ihm weg'
        : 'ohne Zielbereich, an dem es zu messen wäre'
    }`,

  outside: ({ value = 'Der Wert', inPeriod, side, limit, context, verdict }) =>
    `${value} ${inPeriod}, ${
      side === 'above' ? 'mehr' : 'weniger'
    } als die ${limit}, die der Zufall erklärt${context}: ${verdict}`,
  shift: ({ periods, side, mean, context, verdict }) =>
    `${periods} in Folge ${sides[side]} dem Mittel von ${mean}${context}: ${verdict}`,
  shiftOfSeason: ({ periods, side, season, context, verdict }) =>
    `${periods} in Folge ${sides[side]} dem, was für ${seasons[season]} üblich ist${context}: ${verdict}`,
  run: ({ periods, side, value, context, verdict }) =>
    `${periods} in Folge ${side === 'above' ? 'gestiegen' : 'gefallen'}${
      value ? `, zuletzt ${value}` : ''
    }${context}: ${verdict}`,
  clusterOfLast: (points, among, type) =>
    `${points} der letzten ${among} ${many[type]}`,
  clusterOfLatest: (points, type) => `${points} der jüngsten ${many[type]}`,
  twoOfThree: ({ cluster, side, limit, context, verdict }) =>
    `${cluster} nahe der ${limits[side]} von ${limit}${context}: ${verdict}`,
  threeOfFour: ({ cluster, side, limit, mean, context, verdict }) =>
    `${cluster} näher an der ${limits[side]} von ${limit} als am Mittel von ${mean}${context}: ${verdict}`,
  fourOfFive: ({ cluster, side, mean, context, verdict }) =>
    `${cluster} deutlich ${sides[side]} dem Mittel von ${mean}${context}: ${verdict}`,

  timeOutside: ({ side, value, limit, verdict }) =>
    side === 'above'
      ? `${value} ohne Ereignis, länger als die ${limit}, die der Zufall erklärt: ${verdict}`
      : `Nur ${value} zwischen zwei Ereignissen, kürzer als die ${limit}, die der Zufall erklärt: ${verdict}`,
  timeShift: ({ side, points, usual, verdict }) =>
    `${points}-mal in Folge ${longer[side]} Zeit zwischen Ereignissen als die üblichen ${usual}: ${verdict}`,
  timeRun: ({ side, points, verdict }) =>
    `${points}-mal in Folge ${longer[side]} Zeit zwischen Ereignissen als jeweils zuvor: ${verdict}`,
  timeCluster: ({ side, points, usual, verdict }) =>
    `${points} der jüngsten Zeiten zwischen Ereignissen viel ${
      side === 'above' ? 'länger' : 'kürzer'
    } als die üblichen ${usual}: ${verdict}`,
  timeStable: (points, limit) =>
    `Kein Signal in den letzten ${points} Zeiten zwischen Ereignissen: durch Zufall bis zu ${limit}`,

  stable: ({ past, periods, context }) =>
    `Kein Signal ${past ? `nach ${past}` : `(${periods})`}${context}`,
  byChance: ({ periods, context }) =>
    `Auffällig, aber bei solchen Werten durch Zufall erklärbar (${periods})${context}`,
  leftOut: (sentence, periods) => `${sentence} (${periods} ausgelassen)`,
  varies: ({ found, range, lastOnly, type }) =>
    lastOnly
      ? `${found}: Durch Zufall kann der Wert im letzten Zeitraum (${one[type]}) zwischen ${range} liegen`
      : `${found}: schwankt durch Zufall zwischen ${range}`,
  constant: ({ periods, context, value }) =>
    `Immer derselbe Wert (${periods})${context}${value ? `: ${value}` : ''}`,
  fewInSample: type =>
    `Zu wenige Fälle ${inOne[type]}: Was wie eine Veränderung aussieht, kann Zufall sein`,
  fewTimes: (points, needed) =>
    `Zu selten für eine Aussage: ${points} ${
      points === 1 ? 'Zeit' : 'Zeiten'
    } zwischen Ereignissen bekannt, ${needed} sind nötig`,
  fewPeriods: ({ points, periods, context, needed }) =>
    `${
      points === 0 ? 'Noch nichts gemessen' : `Erst ${periods} gemessen`
    }${context}: ${needed} sind nötig`,

  noTarget: 'Es gibt kein Ziel, das erreicht werden könnte',
  capabilityUnknown: target =>
    `Ob das Ziel von ${target} erreicht wird, ist noch nicht bekannt`,
  capability: ({ capability, target, type, all, range }) => {
    const how = {
      consistently: 'durchgängig erreicht',
      sometimes: 'nur manchmal erreicht',
      never: 'nicht erreicht',
    }[capability];
    return `Mit der derzeitigen Leistung wird das Ziel von ${target} ${how}: Die ${
      many[type]
    } ${all ? `liegen alle bei ${all}` : `schwanken zwischen ${range}`}`;
  },
  likely: (percent, bound) => {
    switch (bound) {
      case 'less':
        return `Mit weniger als ${percent} Wahrscheinlichkeit`;
      case 'more':
        return `Mit mehr als ${percent} Wahrscheinlichkeit`;
      default:
        return `Mit ${percent} Wahrscheinlichkeit`;
    }
  },
  chance: (likely, inPeriod) => `${likely} ${inPeriod} im Ziel`,
  certain: (isMet, inPeriod) =>
    isMet
      ? `Mit Sicherheit ${inPeriod} im Ziel`
      : `Kann ${inPeriod} nicht mehr im Ziel liegen`,
  nextTarget: (likely, target, from) =>
    `${likely} wird das Ziel von ${target} erreicht, das ${from} gilt`,

  statuses: {
    'on-target': 'Im Ziel',
    'at-risk': 'Gefährdet',
    'off-target': 'Ziel verfehlt',
  },
  statusChanged: ({ status, since, value, target, before }) =>
    `${status} ${since}: ${value}${
      target === undefined ? '' : `, Ziel ${target}`
    } (vorher: ${before})`,
  atRiskByForecast: (chance, value, target) =>
    `${chance}, obwohl derzeit im Ziel: ${value}, Ziel ${target}`,
  staleSince: (since, period) =>
    `Veraltet ${since}${period ? `: Der letzte Wert ist von ${period}` : ''}`,
  targetChanges: {
    target: {
      loosened: (from, to) => `Ziel gelockert von ${from} auf ${to}`,
      tightened: (from, to) => `Ziel verschärft von ${from} auf ${to}`,
      changed: (from, to) => `Ziel geändert von ${from} auf ${to}`,
      set: to => `Ziel auf ${to} gesetzt`,
      removed: from => `Ziel entfernt; bisher ${from}`,
    },
    threshold: {
      loosened: (from, to) => `Schwellenwert gelockert von ${from} auf ${to}`,
      tightened: (from, to) => `Schwellenwert verschärft von ${from} auf ${to}`,
      changed: (from, to) => `Schwellenwert geändert von ${from} auf ${to}`,
      set: to => `Schwellenwert auf ${to} gesetzt`,
      removed: from => `Schwellenwert entfernt; bisher ${from}`,
    },
  },

  late: days =>
    `Es wurde ${days} länger nichts gemessen, als die Kennzahl erlaubt: Sehen Sie sich die letzten Läufe der Quelle an, oder geben Sie ihr in spec.staleAfter mehr Zeit.`,
  gaps: ({ count, periods, first }) =>
    `${count} der letzten ${periods} ${
      count === 1 ? 'hat' : 'haben'
    } keinen Wert, zuerst ${first}: Erheben Sie sie erneut, und lassen Sie die Quelle 0 schreiben, wo nichts war.`,
  volume: ({ inPeriod, times, share }) =>
    `Hinter dem Wert ${inPeriod} steht ${
      times ? `${times}-mal so viel wie üblich` : `nur ${share} des Üblichen`
    }: Prüfen Sie, ob die Quelle jetzt etwas anderes zählt.`,
  impossible: ({ value, inPeriod, others }) =>
    `${value} ${inPeriod} ist nicht möglich${
      others
        ? `, ebenso wenig ${
            others === 1 ? 'ein weiterer Wert' : `${others} weitere Werte`
          } davor`
        : ''
    }: Korrigieren Sie es in der Quelle und erheben Sie erneut, oder geben Sie in spec.plausible an, welche Werte möglich sind.`,
  repeated: ({ count, since, value }) =>
    `Die letzten ${count} Werte, ${since}, sind alle ${value}, was kaum Zufall ist: Prüfen Sie, ob die Quelle noch misst oder einen alten Wert wiederholt.`,
  incomplete: ({ inPeriod, others, rows, number }) =>
    `${number} ${
      rows === 1 ? 'Zeile der Quelle konnte' : 'Zeilen der Quelle konnten'
    } nicht verwendet werden, ${
      others
        ? `zuletzt ${inPeriod}: ${others + 1} Werte sind`
        : `${inPeriod}: Der Wert ist`
    } unvollständig. Sehen Sie sich die Fehler der letzten Läufe der Quelle an, berichtigen Sie die Zeilen, und erheben Sie sie erneut.`,

  noChange: (parts, inPeriods) =>
    `Es gibt ${
      parts === 'children' ? 'keinen Score' : 'keinen Wert'
    } ${inPeriods.join(' und ')}: Es gibt keine Veränderung zu erklären.`,
  sameAs: ({ value, inPeriod, before }) =>
    `${value} ${inPeriod}, wie ${before}.`,
  change: ({ value, inPeriod, before, beforeIn, change, better }) =>
    `${value} ${inPeriod} nach ${before} ${beforeIn}: ${change}${
      better === undefined ? '' : `, ${better ? 'besser' : 'schlechter'}`
    }.`,
  split: (parts, rate, mix) =>
    `Davon ${rate}, weil sich die ${
      parts === 'children' ? 'Teile' : 'Mitglieder'
    } selbst verändert haben, und ${mix} durch den Mix: wer zählt und wie viel.`,
  partAlone: (title, change, did) => `${title}: ${change}, ${did}.`,
  partBrings: (title, amount, did) => `${title} bringt ${amount}: ${did}.`,
  partExplains: (title, amount, change, did) =>
    `${title} erklärt ${amount} von ${change}: ${did}.`,
  partAgainst: (title, amount, did) =>
    `${title} wirkt mit ${amount} dagegen: ${did}.`,
  came: (parts, value = 'kein Wert', inPeriod) =>
    `${value}, ${inPeriod} ${
      parts === 'children' ? 'kein Score' : 'nichts gemessen'
    }`,
  went: (parts, value = 'keinem Wert', inPeriod) =>
    `${inPeriod} ${
      parts === 'children' ? 'kein Score' : 'nichts gemessen'
    } nach ${value}`,
  values: (after, before) => `${after} nach ${before}`,
  weighs: (is, was, whole) =>
    `${is} des Ganzen nach ${was}${
      whole ? ` und ${sides[whole]} dem Gesamtwert` : ''
    }`,
  both: (values, rate, weighs, mix) =>
    `${values} (${rate}), dazu ${weighs} (${mix})`,
  noOwnValue: 'kein eigener Wert',
  othersLess: count =>
    count > 1
      ? `${count} weitere haben sich weniger oder nicht verändert.`
      : 'Ein weiteres hat sich weniger oder nicht verändert.',
  othersTogether: (count, amount) =>
    count > 1
      ? `Die übrigen ${count} zusammen: ${amount}.`
      : `Das übrige: ${amount}.`,
  without: (parts, total, of) =>
    `Von ${total} ${parts === 'children' ? 'Teilen' : 'Mitgliedern'} ohne ${
      parts === 'children' ? 'Score' : 'Daten'
    }: ${of
      .map(
        ({ count, inPeriod }) =>
          `${count} ${inPeriod ?? 'in beiden Zeiträumen'}`,
      )
      .join(', ')}.`,
  limits: {
    own: `Der Wert wurde für den Bereich selbst gemessen: Er ist nicht die Summe seiner Mitglieder. ${most}`,
    min: `Der Wert ist der kleinste der Mitglieder, also der eines einzelnen: Es gibt keine Anteile. ${most}`,
    max: `Der Wert ist der größte der Mitglieder, also der eines einzelnen: Es gibt keine Anteile. ${most}`,
    quantile: `Ein Quantil ist keine Summe dessen, was die Mitglieder haben: Es gibt keine Anteile. ${most}`,
    formula: `Die Formel ist weder eine Summe noch ein Verhältnis von Summen über die Mitglieder: Es gibt keine Anteile, die sich genau aufaddieren. ${most}`,
    none: `Die Werte der Mitglieder werden nicht zusammengezählt: Es gibt keine Anteile. ${most}`,
    incomplete:
      'Von einem der beiden Zeiträume ist zu wenig bekannt: Die Veränderung wird nicht erklärt.',
  },

  effect: germanEffect,
};
