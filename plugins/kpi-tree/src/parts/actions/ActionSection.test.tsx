import { ConflictError } from '@backstage/errors';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ActionFields } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { renderInPortal } from '../../__testUtils__/renderInPortal';
import { MockKpiTreeApi, sampleActions } from '../../fixtures';
import { ActionSection } from './ActionSection';

const subject = { scope: 'component:default/actions', kpi: 'incident-mttr' };

const show = (options?: Parameters<typeof renderInPortal>[1]) =>
  renderInPortal(
    <ActionSection
      subject={subject}
      title="Mean time to restore"
      unit="h"
      owner="group:default/incident-management"
      today="2026-05-15"
    />,
    options,
  );

const item = async (title: string) => {
  const items = await screen.findAllByRole('listitem');
  const found = items.find(each => within(each).queryByText(title));
  return within(found ?? document.createElement('li'));
};
const plain = (text: string | null | undefined) =>
  text?.replace(/[\u00a0\u202f]/g, ' ');
const press = async (name: string | RegExp) =>
  userEvent.click(await screen.findByRole('button', { name }));

describe('the actions of a KPI', () => {
  it('say how far they are, who does them, and what they came to', async () => {
    await show();
    const late = await item('A runbook for each alert');
    expect(late.getByText('Open')).toBeVisible();
    expect(late.getByText('Overdue')).toBeVisible();
    expect(late.getByText('due 30 Apr 2026')).toBeVisible();
    expect(
      late.getByRole('link', { name: 'incident-management' }),
    ).toBeVisible();
    const done = await item('Two people on call');
    expect(done.getByText('Done')).toBeVisible();
    expect(done.queryByText('Overdue')).not.toBeInTheDocument();
    expect(plain(done.getByText('Worked').parentElement?.textContent)).toBe(
      'Worked: 3.4 h before (24 months), 2.1 h since (6 months); the difference is −1.3 h (−2 h to −0.7 h, 99%).',
    );
  });

  it('show text, links, what is expected and their history on demand', async () => {
    await show();
    await press('Details of A runbook for each alert');
    expect(screen.getByTestId('address')).toHaveTextContent('/?action=a1');
    expect(await screen.findByText('ten')).toBeVisible();
    expect(screen.getByRole('link', { name: /OPS-7/ })).toHaveAttribute(
      'href',
      'https://tickets.example/OPS-7',
    );
    expect(plain(screen.getByText('Expected').parentElement?.textContent)).toBe(
      'Expected a change of −20% by 31 Dec 2026',
    );
    expect(await screen.findByText('added')).toBeVisible();
  });

  it('are added with a title and who does it', async () => {
    await show({ search: '?action=new' });
    const dialog = within(await screen.findByRole('dialog'));
    const save = dialog.getByRole('button', { name: 'Save' });
    expect(save).toBeDisabled();
    await userEvent.type(
      dialog.getByRole('textbox', { name: /^Title\W*$/ }),
      'Drills',
    );
    await userEvent.selectOptions(
      dialog.getByRole('combobox', { name: 'What is expected' }),
      'A value',
    );
    expect(save).toBeDisabled();
    await userEvent.type(
      dialog.getByRole('spinbutton', { name: /^Value in h/ }),
      '2',
    );
    await press('Add a link');
    await userEvent.type(
      dialog.getByRole('textbox', { name: /^Address of link 1/ }),
      'https://x.example/1',
    );
    await userEvent.click(save);
    const drills = await item('Drills');
    expect(drills.getByText('Open')).toBeVisible();
    expect(drills.getByText('from 15 May 2026')).toBeVisible();
    expect(screen.getByTestId('address')).toHaveTextContent(/^\/$/);
  });

  it('are started, done, called off and reopened in one press', async () => {
    const updateAction = jest.fn();
    const api = new MockKpiTreeApi();
    await show({
      api: {
        getActions: query => api.getActions(query),
        updateAction: async (...args) => {
          updateAction(...args);
          return api.updateAction(...args);
        },
      },
    });
    await press('Mark as done: A runbook for each alert');
    const late = await item('A runbook for each alert');
    expect(await late.findByText('done 15 May 2026')).toBeVisible();
    expect(updateAction).toHaveBeenCalledWith(
      'a1',
      1,
      expect.objectContaining({
        state: 'done',
        start: '2026-03-01',
        done: '2026-05-15',
      }),
    );
    await press('Reopen: A runbook for each alert');
    await press('Call off: A runbook for each alert');
    expect(
      await (await item('A runbook for each alert')).findByText('Cancelled'),
    ).toBeVisible();
  });

  it('keep what was typed where somebody else changed them meanwhile', async () => {
    const api = new MockKpiTreeApi();
    const saved: ActionFields[] = [];
    const theirs = {
      ...sampleActions[0],
      due: '2026-09-30',
      version: 2,
      changedBy: 'user:default/john',
    };
    await show({
      api: {
        getActions: query => api.getActions(query),
        getAction: async () => theirs,
        updateAction: async (_id, version, fields) => {
          if (version !== 2) {
            throw new ConflictError('Action a1 was changed');
          }
          saved.push(fields);
          return theirs;
        },
      },
    });
    await press('Edit A runbook for each alert');
    const dialog = within(await screen.findByRole('dialog'));
    const title = dialog.getByRole('textbox', { name: /^Title\W*$/ });
    await userEvent.clear(title);
    await userEvent.type(title, 'Runbooks');
    await userEvent.click(dialog.getByRole('button', { name: 'Save' }));
    const notice = within(await dialog.findByRole('alert'));
    expect(notice.getByText(/^user:default\/john changed/)).toBeVisible();
    expect(
      notice.getByRole('row', { name: /^Title A runbook.* Runbooks$/ }),
    ).toBeVisible();
    expect(
      notice.getByRole('row', { name: /^Due on 30 Sept 2026 30 Apr 2026$/ }),
    ).toBeVisible();
    expect(title).toHaveValue('Runbooks');
    await userEvent.click(
      notice.getByRole('button', { name: 'Save mine instead' }),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(saved).toEqual([
      expect.objectContaining({ title: 'Runbooks', due: '2026-04-30' }),
    ]);
  });

  it('take over what somebody else saved', async () => {
    const theirs = { ...sampleActions[0], title: 'Theirs', version: 2 };
    await show({
      api: {
        getAction: async () => theirs,
        updateAction: async () => {
          throw new ConflictError('Action a1 was changed');
        },
      },
    });
    await press('Edit A runbook for each alert');
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Save' }));
    await userEvent.click(
      await dialog.findByRole('button', { name: 'Take theirs' }),
    );
    expect(dialog.getByRole('textbox', { name: /^Title\W*$/ })).toHaveValue(
      'Theirs',
    );
    expect(dialog.getByRole('button', { name: 'Save' })).toBeEnabled();
  });

  it('are shown to whoever may not write any', async () => {
    await show({
      search: '?action=new',
      api: {
        getActions: async () => ({
          items: sampleActions.map(action => ({ ...action, mayWrite: false })),
          total: 3,
          mayAdd: false,
        }),
      },
    });
    expect(await screen.findByText('Two people on call')).toBeVisible();
    expect(
      screen.queryByRole('button', { name: /Add|Edit|Mark|Call/ }),
    ).not.toBeInTheDocument();
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('take no room where there is nothing to show or do', async () => {
    await show({
      api: { getActions: async () => ({ items: [], total: 0, mayAdd: false }) },
    });
    await waitFor(() =>
      expect(screen.queryByText('Actions')).not.toBeInTheDocument(),
    );
  });
});
