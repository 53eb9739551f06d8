/** What the screens of this area say, in English. */
export const goalTreeMessages = {
  label: 'Goal tree {{name}}',
  // What a node says
  kpi: 'KPI',
  kpiOf: 'KPI · {{period}}',
  score: 'Score {{score}}',
  noScore: 'No score',
  noValue: 'No value',
  membersMeasured: '{{number}} of {{total}} measured',
  toMend: 'Needs fixing',
  was: 'Was {{value}}',
  wasStatus: 'Was {{value}}, {{status}}',
  wasNothing: 'Was not measured',
  // What a node says on demand
  nobody: 'Nobody',
  weight: 'Weight',
  weightOf: '{{weight}}, {{share}} of {{parent}}',
  onTarget: 'On target',
  folded_one: '{{count, number}} folded node',
  folded_other: '{{count, number}} folded nodes',
  // Finding
  find: 'Find in the tree',
  foundAt: '{{at}} of {{number}}',
  foundNothing: 'Not found',
  previous: 'Previous match',
  next: 'Next match',
  // Seeing
  levels: 'Levels',
  level: 'Down to level {{level}}',
  allLevels: 'All levels',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fit: 'Fit to view',
  help: 'Drag to move; Ctrl and wheel, or two fingers, to zoom. Keys: arrows, Enter, +, −, 0.',
  weightHelp: 'The thicker a line, the greater its weight.',
  // What stands above a picture that is saved
  everything: 'All services',
  scopeAsOf: '{{scope}}, as of {{date}}',
  compared: 'Compared with {{date}}',
} as const;
