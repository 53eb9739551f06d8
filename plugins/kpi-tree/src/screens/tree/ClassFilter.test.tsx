import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Scorecard } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { renderInPortal } from '../../__testUtils__/renderInPortal';
import { actionsScorecard, MockKpiTreeApi } from '../../fixtures';
import { sampleBreakdowns } from '../../fixtures/classScorecards';
import { ScorecardView } from './ScorecardView';

const getClassScorecard = jest.fn(new MockKpiTreeApi().getClassScorecard);

beforeEach(() => getClassScorecard.mockClear());

/** One whose KPIs are broken down. */
const scorecard = (): Scorecard => {
  const { trees, ...rest } = actionsScorecard();
  return {
    ...rest,
    trees: trees.map(tree => ({ ...tree, breakdowns: sampleBreakdowns })),
  };
};

const show = (search = '', of = scorecard()) =>
  renderInPortal(<ScorecardView scorecard={of} />, {
    search,
    api: {
      getClassScorecard: getClassScorecard.bind(new MockKpiTreeApi()),
    },
  });

const address = () => screen.getByTestId('address').textContent;
const row = (name: string) =>
  within(screen.getByLabelText('KPI tree'))
    .getByText(name)
    .closest<HTMLElement>('[role="row"]')!;

describe('a tree of one class', () => {
  it('is not offered where no KPI is broken down', async () => {
    await show('', actionsScorecard());
    expect(
      screen.queryByRole('combobox', { name: 'Only the class of' }),
    ).toBeNull();
  });

  it('is chosen, says what counts in it, and keeps it in the address', async () => {
    await show();
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: 'Only the class of' }),
      screen.getByRole('option', { name: /^priority \(2 of \d+ KPIs\)$/ }),
    );
    expect(address()).toBe('/');
    await userEvent.selectOptions(
      await screen.findByRole('combobox', { name: 'Class of priority' }),
      '1 - critical',
    );
    expect(
      await screen.findByText(
        /Only 1 - critical by priority: 2 of 9 KPIs are broken down/,
      ),
    ).toBeVisible();
    expect(address()).toBe('/?class=priority%3A1+-+critical');
    expect(getClassScorecard).toHaveBeenLastCalledWith(
      'component:default/actions',
      { by: 'priority', class: '1 - critical', tree: 'it-transformation' },
    );
    expect(row('Time between incidents').textContent).toContain(
      'not broken down',
    );
    expect(row('Incidents opened').textContent).toContain('No target');
    expect(row('Mean time to restore').textContent).toContain('At risk');
    await userEvent.click(
      screen.getByRole('button', { name: 'Show all classes' }),
    );
    expect(address()).toBe('/');
    expect(row('Time between incidents').textContent).not.toContain(
      'not broken down',
    );
  });

  it('is that of the address, also of what is blank', async () => {
    await show('?class=priority:&asOf=2026-03-31');
    expect(await screen.findByText(/Only \(blank\) by priority/)).toBeVisible();
    expect(getClassScorecard).toHaveBeenLastCalledWith(
      'component:default/actions',
      {
        by: 'priority',
        class: '',
        tree: 'it-transformation',
        asOf: '2026-03-31',
      },
    );
    await userEvent.click(row('Mean time to restore'));
    expect(address()).toContain('breakdown=priority');
  });

  it('says where it could not be loaded', async () => {
    getClassScorecard.mockRejectedValue(new Error('by is priority'));
    await show('?class=priority:1');
    expect(
      await screen.findByText(
        /The values of the class could not be loaded: by is priority/,
      ),
    ).toBeVisible();
    expect(screen.queryByLabelText('KPI tree')).toBeNull();
  });
});
