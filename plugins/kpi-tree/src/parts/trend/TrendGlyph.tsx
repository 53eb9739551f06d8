import type { Trend } from '@kpi-tree/backstage-plugin-kpi-tree-common';

const paths: Partial<Record<Trend, string>> = {
  improving: 'M-5 5 L4 -4 M-2 -5 H5 V2',
  worsening: 'M-5 -5 L4 4 M-2 5 H5 V-2',
  stable: 'M-6 0 H5 M1 -4 L5 0 L1 4',
};

/**
 * The arrow of a trend, drawn around the origin about 12 wide, for use inside an
 * `svg`. It points up where things get better; what is not known has none.
 */
export const TrendGlyph = ({ trend }: { trend: Trend }) =>
  paths[trend] ? (
    <path
      d={paths[trend]}
      fill="none"
      stroke="currentColor"
      strokeWidth={2}
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  ) : null;
