/** What the screens of this area say, in English. */
export const exportMessages = {
  save: 'Save',
  saveOf: 'Save {{name}}',
  png: 'Picture (PNG)',
  svg: 'Picture (SVG)',
  csv: 'Data (CSV)',
  failed: '{{name}} could not be saved: {{reason}}',
} as const;
