import { ComponentType, lazy } from 'react';
import type { Filters } from '../state/useView';

type TabName =
  | 'Overview'
  | 'Tree'
  | 'Streams'
  | 'Heatmap'
  | 'Mine'
  | 'Library'
  | 'Quality'
  | 'Sources'
  | 'Try';

/** What of the bar above the panels a tab takes. */
export type Controls = {
  scope?: boolean;
  tree?: boolean;
  asOf?: boolean;
  compare?: boolean;
  filters?: (keyof Filters)[];
};

/** A tab of the portal page. */
export type PortalTab = {
  /** As in the address: `?tab=`. */
  id: string;
  label: `frame.tab${TabName}`;
  takes: Controls;
  /** For whom it is; for everybody if not given. */
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
    label: 'frame.tabOverview',
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
    label: 'frame.tabTree',
    takes: {
      scope: true,
      tree: true,
      asOf: true,
      compare: true,
      filters: allFilters,
    },
    ownDrawer: true,
    Panel: lazy(() =>
      import('./panels/TreeTab').then(m => ({ default: m.TreeTab })),
    ),
  },
  {
    id: 'streams',
    label: 'frame.tabStreams',
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
    label: 'frame.tabHeatmap',
    takes: { scope: true, tree: true, asOf: true, filters: allFilters },
    Panel: lazy(() =>
      import('../heatmap/HeatmapPanel').then(m => ({
        default: m.HeatmapPanel,
      })),
    ),
  },
  {
    id: 'mine',
    label: 'frame.tabMine',
    takes: { scope: true },
    Panel: lazy(() =>
      import('../owned/OwnedPanel').then(m => ({ default: m.OwnedPanel })),
    ),
  },
  {
    id: 'library',
    label: 'frame.tabLibrary',
    takes: {},
    Panel: lazy(() =>
      import('../library/LibraryPanel').then(m => ({
        default: m.LibraryPanel,
      })),
    ),
  },
  {
    id: 'quality',
    label: 'frame.tabQuality',
    takes: { scope: true },
    Panel: lazy(() =>
      import('./panels/QualityTab').then(m => ({ default: m.QualityTab })),
    ),
  },
  {
    id: 'sources',
    label: 'frame.tabSources',
    takes: {},
    needs: 'sources',
    Panel: lazy(() =>
      import('./panels/SourcesTab').then(m => ({ default: m.SourcesTab })),
    ),
  },
  {
    id: 'try',
    label: 'frame.tabTry',
    takes: {},
    needs: 'try',
    Panel: lazy(() =>
      import('./panels/TryTab').then(m => ({ default: m.TryTab })),
    ),
  },
];

/** Where the content of tabs is that once had one of their own. */
export const movedTabs: Record<string, { tab: string; view?: string }> = {
  moved: { tab: 'overview' },
  problems: { tab: 'quality', view: 'problems' },
  import: { tab: 'sources', view: 'import' },
};
