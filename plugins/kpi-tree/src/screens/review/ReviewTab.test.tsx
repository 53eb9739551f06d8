import { ConflictError } from '@backstage/errors';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInPortal } from '../../__testUtils__/renderInPortal';
import { MockKpiTreeApi } from '../../fixtures';
import { ReviewTab } from './ReviewTab';

const search = '?tab=review&scope=component:default/actions';

const show = (options: Parameters<typeof renderInPortal>[1] = {}) =>
  renderInPortal(<ReviewTab />, { search, ...options });

const press = async (name: string | RegExp) =>
  userEvent.click(await screen.findByRole('button', { name }));

const section = async (name: string) =>
  within(await screen.findByRole('region', { name }));

describe('the reviews of a scope', () => {
  it('are listed, and opened by their address', async () => {
    await show();
    const link = await screen.findByRole('link', { name: 'March 2026' });
    expect(screen.getByText('Closed')).toBeVisible();
    await userEvent.click(link);
    expect(
      await screen.findByRole('heading', { name: 'Review of Actions' }),
    ).toBeVisible();
    expect(screen.getByTestId('address')).toHaveTextContent('review=r1');
  });

  it('may be begun of a period that is over, by who may', async () => {
    await show();
    const period = await screen.findByRole('combobox', { name: 'Period' });
    expect(period).toHaveDisplayValue('April 2026');
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: 'Kind of period' }),
      'Quarter',
    );
    expect(period).toHaveDisplayValue('Q1 2026');
    await press('Begin the review');
    expect(
      await screen.findByRole('heading', { name: 'Review of Actions' }),
    ).toBeVisible();
  });

  it('are not begun by others', async () => {
    await show({
      api: { getReviews: async () => ({ items: [], mayWrite: false }) },
    });
    expect(
      await screen.findByText(
        'Nobody has reviewed this scope by this tree yet.',
      ),
    ).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'Begin the review' }),
    ).not.toBeInTheDocument();
  });
});

describe('a review', () => {
  it('shows what was decided, what is done, and what is missing', async () => {
    await show({ search: `${search}&review=r1` });
    expect(
      await screen.findByText('This is what it showed when it was closed.'),
    ).toBeVisible();
    const decided = await section('Decisions');
    expect(decided.getByText(/A runbook for each alert/)).toBeVisible();
    expect(decided.getByText('calm')).toBeVisible();
    expect(decided.queryByRole('textbox')).not.toBeInTheDocument();
    const urgent = await section('KPIs that need attention');
    const kpi = urgent.getByRole('link', { name: 'Mean time to restore' });
    expect(kpi).toHaveAttribute(
      'href',
      expect.stringContaining('kpi=incident-mttr&asOf=2026-03-31'),
    );
    const actions = within(
      urgent.getByRole('list', { name: 'Actions: Mean time to restore' }),
    );
    expect(actions.getByText(/Two people on call/)).toBeVisible();
    expect(actions.getByText('Worked')).toBeVisible();
    expect(
      urgent.getByText(/At risk: The runbooks help, four are left/),
    ).toBeVisible();
    expect(
      (await section('Definitions in force')).getByText(
        /incident-mttr \(version 2\)/,
      ),
    ).toBeVisible();
    const print = jest.spyOn(window, 'print').mockImplementation();
    await press('Print');
    expect(print).toHaveBeenCalled();
  });

  it('is written and closed by who may', async () => {
    await show();
    await press('Begin the review');
    const last = await section('Decided last time');
    expect(last.getByText(/A runbook for each alert/)).toBeVisible();
    await press('Add a decision');
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Decision 1' }),
      'Fewer releases on Fridays',
    );
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Notes' }),
      'A hard month',
    );
    await press('Save');
    expect(await screen.findByText('Saved')).toBeVisible();
    await press('Close the review');
    expect(
      await screen.findByText('This is what it showed when it was closed.'),
    ).toBeVisible();
    const decided = await section('Decisions');
    expect(decided.getByText(/Fewer releases on Fridays/)).toBeVisible();
    expect(decided.getByText('A hard month')).toBeVisible();
  });

  it('keeps what was typed where somebody else changed it meanwhile', async () => {
    const api = new MockKpiTreeApi();
    const { id } = await api.beginReview({
      scope: 'component:default/actions',
      tree: 'it-transformation',
      periodType: 'month',
      period: '2026-04-01',
    });
    const writeReview = jest.fn(
      async (...args: Parameters<typeof api.writeReview>) => {
        const [, version] = args;
        if (version === 1) {
          throw new ConflictError('Somebody changed it');
        }
        return api.writeReview(...args);
      },
    );
    await show({
      search: `${search}&review=${id}`,
      api: { getReview: key => api.getReview(key), writeReview },
    });
    const notes = await screen.findByRole('textbox', { name: 'Notes' });
    await userEvent.type(notes, 'Mine');
    await api.writeReview(id, 1, { notes: 'Theirs', decisions: [] });
    await press('Save');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'user:default/guest has changed the review meanwhile.',
    );
    expect(notes).toHaveValue('Mine');
    await press('Save mine over it');
    await waitFor(async () =>
      expect((await api.getReview(id)).notes).toBe('Mine'),
    );
  });
});
