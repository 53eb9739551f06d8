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
  partial:
    'Ohne Mitglieder, die Sie nicht sehen dürfen, und in der Vergangenheit ohne solche, die nicht mehr im Katalog sind.',
  notAllowed: 'Sie dürfen dies nicht sehen',
  notAllowedText:
    'Die Berechtigungen dieses Portals lassen es nicht zu. Wenn Sie es benötigen, bitten Sie die Administratoren um Leserechte.',
  soonTitle: 'Die Zahlen sind gleich da',
  soonText:
    'Das Portal berechnet seine Zahlen nach einem Upgrade neu; das dauert Sekunden bis wenige Minuten. Diese Seite aktualisiert sich von selbst.',
  misconfiguredTitle:
    'Es gibt keine Zahlen, bis die Konfiguration korrigiert ist',
  misconfiguredText:
    'Ein Administrator des Portals muss app-config.yaml korrigieren: {{reason}}',
  missingTitle: 'Das Backend der Kennzahlenbäume antwortet nicht',
  missingText:
    'Installieren Sie @kpi-tree/backstage-plugin-kpi-tree-backend in packages/backend und fügen Sie es in src/index.ts hinzu. Läuft es in einem anderen Backend, prüfen Sie die Discovery-Konfiguration. ({{reason}})',
};
