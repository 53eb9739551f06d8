import { mockApis } from '@backstage/test-utils';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInPortal } from '../../__testUtils__/renderInPortal';
import copyToClipboard from 'copy-to-clipboard';
import { MockKpiTreeApi } from '../../fixtures';
import { PortfolioContent } from '../../screens/portal/PortfolioContent';
import type { PortfolioDefaults } from '../../screens/portal/PortfolioDefaults';

jest.mock('copy-to-clipboard', () => jest.fn(() => true));

const page = (
  search: string,
  {
    defaults = {},
    ...options
  }: Parameters<typeof renderInPortal>[1] & {
    defaults?: PortfolioDefaults;
  } = {},
) => renderInPortal(<PortfolioContent {...defaults} />, { search, ...options });
const address = () =>
  decodeURIComponent(screen.getByTestId('address').textContent ?? '');
const tree = () => screen.findByLabelText('KPI tree', { selector: 'table' });

/** The storage of a user who looked at something before. */
const remembering = (view: Record<string, string>) => {
  const storage = mockApis.storage();
  storage.forBucket('kpi-tree').set('view', view);
  return storage;
};

describe('the day of the view', () => {
  it('can be the end of a quarter, is shown, and leads back to now', async () => {
    const getScorecard = jest.fn(new MockKpiTreeApi().getScorecard);
    await page('?tab=tree', { api: { getScorecard } });
    await tree();
    await userEvent.click(screen.getByLabelText(/As of/));
    await userEvent.click(
      await screen.findByRole('option', { name: /^End of last year/ }),
    );
    const day = `${new Date().getUTCFullYear() - 1}-12-31`;
    expect(address()).toBe(`/?tab=tree&asOf=${day}&scope=all`);
    await waitFor(() =>
      expect(getScorecard).toHaveBeenLastCalledWith('all', { asOf: day }),
    );
    expect(await screen.findByText(/^As of 31 December/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Back to now' }));
    expect(address()).toBe('/?tab=tree&scope=all');
  });

  it('can be any day that has been', async () => {
    await page('?tab=tree');
    await tree();
    await userEvent.click(screen.getByLabelText(/As of/));
    await userEvent.click(
      await screen.findByRole('option', { name: 'Another day …' }),
    );
    const field = await screen.findByLabelText('Day');
    fireEvent.change(field, { target: { value: '2999-01-01' } });
    expect(screen.getByText('Choose a day in the past')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Show' })).toBeDisabled();
    fireEvent.change(field, { target: { value: '0202-01-01' } });
    expect(
      screen.getByText('Choose 1 January 1900 or a later day'),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Show' })).toBeDisabled();
    fireEvent.change(field, { target: { value: '2026-03-31' } });
    await userEvent.click(screen.getByRole('button', { name: 'Show' }));
    expect(address()).toBe('/?tab=tree&asOf=2026-03-31&scope=all');
  });

  it('is now where the address names none that there is', async () => {
    for (const day of ['0000-01-01', '9999-12-31', '2026-02-30', 'soon']) {
      const getScorecard = jest.fn(new MockKpiTreeApi().getScorecard);
      const { unmount } = await page(`?tab=tree&asOf=${day}&compare=${day}`, {
        api: { getScorecard },
      });
      await tree();
      expect(getScorecard).toHaveBeenCalledWith('all');
      expect(getScorecard).toHaveBeenCalledTimes(1);
      unmount();
    }
  });

  it('can be compared with another', async () => {
    const getScorecard = jest.fn(new MockKpiTreeApi().getScorecard);
    await page('?tab=tree&asOf=2026-03-31', { api: { getScorecard } });
    await tree();
    await userEvent.click(screen.getByLabelText(/Compare with/));
    await userEvent.click(
      await screen.findByRole('option', {
        name: 'A year before (31 March 2025)',
      }),
    );
    await waitFor(() =>
      expect(getScorecard).toHaveBeenLastCalledWith('all', {
        asOf: '2026-03-31',
        compare: '2025-03-31',
      }),
    );
  });
});

describe('the filters of the view', () => {
  it('leave what passes, and can be taken away one by one', async () => {
    await page('?tab=tree&statuses=at-risk,stale');
    const table = await tree();
    expect(within(table).getByText('Mean time to restore')).toBeInTheDocument();
    const chips = screen.getByRole('list', { name: 'Filters' });
    expect(chips).toHaveTextContent('Status: At risk');
    await userEvent.click(
      within(chips).getByRole('button', {
        name: 'Remove the filter Status: At risk',
      }),
    );
    expect(address()).toBe('/?tab=tree&statuses=stale&scope=all');
    expect(
      within(table).queryByText('Mean time to restore'),
    ).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Clear' }));
    expect(address()).toBe('/?tab=tree&scope=all');
    expect(within(table).getByText('Mean time to restore')).toBeInTheDocument();
  });

  it('are chosen among what the tree has', async () => {
    await page('?tab=tree');
    await tree();
    await userEvent.click(screen.getByRole('button', { name: 'Filters' }));
    const dialog = await screen.findByRole('dialog', { name: 'Filters' });
    await userEvent.click(within(dialog).getByLabelText('Value stream'));
    await userEvent.click(
      await screen.findByRole('option', { name: 'Detect to Correct' }),
    );
    expect(address()).toBe('/?tab=tree&streams=detect-to-correct&scope=all');
  });

  it('say if nothing passes', async () => {
    await page('?tab=tree&tags=nobody-has-this');
    expect(
      await screen.findByText('No KPI of this tree matches the filters.'),
    ).toBeInTheDocument();
  });
});

describe('the last view', () => {
  it('is taken where the address says nothing', async () => {
    await page('', {
      storage: remembering({
        scope: 'domain:default/github',
        statuses: 'at-risk',
      }),
      defaults: { defaultTab: 'tree', defaultScope: 'group:default/none' },
    });
    await tree();
    expect(address()).toBe(
      '/?statuses=at-risk&scope=domain:default/github&tab=tree',
    );
  });

  it('is not taken where a link says what to show', async () => {
    await page('?tab=tree&scope=all', {
      storage: remembering({ scope: 'domain:default/github' }),
    });
    await tree();
    expect(address()).toBe('/?tab=tree&scope=all');
  });

  it('is remembered without its day', async () => {
    const storage = mockApis.storage();
    await page('?tab=tree&asOf=2026-03-31&tags=dora', { storage });
    await screen.findByText('No KPI of this tree matches the filters.');
    await userEvent.click(screen.getByRole('textbox', { name: 'Scope' }));
    await userEvent.click(
      await screen.findByRole('option', { name: 'Automation' }),
    );
    expect(storage.forBucket('kpi-tree').snapshot('view').value).toEqual({
      scope: 'system:default/automation',
      tags: 'dora',
    });
  });
});

describe('the page as it is set up', () => {
  it('has the tabs in the order given, and starts as configured', async () => {
    await page('', {
      defaults: {
        tabs: ['tree', 'quality'],
        defaultScope: 'domain:default/github',
        defaultFilters: { statuses: ['at-risk'], tags: [] },
      },
    });
    await tree();
    expect(screen.getAllByRole('tab').map(each => each.textContent)).toEqual([
      'Goal tree',
      'Quality',
    ]);
    expect(address()).toBe(
      '/?statuses=at-risk&scope=domain:default/github&tab=tree',
    );
  });
});

describe('a link to share', () => {
  it('says all that the view is about', async () => {
    await page('?statuses=at-risk&tab=tree');
    await tree();
    await userEvent.click(
      screen.getByRole('button', { name: 'Share this view' }),
    );
    expect(copyToClipboard).toHaveBeenCalledWith(
      'http://localhost/?statuses=at-risk&tab=tree&scope=all',
    );
    expect(
      await screen.findByRole('button', { name: 'Link copied' }),
    ).toBeInTheDocument();
  });
});

describe('the badge of what the page is about', () => {
  it('is offered for an entity, with the tree that is shown', async () => {
    const getBadge = jest.fn(new MockKpiTreeApi().getBadge);
    await page('?tab=tree&scope=system:default/github', { api: { getBadge } });
    await userEvent.click(await screen.findByRole('button', { name: 'Badge' }));
    expect(
      await screen.findByRole('dialog', { name: 'Badge for a README' }),
    ).toBeInTheDocument();
    await waitFor(() =>
      expect(getBadge).toHaveBeenLastCalledWith(
        'system:default/github',
        expect.objectContaining({ kpi: undefined }),
      ),
    );
  });

  it('is not there for everything, which has none', async () => {
    await page('?tab=tree&scope=all');
    await tree();
    expect(screen.queryByRole('button', { name: 'Badge' })).toBeNull();
  });
});
