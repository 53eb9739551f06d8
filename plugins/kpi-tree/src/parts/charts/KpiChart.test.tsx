import type { KpiScorecardNode } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInPortal } from '../../__testUtils__/renderInPortal';
import { actionsScorecard } from '../../fixtures';
import { kpisOf } from '../status';
import { KpiChart } from './KpiChart';

const kpi = (name: string, changes: Partial<KpiScorecardNode> = {}) => ({
  ...kpisOf(actionsScorecard().trees[0].root).find(node => node.kpi === name)!,
  ...changes,
});

describe('KpiChart', () => {
  it('is a button whose name says all that is seen', async () => {
    const onOpen = jest.fn();
    const node = kpi('incident-mttr');
    await renderInPortal(<KpiChart node={node} onOpen={onOpen} />);
    const button = screen.getByRole('button', {
      name: name =>
        // A value and its unit stand on one line
        name.replace(/\u00a0/g, ' ') ===
        'Mean time to restore, 2.86 h, Apr 2026, at risk, Stable, Target ≤ 2 h, Threshold ≤ 4 h, 2.56 h so far in May 2026, in 23 periods between 0.33 h and 5.13 h',
    });
    await userEvent.click(button);
    expect(onOpen).toHaveBeenCalledWith(node);
  });

  it('is no button where nothing opens', async () => {
    await renderInPortal(<KpiChart node={kpi('incident-mttr')} />);
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
    expect(screen.getByText('Mean time to restore')).toBeInTheDocument();
  });

  it('shows gaps as gaps and the target as it held, and marks the current period and the running one', async () => {
    await renderInPortal(<KpiChart node={kpi('incident-mttr')} />);
    const picture = within(screen.getByTestId('kpi-chart'));
    expect(
      picture.getByTestId('values').getAttribute('d')?.match(/M/g),
    ).toHaveLength(2);
    // The target came down once within these two years
    expect(
      picture.getByTestId('target').getAttribute('d')?.match(/H/g),
    ).toHaveLength(2);
    expect(picture.getByTestId('current')).toBeInTheDocument();
    expect(picture.getByTestId('provisional')).toBeInTheDocument();
  });

  it('says of a stale KPI when it was measured last', async () => {
    await renderInPortal(<KpiChart node={kpi('release-frequency')} />);
    expect(screen.getByText('Stale')).toBeInTheDocument();
    expect(screen.getByText('last in Jan 2026')).toBeInTheDocument();
  });

  it('says so where nothing was ever measured', async () => {
    await renderInPortal(
      <KpiChart
        node={kpi('incident-mttr', {
          value: null,
          status: 'no-data',
          provisional: undefined,
          spark: [],
        })}
      />,
    );
    expect(screen.getByText('No value')).toBeInTheDocument();
    expect(screen.getByText('Nothing measured yet')).toBeInTheDocument();
    expect(screen.queryByTestId('kpi-chart')).not.toBeInTheDocument();
  });

  it('is drawn when it is about to be seen', async () => {
    const observers: IntersectionObserverCallback[] = [];
    const original = global.IntersectionObserver;
    global.IntersectionObserver = class {
      constructor(callback: IntersectionObserverCallback) {
        observers.push(callback);
      }
      observe() {}
      disconnect() {}
    } as unknown as typeof IntersectionObserver;
    try {
      await renderInPortal(<KpiChart node={kpi('incident-mttr')} />);
      expect(screen.queryByTestId('kpi-chart')).not.toBeInTheDocument();
      act(() =>
        observers[0](
          [{ isIntersecting: true } as IntersectionObserverEntry],
          {} as IntersectionObserver,
        ),
      );
      expect(screen.getByTestId('kpi-chart')).toBeInTheDocument();
    } finally {
      global.IntersectionObserver = original;
    }
  });
});
