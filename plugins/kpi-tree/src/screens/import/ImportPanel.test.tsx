import {
  configure,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInPortal } from '../../__testUtils__/renderInPortal';
import { MockKpiTreeApi, portfolioScorecard } from '../../fixtures';
import { PortfolioContent } from '../portal/PortfolioContent';
import { useScorecard } from '../../queries/useScorecard';

// The rows are checked a moment after the last change
configure({ asyncUtilTimeout: 10_000 });

const page = (options: Parameters<typeof renderInPortal>[1] = {}) =>
  renderInPortal(<PortfolioContent />, { search: '?tab=import', ...options });

const csv = (text: string, name = 'numbers.csv') =>
  new File([text], name, { type: 'text/csv' });

const choose = async (file: File) =>
  userEvent.upload(await screen.findByLabelText('CSV file'), file);

const rowOf = (line: number) =>
  screen
    .getAllByRole('row')
    .find(row => row.textContent?.startsWith(String(line)))!;

const importFile = () =>
  userEvent.click(screen.getByRole('button', { name: 'Import the file' }));

const right = [
  'Service,Metric,Date,Value',
  'payments,incident-mttr,2026-04-01,3.5',
  'payments,incident-mttr,2026-04-02,4',
].join('\n');

describe('the import of CSV files', () => {
  it('shows what the file says, and stores it', async () => {
    const api = new MockKpiTreeApi();
    const sent: [boolean | undefined, unknown][] = [];
    await page({
      api: {
        pushMeasurements: async (rows, options) => {
          for await (const row of rows) {
            sent.push([
              options.dryRun,
              'measurement' in row && row.measurement,
            ]);
          }
          return api.pushMeasurements([], options);
        },
      },
    });
    await choose(csv(right));
    expect(
      await screen.findByText('The first 2 rows are in order.'),
    ).toBeInTheDocument();
    expect(rowOf(2)).toHaveTextContent(
      '2incident-mttr of component:default/payments in 2026-04-01: 3.5payments',
    );
    expect(sent.map(([dryRun]) => dryRun)).toEqual([true, true]);
    await importFile();
    await screen.findByRole('region', { name: 'Result of the import' });
    expect(sent[2]).toEqual([
      undefined,
      {
        entityRef: 'component:default/payments',
        kpi: 'incident-mttr',
        period: '2026-04-01',
        value: 3.5,
      },
    ]);
  });

  it('has the numbers asked for again', async () => {
    const getScorecard = jest.fn(async () => portfolioScorecard());
    const Numbers = () => <p>{useScorecard('all').value?.asOf}</p>;
    await renderInPortal(
      <>
        <Numbers />
        <PortfolioContent />
      </>,
      { search: '?tab=import', api: { getScorecard } },
    );
    await choose(csv(right));
    await screen.findByText('The first 2 rows are in order.');
    expect(getScorecard).toHaveBeenCalledTimes(1);
    await importFile();
    await screen.findByRole('region', { name: 'Result of the import' });
    await waitFor(() => expect(getScorecard).toHaveBeenCalledTimes(2));
  });

  it('says of which days the file has everything', async () => {
    const api = new MockKpiTreeApi();
    const covered: unknown[] = [];
    await page({
      api: {
        pushMeasurements: async (rows, options) => {
          covered.push(options.covered);
          return api.pushMeasurements(rows, options);
        },
      },
    });
    await choose(csv(right));
    await screen.findByText('The first 2 rows are in order.');
    const enter = (label: RegExp, date: string) =>
      fireEvent.change(screen.getByLabelText(label), {
        target: { value: date },
      });
    enter(/^Complete from/, '2026-04-01');
    expect(
      await screen.findByText(/^Give both the first and the last day/),
    ).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'Import the file' }),
    ).toBeDisabled();
    enter(/^until/, '2026-04-30');
    await screen.findByText('The first 2 rows are in order.');
    await importFile();
    await screen.findByRole('region', { name: 'Result of the import' });
    expect(covered.pop()).toEqual({ from: '2026-04-01', until: '2026-04-30' });
    expect(covered[0]).toBeUndefined();
  });

  it('takes numerators and denominators in place of values', async () => {
    await page();
    await choose(
      csv(
        [
          'Service,Metric,Date,Numerator,Denominator',
          'payments,incident-mttr,2026-04-01,7,2',
          'payments,incident-mttr,2026-04-02,3,0',
          'payments,incident-mttr,2026-04-03,3,',
        ].join('\n'),
      ),
    );
    expect(
      await screen.findByText(/^Of the first 3 rows, 1 would be rejected/),
    ).toBeInTheDocument();
    expect(rowOf(3)).toHaveTextContent(
      'incident-mttr of component:default/payments in 2026-04-02: 3 / 0',
    );
    expect(rowOf(4)).toHaveTextContent('denominator is missing');
    for (const [field, column] of [
      [/^Numerator/, 'Numerator'],
      [/^Denominator/, 'Denominator'],
    ] as const) {
      expect(screen.getByRole('combobox', { name: field })).toHaveDisplayValue(
        column,
      );
    }
    // A value beside them contradicts them
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: /^Value/ }),
      'Numerator',
    );
    expect(
      screen.getByRole('button', { name: 'Import the file' }),
    ).toBeDisabled();
  });

  it('lets one say what columns mean, and one KPI for all rows', async () => {
    await page();
    await choose(csv('what;when;how much;n\npayments;1.4.2026;3,5;7\n'));
    expect(
      await screen.findByText(
        'Choose where entity, KPI, period and value come from.',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Import the file' }),
    ).toBeDisabled();
    const map = (field: RegExp, column: string) =>
      userEvent.selectOptions(
        screen.getByRole('combobox', { name: field }),
        column,
      );
    await map(/^Entity/, 'what');
    await map(/^Period/, 'when');
    await map(/^Value/, 'how much');
    await map(/^Weight/, 'n');
    await map(/^KPI/, 'The same for all rows…');
    await userEvent.type(
      screen.getByRole('combobox', { name: 'KPI of all rows' }),
      'incident-mttr',
    );
    expect(rowOf(2)).toHaveTextContent(
      'period is "1.4.2026": use a date such as 2026-01-31, or say in which order day, month and year are; value is "3,5": use a decimal point, or say that numbers have a decimal comma',
    );
    await userEvent.click(screen.getByRole('radio', { name: '31.12.2026' }));
    await userEvent.click(screen.getByRole('radio', { name: '1234,5' }));
    expect(await screen.findByText('The first row is in order.')).toBeVisible();
    expect(rowOf(2)).toHaveTextContent(
      '2incident-mttr of component:default/payments in 2026-04-01: 3.5, weight 7payments1.4.2026',
    );
  });

  it('says which rows the portal would reject, and gives them back', async () => {
    const urls: Blob[] = [];
    URL.createObjectURL = blob => `blob:${urls.push(blob as Blob)}`;
    URL.revokeObjectURL = () => {};
    await page();
    await choose(
      csv(
        `${right}\npayments,mttr,2026-04-03,5\n"payments, old",incident-mttr,2026-04-03,many\n`,
      ),
    );
    expect(
      await screen.findByText(
        'Of the first 4 rows, 2 would be rejected. The others would be stored.',
      ),
    ).toBeInTheDocument();
    expect(rowOf(4)).toHaveTextContent(
      'kpi is "mttr", which is not a valid Kpi',
    );
    await importFile();
    const result = await screen.findByRole('region', {
      name: 'Result of the import',
    });
    expect(result).toHaveTextContent('4 rows read, 2 stored, 2 rejected.');
    const link = within(result).getByRole('link', {
      name: 'Download the rejected rows',
    });
    expect(link).toHaveAttribute('download', 'rejected-numbers.csv');
    expect(await urls.at(-1)!.text()).toBe(
      [
        'Service,Metric,Date,Value,line,reason',
        'payments,mttr,2026-04-03,5,4,"kpi is ""mttr"", which is not a valid Kpi"',
        '"payments, old",incident-mttr,2026-04-03,many,5,"value is ""many"": use a number such as 1234.5"',
        '',
      ].join('\n'),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Import another file' }),
    );
    expect(await screen.findByLabelText('CSV file')).toBeInTheDocument();
  });

  it('tells how far it is, and can be cancelled', async () => {
    const api = new MockKpiTreeApi();
    await page({
      api: {
        pushMeasurements: async (rows, options) => {
          if (options.dryRun) {
            return api.pushMeasurements(rows, options);
          }
          options.onProgress?.({
            rowsRead: 5_000,
            rowsRejected: 0,
            measurementsWritten: 5_000,
          });
          return new Promise((_, reject) => {
            options.signal!.addEventListener('abort', () =>
              reject(new Error('aborted')),
            );
          });
        },
      },
    });
    await choose(csv(right));
    await screen.findByText('The first 2 rows are in order.');
    await importFile();
    expect(await screen.findByText(/5,000 rows read/)).toBeInTheDocument();
    expect(
      screen.getByRole('progressbar', { name: 'Progress of the import' }),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(
      await screen.findByText(/^Cancelled\. 5,000 rows read, 5,000 stored/),
    ).toHaveTextContent('What has been stored stays');
  });

  it('tells what may become of what is stored', async () => {
    const api = new MockKpiTreeApi();
    await page({
      api: {
        pushMeasurements: async (rows, options) => ({
          ...(await api.pushMeasurements(rows, options)),
          warnings: [
            { message: 'incident-mttr is collected from tracker', count: 2 },
          ],
        }),
      },
    });
    await choose(csv(right));
    await screen.findByText('The first 2 rows are in order.');
    await importFile();
    expect(
      await screen.findByRole('list', { name: 'Warnings' }),
    ).toHaveTextContent('incident-mttr is collected from tracker 2 rows');
  });

  it('says why it stopped', async () => {
    const api = new MockKpiTreeApi();
    await page({
      api: {
        pushMeasurements: async (rows, options) => {
          if (!options.dryRun) {
            throw new Error('The portal is away');
          }
          return api.pushMeasurements(rows, options);
        },
      },
    });
    await choose(csv(right));
    await screen.findByText('The first 2 rows are in order.');
    await importFile();
    expect(
      await screen.findByText('The import stopped: The portal is away'),
    ).toBeInTheDocument();
  });

  it('refuses a file with nothing in it', async () => {
    await page();
    await choose(csv(''));
    expect(
      await screen.findByText('The file could not be read: The file is empty'),
    ).toBeInTheDocument();
    await choose(csv(right));
    expect(
      await screen.findByText('The first 2 rows are in order.'),
    ).toBeInTheDocument();
  });

  it('tells whoever may import some only, and is not shown to others', async () => {
    const { unmount } = await page({
      api: { getMeasurementRights: async () => ({ create: 'some' }) },
    });
    expect(
      await screen.findByText(
        /You can import only what you or your groups own/,
      ),
    ).toBeInTheDocument();
    unmount();
    await page({
      api: { getMeasurementRights: async () => ({ create: 'none' }) },
    });
    expect(
      await screen.findByRole('tab', { name: 'Sources' }),
    ).toBeInTheDocument();
    await waitFor(() =>
      expect(
        screen.queryByRole('tab', { name: 'Import' }),
      ).not.toBeInTheDocument(),
    );
  });
});
