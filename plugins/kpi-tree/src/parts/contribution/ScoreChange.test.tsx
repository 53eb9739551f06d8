import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInPortal } from '../../__testUtils__/renderInPortal';
import {
  actionsScorecard,
  MockKpiTreeApi,
  sampleContribution,
} from '../../fixtures';
import { ScoreChange } from './ScoreChange';

const [sample] = actionsScorecard().trees;
const address = () => screen.getByTestId('address').textContent;

/** Of two branches, one worse by 30 points and one better by 10. */
const getScoreContributions = jest.fn(
  async (
    ...[scope, { tree }]: Parameters<MockKpiTreeApi['getScoreContributions']>
  ) => {
    const { kpi: _, ...answer } = sampleContribution(scope, 'incident-mttr');
    const value = (score: number) => ({ value: score, weight: 1 });
    const part = (ref: string, before: number, after: number) => ({
      ref,
      title: ref,
      before: value(before),
      after: value(after),
      rate: (after - before) / 2,
      mix: 0,
      share: (after - before) / 2,
    });
    return {
      ...answer,
      tree,
      by: 'child' as const,
      unit: 'points',
      direction: 'higher' as const,
      before: { ...answer.before, value: 75 },
      after: { ...answer.after, value: 55 },
      change: -20,
      parts: [part('operations', 90, 30), part('releases', 60, 80)],
      others: null,
      sentences: ['55 in April 2026 after 75 in March 2026.'],
    };
  },
);

it('tells which branches changed the score, once it is asked for', async () => {
  await renderInPortal(<ScoreChange scope="all" tree={sample} />, {
    api: { getScoreContributions },
  });
  expect(getScoreContributions).not.toHaveBeenCalled();
  const button = screen.getByRole('button', { name: 'What changed the score' });
  expect(button).toHaveAttribute('aria-expanded', 'false');
  await userEvent.click(button);
  expect(address()).toBe('/?why=score');
  const chart = await screen.findByRole('list', { name: /^From March 2026/ });
  expect(
    within(chart)
      .getAllByRole('listitem')
      .map(row => row.textContent?.replace(/\u00a0/g, ' ')),
  ).toEqual([
    'March 202675',
    'operations−30 points, worse',
    'releases+10 points, better',
    'April 202655',
  ]);
  expect(getScoreContributions).toHaveBeenCalledWith('all', {
    tree: 'it-transformation',
    node: 'it-transformation',
  });
  await userEvent.click(button);
  expect(address()).toBe('/');
  expect(screen.queryByRole('list', { name: /^From/ })).toBeNull();
});

it('can be asked for again after an error', async () => {
  await renderInPortal(<ScoreChange scope="all" tree={sample} />, {
    search: '?why=score',
    api: {
      getScoreContributions: jest
        .fn(getScoreContributions)
        .mockRejectedValueOnce(new Error('the database is down')),
    },
  });
  await screen.findByText(/What changed the score could not be loaded/);
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(
    await screen.findByText('55 in April 2026 after 75 in March 2026.'),
  ).toBeInTheDocument();
});

it('explains the first node that has several branches', async () => {
  const only = { ...sample, root: { ...sample.root, children: [sample.root] } };
  only.root.id = 'top';
  await renderInPortal(<ScoreChange scope="all" tree={only} />, {
    api: { getScoreContributions },
    search: '?why=score',
  });
  await screen.findByRole('list', { name: /^From March 2026/ });
  expect(getScoreContributions).toHaveBeenLastCalledWith('all', {
    tree: 'it-transformation',
    node: 'it-transformation',
  });
});

it.each([
  ['2026-02-17', '2025-12-01', '2026-01-01'],
  ['2026-02-01', '2025-12-01', '2026-01-01'],
  ['2026-01-31', '2025-11-01', '2025-12-01'],
])(
  'explains of %s the months that were complete then',
  async (day, from, to) => {
    await renderInPortal(<ScoreChange scope="all" tree={sample} />, {
      api: { getScoreContributions },
      search: `?why=score&asOf=${day}`,
    });
    await screen.findByRole('list', { name: /^From March 2026/ });
    expect(getScoreContributions).toHaveBeenLastCalledWith('all', {
      tree: 'it-transformation',
      node: 'it-transformation',
      from,
      to,
    });
  },
);
