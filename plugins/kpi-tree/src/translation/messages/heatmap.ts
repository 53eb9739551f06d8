/** What the screens of this area say, in English. */
export const heatmapMessages = {
  title: 'Heatmap',
} as const;
