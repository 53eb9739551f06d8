/** What the screens of this area say, in English. */
export const searchMessages = {
  kpi: 'KPI',
  tree: 'KPI tree',
  fromLibrary: 'of the library',
} as const;
