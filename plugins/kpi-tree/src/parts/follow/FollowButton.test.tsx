import { alertApiRef } from '@backstage/core-plugin-api';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import type { Followed } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { kpiTreeApiRef } from '../../api';
import { MockKpiTreeApi } from '../../fixtures/MockKpiTreeApi';
import { FollowButton } from './FollowButton';

const a = 'component:default/a';

async function show(items: Followed[], { sendsMessages = true } = {}) {
  const api = new MockKpiTreeApi();
  const state = { items, sendsMessages };
  jest.spyOn(api, 'getFollows').mockImplementation(async () => ({ ...state }));
  jest.spyOn(api, 'follow').mockImplementation(async followed => {
    state.items = [...state.items, followed];
    return followed;
  });
  jest.spyOn(api, 'unfollow').mockImplementation(async () => {
    state.items = [];
  });
  const post = jest.fn();
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [kpiTreeApiRef, api],
        [alertApiRef, { post, alert$: jest.fn() }],
      ]}
    >
      <FollowButton scope={a} kpi="mttr" />
      <p>ready</p>
    </TestApiProvider>,
  );
  return { api, post };
}

describe('FollowButton', () => {
  it('follows a KPI, and follows it no more', async () => {
    const { api } = await show([{ scope: a }]);
    const button = await screen.findByRole('button', { name: 'Follow' });
    expect(button).toHaveAttribute('aria-pressed', 'false');
    await userEvent.click(button);
    expect(api.follow).toHaveBeenCalledWith({ scope: a, kpi: 'mttr' });
    const followed = await screen.findByRole('button', { name: 'Following' });
    expect(followed).toHaveAttribute('aria-pressed', 'true');
    await userEvent.click(followed);
    expect(api.unfollow).toHaveBeenCalledWith({ scope: a, kpi: 'mttr' });
    await screen.findByRole('button', { name: 'Follow' });
  });

  it('says why it could not', async () => {
    const { api, post } = await show([]);
    jest.spyOn(api, 'follow').mockRejectedValue(new Error('too many'));
    await userEvent.click(await screen.findByRole('button'));
    await waitFor(() =>
      expect(post).toHaveBeenCalledWith({
        message: 'That could not be changed: too many',
        severity: 'error',
      }),
    );
  });

  it('is not there where no messages are sent', async () => {
    const { api } = await show([], { sendsMessages: false });
    await screen.findByText('ready');
    await waitFor(() => expect(api.getFollows).toHaveBeenCalled());
    expect(screen.queryByRole('button')).toBeNull();
  });
});
