import type { Translation } from '../translations';

export const commonTexts: Translation['common'] = {
  retry: 'Erneut versuchen',
  noTree: 'Noch ist kein KPI-Baum zugeordnet',
  addToMember:
    'Fügen Sie diese Zeilen der YAML-Datei eines Mitglieds ({{kind}}) oder der Entität selbst hinzu.',
  addToEntity: 'Fügen Sie diese Zeilen der YAML-Datei dieser Entität hinzu.',
  appears:
    'Die Kennzahlen erscheinen hier, sobald der Katalog sie gelesen hat.',
  treeNames: 'Es gibt die Bäume {{names}}.',
  problems: 'Probleme',
  toMend_one: '1 Definition ist zu korrigieren',
  toMend_other: '{{count, number}} Definitionen sind zu korrigieren',
  showFewer: 'Weniger anzeigen',
  showAll: 'Alle {{number}} anzeigen',
  close: 'Schließen',
  day: 'Tag',
  week: 'Woche',
  month: 'Monat',
  quarter: 'Quartal',
  goal: 'Geschäftsziel',
  csf: 'Kritischer Erfolgsfaktor',
  'value-stream': 'Wertstrom',
  process: 'Prozess',
  'within-day': 'Tag',
  'within-week': 'Woche',
  'within-month': 'Monat',
  'within-quarter': 'Quartal',
  chart: 'Diagramm',
  table: 'Tabelle',
  notAllowed: 'Sie dürfen dies nicht sehen',
  notAllowedText:
    'Die Berechtigungen dieses Portals lassen es nicht zu. Wenn Sie es benötigen, bitten Sie die Administratoren um Leserechte.',
};
