import type { Translation } from '../translations';

export const importTexts: Translation['import'] = {
  chooseColumn: 'Spalte wählen',
  column: 'Spalte {{number}}',
  sameForAll: 'Für alle Zeilen gleich …',
  none: 'Keine',
  ofAllRows: '{{field}} aller Zeilen',
  file: 'CSV-Datei',
  choose: 'CSV-Datei wählen',
  drop: 'oder hier ablegen. Nichts wird gespeichert, bevor Sie den Inhalt gesehen haben.',
  result: 'Ergebnis des Imports',
  stopped: 'Der Import wurde angehalten',
  cancelled: 'Abgebrochen.',
  counts:
    '{{rows}} Zeilen gelesen, {{stored}} gespeichert, {{rejected}} abgelehnt.',
  stays:
    'Gespeichertes bleibt; die Datei erneut zu importieren ändert daran nichts.',
  whyRejected: 'Warum Zeilen abgelehnt wurden',
  warnings: 'Warnungen',
  andMore: 'und {{number}} weitere',
  rows_one: '{{count, number}} Zeile',
  rows_other: '{{count, number}} Zeilen',
  download: 'Abgelehnte Zeilen herunterladen',
  another: 'Weitere Datei importieren',
  what: 'Eine Zeile je Messung: Entität, Kennzahl, Zeitraum und Wert. Vorhandenes wird ersetzt.',
  ownOnly:
    'Sie dürfen importieren, wofür Sie oder Ihre Gruppen verantwortlich sind; andere Zeilen werden abgelehnt.',
  readError: 'Die Datei konnte nicht gelesen werden',
  titleOf: '{{file}} importieren',
  title: 'Messungen importieren',
  progress: 'Fortschritt des Imports',
  stay: '{{percent}} %, {{rows}} Zeilen gelesen, {{rejected}} abgelehnt. Bleiben Sie auf dieser Seite, bis der Import fertig ist.',
  cancel: 'Abbrechen',
  entityRef: 'Entität',
  kpi: 'Kennzahl',
  period: 'Zeitraum',
  value: 'Wert',
  weight: 'Gewicht',
  numerator: 'Zähler',
  denominator: 'Nenner',
  'hint-entityRef':
    'Etwa component:default/payments; ein Name allein ist eine Komponente',
  'hint-kpi': 'Name des Kpi',
  'hint-period': 'Der erste Tag',
  'hint-value': 'In der Einheit der Kennzahl',
  'hint-weight': 'Worauf der Wert beruht, etwa die Anzahl der Incidents',
  'hint-numerator':
    'Statt eines Werts, bei Quoten und Mittelwerten; bei Prozenten nicht mal 100',
  'hint-denominator': 'Wodurch geteilt wird; 0 ist erlaubt',
  numbers: 'Zahlen',
  howNumbers: 'Wie Zahlen geschrieben sind',
  dates: 'Datumsangaben',
  howDates: 'Wie Datumsangaben geschrieben sind',
  covered: 'Tage ohne Zeile',
  coveredFrom: 'Vollständig von',
  coveredUntil: 'bis',
  'hint-covered':
    'Die Tage, von denen die Datei alles enthält: An Tagen ohne Zeile ist dann nichts geschehen. Bleiben sie leer, sind diese Tage nicht bekannt.',
  coveredBoth:
    'Geben Sie beide Tage an, zwischen denen die Datei alles enthält, oder keinen; keinen nach heute.',
  checkError: 'Die Zeilen konnten nicht geprüft werden',
  importFile: 'Datei importieren',
  chooseAnother: 'Andere Datei wählen',
  noRows: 'Die Datei hat nach ihrer ersten Zeile keine weiteren.',
  incomplete:
    'Geben Sie an, woher Entität, Kennzahl, Zeitraum und Wert kommen.',
  checking: 'Die ersten Zeilen werden geprüft.',
  wouldReject_one:
    'Von der ersten Zeile würde {{number}} abgelehnt. Die übrigen würden gespeichert.',
  wouldReject_other:
    'Von den ersten {{count, number}} Zeilen würden {{number}} abgelehnt. Die übrigen würden gespeichert.',
  allInOrder_one: 'Die erste Zeile ist in Ordnung.',
  allInOrder_other: 'Die ersten {{count, number}} Zeilen sind in Ordnung.',
  firstRows: 'Erste Zeilen der Datei',
  line: 'Zeile',
  says: 'Gelesen als',
  notUsed: 'nicht verwendet',
  measurement: '{{kpi}} von {{entity}} im Zeitraum {{period}}: {{value}}',
  measurementOf:
    '{{kpi}} von {{entity}} im Zeitraum {{period}}: {{value}}, Gewicht {{weight}}',
  measurementRatio:
    '{{kpi}} von {{entity}} im Zeitraum {{period}}: {{numerator}} / {{denominator}}',
};
