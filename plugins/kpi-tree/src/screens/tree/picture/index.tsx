import { lazy } from 'react';

/** The picture of a KPI tree. What draws it is loaded when it is first shown. */
export const GoalTreePicture = lazy(() =>
  import('./GoalTreePicture').then(m => ({ default: m.GoalTreePicture })),
);
