import { act, fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInPortal } from '../../__testUtils__/renderInPortal';
import { actionsScorecard, MockKpiTreeApi } from '../../fixtures';
import { isKpiNode } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiDetails } from '../drawer/KpiDetails';
import { findKpi } from '../nodes/treeRows';
// What is loaded when it is needed, before a test waits for it
import '../charts/HistoryChart';

const getRecords = jest.fn(new MockKpiTreeApi().getRecords);

beforeEach(() => getRecords.mockClear());

const details = (search = '') => {
  const scorecard = actionsScorecard();
  const node = findKpi(scorecard.trees[0].root, 'incident-mttr')!;
  expect(isKpiNode(node)).toBe(true);
  return renderInPortal(<KpiDetails scorecard={scorecard} node={node} />, {
    api: { getRecords },
    search,
  });
};

const address = () => screen.getByTestId('address').textContent;
const heading = (name: string) => screen.findByRole('heading', { name });
const button = (name: string) => screen.findByRole('button', { name });

describe('the records of a KPI', () => {
  it('are loaded when somebody asks for them, and stay in the address', async () => {
    await details();
    await screen.findByRole('slider');
    expect(getRecords).not.toHaveBeenCalled();
    expect(screen.getByText(/to choose another period/)).toBeVisible();
    await userEvent.click(await button('Records of April 2026'));
    await heading('Records of April 2026 (4)');
    expect(address()).toBe('/?records=2026-04-01');
    // The chart shows the same value
    expect(screen.queryByText(/value shown is/)).toBeNull();
    await userEvent.click(await button('Hide the records'));
    expect(address()).toBe('/');
    expect(screen.queryByRole('heading', { name: /^Records/ })).toBeNull();
    expect(await button('Records of April 2026')).toHaveFocus();
  });

  it('are those of the address', async () => {
    await details('?records=2026-03-10');
    expect(await heading('Records of March 2026 (7)')).toBeVisible();
  });

  it('are of the period that is pressed in the chart, which is marked', async () => {
    await details();
    const slider = await screen.findByRole('slider');
    expect(screen.queryByTestId('chosen')).toBeNull();
    act(() => slider.focus());
    await userEvent.keyboard('{ArrowLeft}{Enter}');
    await heading('Records of March 2026 (7)');
    expect(address()).toBe('/?records=2026-03-01');
    const marked = screen.getByTestId('chosen').getAttribute('x');
    await userEvent.tab();
    // Nothing is picked any more
    expect(slider).toHaveAttribute(
      'aria-valuetext',
      expect.stringContaining('March 2026'),
    );
    fireEvent.click(slider, { clientX: 0 });
    await heading('Records of May 2023 (6)');
    expect(address()).toBe('/?records=2023-05-01');
    expect(screen.getByTestId('chosen').getAttribute('x')).not.toBe(marked);
    await userEvent.click(await button('Hide the records'));
    expect(screen.queryByTestId('chosen')).toBeNull();
  });

  it('are of the period that is pressed in the table, which is marked', async () => {
    await details();
    await screen.findByRole('slider');
    await userEvent.click(screen.getAllByRole('radio', { name: 'Table' })[0]);
    expect(getRecords).not.toHaveBeenCalled();
    await userEvent.click(await button('Feb 2026'));
    await heading('Records of February 2026 (10)');
    const marked = screen
      .getAllByRole('row')
      .filter(row => row.hasAttribute('aria-current'));
    expect(marked).toHaveLength(1);
    expect(marked[0]).toHaveTextContent(/^Feb 2026/);
  });

  it('are compared with those of another period, as the address says', async () => {
    await details('?records=2026-04-01');
    await heading('Records of April 2026 (4)');
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: 'Compare with' }),
      'Feb 2026',
    );
    await heading('April 2026 compared with February 2026');
    expect(address()).toBe('/?records=2026-04-01&against=2026-02-01');
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: 'Compare with' }),
      'No other period',
    );
    await heading('Records of April 2026 (4)');
    expect(address()).toBe('/?records=2026-04-01');
  });

  it('are not chosen by periods that are not judged', async () => {
    await details('?period=quarter');
    const slider = await screen.findByRole('slider');
    expect(screen.queryByText(/to choose another period/)).toBeNull();
    fireEvent.click(slider, { clientX: 0 });
    expect(await button('Records of April 2026')).toBeInTheDocument();
    expect(getRecords).not.toHaveBeenCalled();
    await userEvent.click(screen.getAllByRole('radio', { name: 'Table' })[0]);
    expect(await screen.findByText('Q1 2026')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Q1 2026' })).toBeNull();
  });
});
