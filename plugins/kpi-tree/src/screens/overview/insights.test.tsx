import { NotFoundError } from '@backstage/errors';
import type { InsightPage } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { deferred, renderInPortal } from '../../__testUtils__/renderInPortal';
import { MockKpiTreeApi, sampleInsights } from '../../fixtures';
import { PortfolioContent } from '../portal/PortfolioContent';

const page = (options?: Parameters<typeof renderInPortal>[1]) =>
  renderInPortal(<PortfolioContent />, options);
const address = () => screen.getByTestId('address').textContent;
const list = () => screen.findByRole('list', { name: 'What moved' });
const item = async (name: RegExp) => {
  const [found] = within(await list()).getAllByRole('link', { name });
  return found.closest<HTMLElement>('li')!;
};

const showAll = async () =>
  userEvent.click(
    await screen.findByRole('button', { name: 'Show all that moved' }),
  );

describe('what moved', () => {
  it('is the first that one sees, the most important first', async () => {
    await page();
    expect(
      await screen.findByRole('tab', { name: 'Overview' }),
    ).toHaveAttribute('aria-selected', 'true');
    await screen.findByRole('link', { name: 'Copilot' });
    const links = within(await list())
      .getAllByRole('link')
      .map(link => link.textContent);
    expect(links.slice(0, 3)).toEqual([
      'Mean time to restore',
      'Copilot',
      'Records',
    ]);
  });

  it('is shown with value, target, status, trend, owner and evidence', async () => {
    await page();
    await screen.findByRole('link', { name: 'Copilot' });
    const copilot = await item(/Copilot/);
    expect(copilot).toHaveTextContent('6.1 h ≤ 2 h');
    expect(copilot).toHaveTextContent(
      'Off target since April 2026: 6.1 h, target 2 h (was at risk)',
    );
    expect(copilot).toHaveTextContent('above the upper limit of 5.2 h');
    expect(copilot).toHaveTextContent(/Off target.*Worsening.*Apr 2026/);
    expect(
      within(copilot).getByRole('link', { name: 'incident-management' }),
    ).toHaveAttribute('href', '/catalog/default/group/incident-management');
  });

  it('says in words whether news are good or bad', async () => {
    await page({
      api: {
        getInsights: async () => ({
          items: sampleInsights,
          since: '2026-04-15',
          partial: false,
        }),
      },
    });
    await showAll();
    for (const [name, word] of [
      ['Copilot', 'Worse'],
      ['Issues', 'Forecast'],
      ['Packages', 'Stale'],
      ['Pages', 'Better'],
      ['Webhooks', 'Changed'],
    ]) {
      const moved = await item(new RegExp(name));
      expect(within(moved).getAllByText(word)[0]).toBeInTheDocument();
    }
  });

  it('leads to the records of its value, for whoever may see some', async () => {
    const { unmount } = await page();
    await screen.findByRole('link', { name: 'Copilot' });
    expect(
      screen.getByRole('link', {
        name: 'Mean time to restore, Copilot: records of April 2026',
      }),
    ).toHaveAttribute(
      'href',
      '/kpi-tree/kpis/component/default/copilot/incident-mttr?records=2026-04-01&tree=it-transformation',
    );
    unmount();
    await page({ allowed: false });
    await screen.findByRole('link', { name: 'Copilot' });
    expect(screen.queryByRole('link', { name: /records of/ })).toBeNull();
  });

  it('leads to no records where its source has none', async () => {
    await page({
      api: {
        getInsights: async () => ({
          items: sampleInsights.map(({ hasRecords, ...insight }) => insight),
          since: '2026-04-15',
          partial: false,
        }),
      },
    });
    await screen.findByRole('link', { name: 'Copilot' });
    expect(screen.queryByRole('link', { name: /records of/ })).toBeNull();
  });

  it('leads to the KPI at its entity, and in the tree of the page', async () => {
    await page();
    await screen.findByRole('link', { name: 'Copilot' });
    expect(
      within(await item(/Copilot/)).getByRole('link', {
        name: 'Mean time to restore',
      }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/component/copilot/kpi-tree?tree=it-transformation&kpi=incident-mttr',
    );
    await userEvent.click(
      within(await list()).getByRole('link', { name: 'Availability' }),
    );
    expect(address()).toBe(
      '/?tree=it-transformation&kpi=availability&tab=tree',
    );
  });

  it('comes page by page', async () => {
    await page();
    await showAll();
    const more = await screen.findByRole('button', { name: 'Show more' });
    expect(within(await list()).getAllByText(/since|chance/)).toHaveLength(6);
    await userEvent.click(more);
    expect(
      await screen.findByRole('link', { name: 'Lines in a change' }),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
  });

  it('is shown since the day, for the scope, that the address says', async () => {
    const getInsights = jest.fn(new MockKpiTreeApi().getInsights);
    await page({ api: { getInsights } });
    await userEvent.click(await screen.findByRole('radio', { name: '1 week' }));
    expect(address()).toBe('/?tab=overview&since=P7D');
    await waitFor(() =>
      expect(getInsights).toHaveBeenLastCalledWith(
        expect.objectContaining({ scope: 'all', since: 'P7D' }),
      ),
    );
    await screen.findByRole('link', { name: 'Copilot' });
    await userEvent.click(screen.getByRole('radio', { name: 'Date' }));
    expect(address()).toBe('/?tab=overview&since=2026-04-15');
    fireEvent.change(
      screen.getByLabelText('Since', { selector: '[type=date]' }),
      {
        target: { value: '2026-03-01' },
      },
    );
    expect(address()).toBe('/?tab=overview&since=2026-03-01');
    await userEvent.click(screen.getByRole('textbox', { name: 'Scope' }));
    await userEvent.click(
      await screen.findByRole('option', { name: 'Automation' }),
    );
    expect(address()).toBe(
      '/?tab=overview&since=2026-03-01&scope=system%3Adefault%2Fautomation',
    );
    await waitFor(() =>
      expect(getInsights).toHaveBeenLastCalledWith(
        expect.objectContaining({
          scope: 'system:default/automation',
          since: '2026-03-01',
        }),
      ),
    );
  });

  it('may be nothing', async () => {
    const nothing = { items: [], since: '2026-04-15', partial: false };
    await page({ api: { getInsights: async () => nothing } });
    expect(
      await screen.findByText(/^Nothing has moved since 15 April 2026/),
    ).toBeInTheDocument();
  });

  it('shows that it is being loaded', async () => {
    const answer = deferred<InsightPage>();
    await page({ api: { getInsights: () => answer.promise } });
    const status = await screen.findByRole('status', {
      name: 'Loading what moved',
    });
    answer.resolve({ items: [], since: '2026-04-15', partial: false });
    await waitFor(() => expect(status).not.toBeInTheDocument());
  });

  it('says what is left out', async () => {
    const getInsights = async () => ({
      items: sampleInsights,
      since: '2026-04-15',
      partial: true,
    });
    await page({ api: { getInsights } });
    expect(
      await screen.findByText(/members that you are not allowed to see/),
    ).toBeInTheDocument();
  });

  it('says why it cannot be shown, and tries again', async () => {
    const getInsights = jest
      .fn(new MockKpiTreeApi().getInsights)
      .mockRejectedValueOnce(new NotFoundError('There is no entity x'));
    await page({ api: { getInsights } });
    expect(await screen.findByText('There is no entity x')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('link', { name: 'Copilot' }),
    ).toBeInTheDocument();
  });
});
