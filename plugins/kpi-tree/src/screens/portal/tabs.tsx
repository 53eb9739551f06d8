import { ComponentType, lazy } from 'react';
import type { Filters } from '../../parts/view/useView';
import type { Controls } from '../../parts/viewBar/Controls';

type TabName =
  | 'Overview'
  | 'Tree'
  | 'Streams'
  | 'Heatmap'
  | 'Mine'
  | 'Actions'
  | 'Review'
  | 'Library'
  | 'Quality'
  | 'Sources'
  | 'Try';

/** A tab of the portal page. */
export type PortalTab = {
  /** As in the address: `?tab=`. */
  id: string;
  label: `portal.tab${TabName}`;
  takes: Controls;
  /** Who sees it; everybody if not given. */
  needs?: 'sources' | 'try';
  /** Shows the drawer of the KPI of the address by itself. */
  ownDrawer?: boolean;
  /** Takes what it shows from `useView()`. Made again for each scope. */
  Panel: ComponentType;
};

const allFilters: (keyof Filters)[] = [
  'streams',
  'personas',
  'statuses',
  'owners',
  'tags',
];

/** All tabs of the portal page in their order; each is loaded when it is opened. */
export const portalTabs: PortalTab[] = [
  {
    id: 'overview',
    label: 'portal.tabOverview',
    takes: {
      scope: true,
      tree: true,
      asOf: true,
      compare: true,
      filters: ['streams', 'personas', 'owners', 'tags'],
    },
    Panel: lazy(() =>
      import('../overview/OverviewPanel').then(m => ({
        default: m.OverviewPanel,
      })),
    ),
  },
  {
    id: 'tree',
    label: 'portal.tabTree',
    takes: {
      scope: true,
      tree: true,
      asOf: true,
      compare: true,
      filters: allFilters,
    },
    ownDrawer: true,
    Panel: lazy(() => import('./TreeTab').then(m => ({ default: m.TreeTab }))),
  },
  {
    id: 'streams',
    label: 'portal.tabStreams',
    takes: {
      scope: true,
      tree: true,
      asOf: true,
      compare: true,
      filters: allFilters,
    },
    Panel: lazy(() =>
      import('../streams/StreamsPanel').then(m => ({
        default: m.StreamsPanel,
      })),
    ),
  },
  {
    id: 'heatmap',
    label: 'portal.tabHeatmap',
    takes: { scope: true, tree: true, asOf: true, filters: allFilters },
    Panel: lazy(() =>
      import('../heatmap/HeatmapPanel').then(m => ({
        default: m.HeatmapPanel,
      })),
    ),
  },
  {
    id: 'mine',
    label: 'portal.tabMine',
    takes: { scope: true },
    Panel: lazy(() =>
      import('../mine/MinePanel').then(m => ({ default: m.MinePanel })),
    ),
  },
  {
    id: 'actions',
    label: 'portal.tabActions',
    takes: { scope: true, tree: true },
    Panel: lazy(() =>
      import('../actions/ActionsPanel').then(m => ({
        default: m.ActionsPanel,
      })),
    ),
  },
  {
    id: 'review',
    label: 'portal.tabReview',
    takes: { scope: true, tree: true },
    Panel: lazy(() =>
      import('../review/ReviewTab').then(m => ({ default: m.ReviewTab })),
    ),
  },
  {
    id: 'library',
    label: 'portal.tabLibrary',
    takes: {},
    Panel: lazy(() =>
      import('../library/LibraryPanel').then(m => ({
        default: m.LibraryPanel,
      })),
    ),
  },
  {
    id: 'quality',
    label: 'portal.tabQuality',
    takes: { scope: true },
    Panel: lazy(() =>
      import('./QualityTab').then(m => ({ default: m.QualityTab })),
    ),
  },
  {
    id: 'sources',
    label: 'portal.tabSources',
    takes: {},
    needs: 'sources',
    Panel: lazy(() =>
      import('./SourcesTab').then(m => ({ default: m.SourcesTab })),
    ),
  },
  {
    id: 'try',
    label: 'portal.tabTry',
    takes: {},
    needs: 'try',
    Panel: lazy(() => import('./TryTab').then(m => ({ default: m.TryTab }))),
  },
];

/** Where the content of tabs is that once had one of their own. */
export const movedTabs: Record<string, { tab: string; view?: string }> = {
  moved: { tab: 'overview' },
  problems: { tab: 'quality', view: 'problems' },
  import: { tab: 'sources', view: 'import' },
};
