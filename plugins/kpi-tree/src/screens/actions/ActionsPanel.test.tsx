import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInPortal } from '../../__testUtils__/renderInPortal';
import { MockKpiTreeApi, sampleActions } from '../../fixtures';
import { ActionsPanel } from './ActionsPanel';

const tab = (options?: Parameters<typeof renderInPortal>[1]) =>
  renderInPortal(<ActionsPanel />, options);
const address = () => screen.getByTestId('address').textContent;
const list = (group: string) =>
  screen.findByRole('list', { name: `Actions: ${group}` });
const select = async (label: string, option: string) =>
  userEvent.selectOptions(
    await screen.findByRole('combobox', { name: label }),
    option,
  );

const asked = () => {
  const api = new MockKpiTreeApi();
  return jest.fn((query: Parameters<typeof api.getActions>[0]) =>
    api.getActions(query),
  );
};

describe('the tab of actions', () => {
  it('lists those that are not finished, by state, with what they are for', async () => {
    const getActions = asked();
    await tab({ api: { getActions } });
    const open = within(await list('Open'));
    expect(open.getByText('A runbook for each alert')).toBeVisible();
    expect(
      open.getByRole('link', { name: 'Mean time to restore' }),
    ).toHaveAttribute(
      'href',
      '/kpi-tree/kpis/component/default/actions/incident-mttr?action=a1',
    );
    expect(open.getByRole('link', { name: 'Actions' })).toHaveAttribute(
      'href',
      '/catalog/default/component/actions',
    );
    expect(
      within(await list('Proposed')).getAllByRole('listitem'),
    ).toHaveLength(1);
    expect(screen.queryByText('Two people on call')).not.toBeInTheDocument();
    expect(getActions).toHaveBeenCalledWith(
      expect.objectContaining({
        scope: 'all',
        below: true,
        state: ['proposed', 'open'],
      }),
    );
  });

  it('is narrowed by state and by what they came to, which the address keeps', async () => {
    const getActions = asked();
    await tab({ api: { getActions } });
    await select('Show', 'Overdue');
    expect(address()).toBe('/?show=overdue');
    await waitFor(() =>
      expect(getActions).toHaveBeenLastCalledWith(
        expect.objectContaining({ overdue: true }),
      ),
    );
    await select('Show', 'Not finished');
    await select('What it came to', 'Worked');
    expect(address()).toBe('/?effect=worked&show=all');
    expect(
      within(await list('Done')).getByText('Two people on call'),
    ).toBeVisible();
    expect(screen.queryByText('A runbook for each alert')).toBeNull();
  });

  it('shows whose actions one asks for: mine, or those of another', async () => {
    const getActions = asked();
    await tab({ search: '?owner=mine', api: { getActions } });
    const picker = await screen.findByRole('textbox', { name: 'Who does it' });
    expect(picker).toHaveValue('Me and my groups');
    await waitFor(() =>
      expect(getActions).toHaveBeenLastCalledWith(
        expect.objectContaining({
          owner: expect.arrayContaining([expect.stringMatching(/^user:/)]),
        }),
      ),
    );
    await userEvent.clear(picker);
    await userEvent.type(picker, 'incident');
    await userEvent.click(
      await screen.findByRole('option', { name: /incident-management/ }),
    );
    expect(address()).toBe('/?owner=group%3Adefault%2Fincident-management');
    await list('Open');
    expect(getActions).toHaveBeenLastCalledWith(
      expect.objectContaining({
        owner: ['group:default/incident-management'],
      }),
    );
  });

  it('shows those of a part of the tree, with what is below it', async () => {
    const getActions = asked();
    await tab({ api: { getActions } });
    await list('Open');
    const part = await screen.findByRole('combobox', {
      name: 'Part of the tree',
    });
    await userEvent.selectOptions(
      part,
      await within(part).findByRole('option', { name: /Mean time to restore/ }),
    );
    expect(address()).toMatch(/node=/);
    await waitFor(() =>
      expect(getActions).toHaveBeenLastCalledWith(
        expect.objectContaining({
          tree: 'it-transformation',
          node: expect.stringContaining('incident-mttr'),
          below: true,
        }),
      ),
    );
  });

  it('groups them by who does them, or by KPI', async () => {
    await tab();
    await list('Open');
    await userEvent.click(screen.getByRole('radio', { name: 'KPI' }));
    expect(address()).toBe('/?group=kpi');
    await list('Mean time to restore');
    await list('Incidents opened');
    await userEvent.click(screen.getByRole('radio', { name: 'Who does it' }));
    await list('group:default/platform');
  });

  it('changes one where it stands', async () => {
    await tab();
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Edit A runbook for each alert',
      }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    const title = dialog.getByRole('textbox', { name: /^Title\W*$/ });
    await userEvent.type(title, ' of ours');
    await userEvent.click(dialog.getByRole('button', { name: 'Save' }));
    expect(
      await screen.findByText('A runbook for each alert of ours'),
    ).toBeVisible();
  });

  it('adds one for a node of the tree', async () => {
    const addAction = jest.fn(async () => sampleActions[0]);
    await tab({
      search: '?tree=it-transformation&node=detect-to-correct&action=new',
      api: {
        getActions: async () => ({ items: [], total: 0, mayAdd: true }),
        addAction,
      },
    });
    const dialog = within(await screen.findByRole('dialog'));
    expect(
      dialog.queryByRole('combobox', { name: 'What is expected' }),
    ).not.toBeInTheDocument();
    await userEvent.type(
      dialog.getByRole('textbox', { name: /^Title\W*$/ }),
      'Drills',
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(addAction).toHaveBeenCalledWith(
        {
          scope: 'all',
          tree: 'it-transformation',
          node: 'detect-to-correct',
        },
        expect.objectContaining({ title: 'Drills', state: 'open' }),
      ),
    );
  });

  it('says that there is none, or none of those asked for', async () => {
    const api = { getActions: async () => ({ items: [], total: 0 }) };
    await tab({ api });
    await screen.findByText('No action is like that.');
    await userEvent.click(screen.getByRole('button', { name: 'Show all' }));
    expect(address()).toBe('/?show=all');
    expect(await screen.findByText('No action here yet')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Open the tree' })).toHaveAttribute(
      'href',
      '/?tab=tree',
    );
  });

  it('can be asked for again after an error', async () => {
    const getActions = asked().mockRejectedValueOnce(
      new Error('the database is down'),
    );
    await tab({ api: { getActions } });
    await screen.findByText(/The actions could not be loaded/);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await list('Open');
  });
});
