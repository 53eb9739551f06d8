import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { RecordChanges } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { renderInPortal } from '../../__testUtils__/renderInPortal';
import { MockKpiTreeApi, sampleRecordChanges } from '../../fixtures';
import { ComparedRecords } from './ComparedRecords';

const scope = 'component:default/actions';

type Options = {
  kpi?: string;
  getRecordChanges?: MockKpiTreeApi['getRecordChanges'];
};

const show = ({ kpi = 'incidents', getRecordChanges }: Options = {}) =>
  renderInPortal(
    <ComparedRecords
      scope={scope}
      kpi={kpi}
      period="2026-04-01"
      against="2026-03-01"
      periodType="month"
      timeZone="UTC"
    />,
    getRecordChanges ? { api: { getRecordChanges } } : {},
  );

/** What the backend answers, with something else of it. */
const answers = (change: Partial<RecordChanges>) =>
  jest.fn(
    async (...request: Parameters<MockKpiTreeApi['getRecordChanges']>) => ({
      ...sampleRecordChanges(...request),
      ...change,
    }),
  );

const plain = (text: string | null) => text?.replace(/[\u00a0\u202f]/g, ' ');

const rowsOf = async (name: string) =>
  within(await screen.findByRole('table', { name }))
    .getAllByRole('row')
    .map(row => [...row.children].map(cell => plain(cell.textContent)));

const heading = 'April 2026 compared with March 2026';

const one = (value: number) => ({ records: 1, value, weight: null });
const none = { records: 0, value: null, weight: null };

/** A backlog at the end of two months. */
const backlog: Partial<RecordChanges> = {
  fold: 'sum',
  unit: '1',
  columns: [
    { name: 'number', type: 'text' },
    { name: 'priority', type: 'text' },
  ],
  before: { records: 3, value: 3, weight: null },
  after: { records: 3, value: 4, weight: null },
  groups: [
    {
      kind: 'onlyBefore',
      before: one(1),
      after: none,
      items: [
        {
          entityRef: scope,
          place: 'incidents.csv line 2',
          cells: ['INC1', 'high'],
          before: one(1),
          after: null,
          link: 'https://desk.example.com/INC1',
        },
      ],
    },
    {
      kind: 'onlyAfter',
      before: none,
      after: one(1),
      items: [
        {
          entityRef: scope,
          place: 'incidents.csv line 4',
          cells: ['INC3', null],
          before: null,
          after: one(1),
        },
      ],
    },
    {
      kind: 'changed',
      before: one(1),
      after: one(2),
      items: [
        {
          entityRef: scope,
          place: 'incidents.csv line 3',
          cells: ['INC2', 'low'],
          before: one(1),
          after: one(2),
        },
      ],
    },
    { kind: 'same', before: one(1), after: one(1), items: [] },
  ],
  classes: [
    {
      column: 'priority',
      values: [
        { value: 'high', before: one(1), after: none },
        { value: null, before: one(2), after: { ...one(4), records: 3 } },
      ],
    },
  ],
};

describe('the records of two periods', () => {
  it('came, went or stayed, and their differences add up', async () => {
    await show({ getRecordChanges: answers(backlog) });
    expect(await rowsOf(heading)).toEqual([
      [
        'Records',
        'Records in March 2026',
        'Records in April 2026',
        'Value in March 2026',
        'Value in April 2026',
        'Difference',
      ],
      ['Only in March 2026', '1', '0', '1', '0', '−1'],
      ['Only in April 2026', '0', '1', '0', '1', '+1'],
      ['In both, with another value', '1', '1', '1', '2', '+1'],
      ['In both, with the same value', '1', '1', '1', '1', '0'],
      ['All', '3', '3', '3', '4', '+1'],
    ]);
    expect(await rowsOf('By priority')).toEqual([
      expect.arrayContaining(['priority']),
      ['high', '1', '0', '1', '0', '−1'],
      ['blank', '1', '3', '2', '4', '+2'],
      expect.arrayContaining(['All']),
    ]);
    expect(await rowsOf('Only in March 2026 (1)')).toEqual([
      ['number', 'March 2026'],
      ['INC1, Opens in a new windowhigh', '1'],
    ]);
    expect(await rowsOf('In both, with another value (1)')).toEqual([
      ['number', 'March 2026', 'April 2026', 'Difference'],
      ['INC2incidents.csv line 3low', '1', '2', '+1'],
    ]);
  });

  it('have the value and weight of both where it is a mean', async () => {
    await show({ kpi: 'incident-mttr' });
    const rows = await rowsOf(heading);
    expect(rows[0]).not.toContain('Difference');
    expect(rows.at(-1)).toEqual([
      'All',
      '7',
      '4',
      expect.stringMatching(/^1\.85 h over 7$/),
      expect.stringMatching(/^2\.86 h over 4$/),
    ]);
    expect(await rowsOf('Only in April 2026: the largest 2 of 4')).toHaveLength(
      3,
    );
  });

  it('are two lists where nothing says which are the same', async () => {
    const { groups } = sampleRecordChanges(scope, 'incidents');
    await show({ getRecordChanges: answers({ unkeyed: true, groups }) });
    expect(
      await screen.findByText(/^Records cannot be compared one by one/),
    ).toBeVisible();
    expect((await rowsOf(heading)).map(([title]) => title)).toEqual([
      'Records',
      'March 2026',
      'April 2026',
      'All',
    ]);
  });

  it('are those of what it is calculated from, where it is a formula', async () => {
    await show({ kpi: 'availability' });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Mean time to restore' }),
    );
    expect(
      await screen.findByRole('heading', {
        name: `Mean time to restore: ${heading}`,
      }),
    ).toBeVisible();
  });

  it('can be asked for again after an error', async () => {
    const getRecordChanges = jest
      .fn(new MockKpiTreeApi().getRecordChanges)
      .mockRejectedValueOnce(new Error('Gone'));
    await show({ getRecordChanges });
    expect(
      await screen.findByText(/The records could not be compared/),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await rowsOf(heading)).toHaveLength(4);
  });
});
