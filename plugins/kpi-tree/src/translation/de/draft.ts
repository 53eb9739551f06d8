import type { Translation } from '../translations';

export const draftTexts: Translation['draft'] = {
  label: 'Kpi als YAML',
  inOrder: 'Diese Definition ist in Ordnung.',
  problems: 'Probleme des Entwurfs',
  line: 'Zeile {{line}}',
  entity: 'Entität',
  catalogError: 'Der Katalog konnte nicht befragt werden',
  propose: 'Vorschlagen',
  copy: 'YAML kopieren',
  copyError: 'Kopieren war nicht möglich: Markieren Sie stattdessen den Text.',
  copied: 'Kopiert.',
  openFile: 'Datei im Repository öffnen',
  addFile:
    'Fügen Sie es einer YAML-Datei hinzu, die der Katalog liest, und öffnen Sie einen Pull Request.',
  refusal: '{{title}}: {{message}}',
  stoppedRows:
    'Die Quelle hat mehr Zeilen, als ein Versuch lesen darf: Er wurde angehalten.',
  stoppedTime:
    'Die Quelle brauchte länger, als ein Versuch dauern darf: Er wurde angehalten.',
  result: 'Ergebnis',
  outdated:
    'Der Text hat sich seitdem geändert. Führen Sie ihn erneut aus, um die Wirkung zu sehen.',
  nothing: 'Für diese Entität wurde nichts gemessen.',
  computed:
    '{{periods}} Zeiträume aus den gespeicherten Operanden berechnet, {{duration}}. Nichts wurde gespeichert.',
  read: '{{rows}} Zeilen gelesen, {{rejected}} abgelehnt, {{measurements}} Messungen, {{duration}}. Nichts wurde gespeichert.',
  errors: 'Was nicht verwendet werden konnte',
  times: ', {{number}}-mal',
  checkError: 'Die Definition konnte nicht geprüft werden',
  title: 'Ausprobieren',
  note: 'Lässt die echte Quelle eine Entität messen. Nichts wird gespeichert, und niemand sonst sieht es.',
  run: 'Ausführen',
  tryError: 'Der Versuch war nicht möglich',
};
