import type { Status } from '@kpi-tree/backstage-plugin-kpi-tree-common';

type StatusGlyphProps = { status: Status };

/**
 * The shape of a status, drawn around the origin about 12 wide, for use inside
 * an `svg`. Each status has a shape of its own, so that nobody needs to tell
 * colours apart: circle, triangle, diamond, barred circle, half circle, dashed circle,
 * clock.
 */
export const StatusGlyph = ({ status }: StatusGlyphProps) => {
  const line = {
    fill: 'none',
    stroke: 'currentColor',
    strokeWidth: 1.6,
    strokeLinecap: 'round' as const,
  };
  switch (status) {
    case 'on-target':
      return <circle r={5.5} fill="currentColor" />;
    case 'at-risk':
      return (
        <path
          d="M0 -6 L6.4 5.2 H-6.4 Z"
          fill="currentColor"
          stroke="currentColor"
          strokeLinejoin="round"
        />
      );
    case 'off-target':
      return (
        <path
          d="M0 -7 L7 0 L0 7 L-7 0 Z"
          fill="currentColor"
          strokeLinejoin="round"
        />
      );
    case 'no-target':
      return (
        <g {...line}>
          <circle r={5.6} />
          <path d="M-2.6 0 H2.6" />
        </g>
      );
    case 'incomplete':
      return (
        <g {...line}>
          <circle r={5.6} />
          <path d="M0 -5.6 A5.6 5.6 0 0 1 0 5.6 Z" fill="currentColor" />
        </g>
      );
    case 'stale':
      return (
        <g {...line}>
          <circle r={5.6} />
          <path d="M0 -3 V0 L2.2 1.6" />
        </g>
      );
    default:
      return <circle r={5.6} {...line} strokeDasharray="2.2 2.2" />;
  }
};
