import { render, screen } from '@testing-library/react';
import { ReactNode } from 'react';
import { drawingOf } from '../../__testUtils__/drawingOf';
import { renderInPortal } from '../../__testUtils__/renderInPortal';
import { actionsScorecard, sampleSeries } from '../../fixtures';
import { kpisOf } from '../status';
import type { Flag } from './flags';
import { HistoryChart } from './HistoryChart';
import { KpiChart } from './KpiChart';
import { Sparkline } from './Sparkline';

const [tree] = actionsScorecard().trees;
const kpi = (name: string) =>
  kpisOf(tree.root).find(node => node.kpi === name)!;

/** What the only drawing of something shows. */
async function drawn(element: ReactNode) {
  await renderInPortal(<div data-testid="chart">{element}</div>);
  return drawingOf(screen.getByTestId('chart'));
}

const flags: Flag[] = [
  { date: '2025-07-03', kind: 'redefined', label: 'Without drills' },
  { date: '2025-11-20', kind: 'target', label: 'At most 2 h' },
  { date: '2026-02-11', kind: 'change', label: 'A second team' },
  { date: '2026-03-05', kind: 'action', label: 'Runbooks' },
  { date: '2026-02-01', kind: 'comment', label: 'jane: A migration' },
  { date: '2026-01-01', kind: 'exception', label: 'jane: A flood' },
];

// Each chart with one width, as nothing is laid out in a test
describe('what charts draw', () => {
  it.each(['incident-mttr', 'release-frequency'])(
    'is the same small chart of %s',
    async name => {
      expect(await drawn(<KpiChart node={kpi(name)} />)).toMatchSnapshot();
    },
  );

  it.each(['incident-mttr', 'release-frequency'])(
    'is the same sparkline of %s',
    async name => {
      expect(await drawn(<Sparkline node={kpi(name)} />)).toMatchSnapshot();
    },
  );

  it('is the same history, with limits, signals, forecast and flags', async () => {
    const series = sampleSeries('component:default/actions', 'incident-mttr', {
      from: '2025-01-01',
    });
    expect(
      await drawn(<HistoryChart series={series} flags={flags} />),
    ).toMatchSnapshot();
  });

  it('is the same history by quarters', async () => {
    const series = sampleSeries('component:default/actions', 'incident-mttr', {
      from: '2024-07-01',
      period: 'quarter',
    });
    expect(await drawn(<HistoryChart series={series} />)).toMatchSnapshot();
  });
});

describe('drawingOf', () => {
  const circle = (cx: number, fill = 'red') => {
    const { container } = render(
      <svg>
        <circle cx={cx} cy={2} r={3} fill={fill} />
      </svg>,
    );
    return drawingOf(container);
  };

  it('is another one where a mark moves, and not where it changes its colour', () => {
    expect(circle(1)).toBe('circle cx=1 cy=2 r=3');
    expect(circle(1.5)).toBe('circle cx=1.5 cy=2 r=3');
    expect(circle(1, 'blue')).toBe(circle(1));
  });
});
