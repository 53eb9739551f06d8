import {
  act,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInPortal } from '../../__testUtils__/renderInPortal';
import { largeHeatmap, MockKpiTreeApi } from '../../fixtures';
import { HeatmapPanel } from './HeatmapPanel';

const SERVICES = 1_200;

// jsdom has no layout: the size of the grid is given
const sizes = { clientHeight: 600, clientWidth: 1_000 };
const sizeNames = Object.keys(sizes) as (keyof typeof sizes)[];
const before = sizeNames.map(name =>
  Object.getOwnPropertyDescriptor(Element.prototype, name),
);
beforeAll(() => {
  for (const name of sizeNames) {
    Object.defineProperty(Element.prototype, name, {
      configurable: true,
      get: () => sizes[name],
    });
  }
  // As browsers do: the place changes, and a little later listeners are notified
  Element.prototype.scrollTo = function scrollTo(this: Element, options) {
    const { top, left } = options as ScrollToOptions;
    this.scrollTop = top ?? this.scrollTop;
    this.scrollLeft = left ?? this.scrollLeft;
    setTimeout(() => fireEvent.scroll(this));
  } as Element['scrollTo'];
});
afterAll(() => {
  sizeNames.forEach((name, index) =>
    Object.defineProperty(Element.prototype, name, before[index]!),
  );
});

type Options = Parameters<typeof renderInPortal>[1];

const large = (options?: Options) => {
  const getHeatmap = jest.fn(largeHeatmap(SERVICES, 40));
  const rendered = renderInPortal(<HeatmapPanel />, {
    ...options,
    api: { getHeatmap, ...options?.api },
  });
  return { getHeatmap, rendered };
};
const grid = () => screen.findByRole('grid', { name: /^Services by KPI of/ });
const address = () => screen.getByTestId('address').textContent;
const header = (name: string) =>
  screen.findByRole('columnheader', { name: new RegExp(`^${name}\\b`) });
const place = () => {
  const cell = document.activeElement as HTMLElement;
  return `${cell.dataset.row}/${cell.dataset.column}`;
};

describe('the heatmap', () => {
  it('shows how each service stands with each KPI', async () => {
    await renderInPortal(<HeatmapPanel />);
    const table = await grid();
    const names = within(table)
      .getAllByRole('rowheader')
      .map(name => name.textContent);
    expect(names).toContain('Actions');
    expect(
      within(table)
        .getAllByRole('columnheader')
        .map(head => head.textContent),
    ).toEqual(
      expect.arrayContaining([
        'Detect to Correct',
        'Incident management',
        'Mean time to restore',
      ]),
    );
    expect(
      within(table).getAllByRole('gridcell', {
        name: /At risk, ≤\s2\sh, Stable, Apr 2026/,
      }).length,
    ).toBeGreaterThan(0);
  });

  it('renders only what is in view, and says how much there is', async () => {
    await large().rendered;
    const table = await grid();
    expect(table).toHaveAttribute('aria-rowcount', String(SERVICES + 3));
    expect(table).toHaveAttribute('aria-colcount', '42');
    const rows = within(table).getAllByRole('row');
    expect(rows.length).toBeLessThan(40);
    expect(rows[3]).toHaveAttribute('aria-rowindex', '4');
    expect(within(rows[3]).getAllByRole('gridcell').length).toBeLessThan(15);
  });

  it('tells what is not attached from what has no data', async () => {
    await large().rendered;
    await grid();
    const missing = screen.getAllByRole('gridcell', { name: 'Not attached' });
    expect(missing[0]).toBeEmptyDOMElement();
    const noData = screen.getAllByRole('gridcell', { name: /No data/ });
    expect(noData[0]).toHaveTextContent('–');
  });

  it('moves with the keys and keeps the focus while it loads more', async () => {
    const { getHeatmap, rendered } = large();
    await rendered;
    const user = userEvent.setup();
    const service = await header('Service');
    act(() => service.focus());
    await user.keyboard('{ArrowDown}{ArrowRight}{ArrowRight}');
    expect(place()).toBe('0/2');
    await user.keyboard('{End}');
    expect(place()).toBe('0/41');
    expect(document.activeElement).toHaveAttribute('aria-colindex', '42');
    await user.keyboard('{Home}{PageDown}');
    expect(document.activeElement).toHaveAttribute('role', 'rowheader');
    expect(Number(place().split('/')[0])).toBeGreaterThan(5);
    await user.keyboard('{Control>}{End}{/Control}');
    await waitFor(() => expect(place()).toBe(`${SERVICES - 1}/41`));
    expect(document.activeElement?.closest('[role=row]')).toHaveAttribute(
      'aria-rowindex',
      String(SERVICES + 3),
    );
    expect(getHeatmap.mock.calls.map(([{ cursor }]) => cursor)).toEqual([
      undefined,
      '500',
      '1000',
    ]);
    await user.keyboard('{Control>}{Home}{/Control}');
    expect(place()).toBe('0/0');
    // One stop in the tab order
    expect(
      (await grid()).querySelectorAll('[data-row][tabindex="0"]'),
    ).toHaveLength(1);
  });

  it('sorts by a KPI with a click and with the keys', async () => {
    const { getHeatmap, rendered } = large();
    await rendered;
    const user = userEvent.setup();
    expect(await header('Score')).toHaveAttribute('aria-sort', 'ascending');
    await user.click(await header('KPI number 1'));
    expect(await header('KPI number 1')).toHaveAttribute(
      'aria-sort',
      'ascending',
    );
    expect(await header('Score')).toHaveAttribute('aria-sort', 'none');
    expect(address()).toBe('/?sort=kpi%3Akpi-1');
    expect(getHeatmap).toHaveBeenLastCalledWith(
      expect.objectContaining({ sort: 'kpi:kpi-1', order: 'asc' }),
    );
    await user.keyboard('{Enter}');
    expect(await header('KPI number 1')).toHaveFocus();
    expect(address()).toBe('/?sort=kpi%3Akpi-1&order=desc');
  });

  it('groups the services and folds a group away', async () => {
    const { rendered } = large({ search: '?group=system' });
    await rendered;
    const user = userEvent.setup();
    const group = await screen.findByRole('gridcell', {
      name: /system-0.*25 services/,
    });
    expect(group).toHaveAttribute('aria-expanded', 'true');
    expect(screen.getByText('Service 3')).toBeVisible();
    await user.click(group);
    expect(screen.queryByText('Service 3')).toBeNull();
    expect(address()).toContain('folded=system');
    act(() => group.focus());
    await user.keyboard('{Enter}');
    expect(screen.getByText('Service 3')).toBeVisible();
  });

  it('finds a service among all, those not loaded yet as well', async () => {
    await large().rendered;
    await grid();
    await userEvent.type(screen.getByLabelText('Find a service'), '1199');
    expect(
      await screen.findByRole('link', { name: 'Service 1199' }),
    ).toBeInTheDocument();
    await screen.findByText('1 of 1,200 services');
    await waitFor(() => expect(address()).toBe('/?query=1199'));
  });

  it('says that nothing passes the filters, and clears them', async () => {
    await large({ search: '?query=nope' }).rendered;
    await screen.findByText('No service matches the filters.');
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear the filters' }),
    );
    expect(await grid()).toBeInTheDocument();
  });

  it('tells all about a cell that has the focus, until Escape', async () => {
    await large().rendered;
    await grid();
    const [cell] = screen.getAllByRole('gridcell', { name: /At risk, ≤/ });
    act(() => cell.focus());
    const readout = await screen.findByText('Target');
    expect(readout.closest('dl')).toHaveTextContent(/≤\s20/);
    expect(readout.closest('dl')).toHaveTextContent('Apr 2026');
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByText('Target')).toBeNull();
  });

  it('says that rows of a value could not be used: in the cell, its readout and the legend', async () => {
    const mock = new MockKpiTreeApi();
    const getHeatmap: MockKpiTreeApi['getHeatmap'] = async (...asked) => {
      const page = await mock.getHeatmap(...asked);
      const [{ cells, ...row }, ...rows] = page.rows;
      const index = cells.findIndex(cell => cell !== null);
      const marked = cells.map((cell, i) =>
        cell && i === index ? { ...cell, rejectedRows: 3 } : cell,
      );
      return { ...page, rows: [{ ...row, cells: marked }, ...rows] };
    };
    await large({ api: { getHeatmap } }).rendered;
    await grid();
    const why = '3 rows of the source could not be used';
    const cells = screen.getAllByRole('gridcell', { name: new RegExp(why) });
    expect(cells).toHaveLength(1);
    act(() => cells[0].focus());
    expect(await screen.findByText(why)).toBeVisible();
    expect(
      within(screen.getByRole('list', { name: 'Legend' })).getByText(
        'rows not used',
      ),
    ).toBeVisible();
  });

  it('narrows the KPIs to a value stream, and scores by it', async () => {
    const getHeatmap = jest.fn(new MockKpiTreeApi().getHeatmap);
    await renderInPortal(<HeatmapPanel />, {
      search: '?streams=requirement-to-deploy',
      api: { getHeatmap },
    });
    await header('Releases');
    expect(
      screen.queryByRole('columnheader', { name: 'Mean time to restore' }),
    ).toBeNull();
    expect(getHeatmap).toHaveBeenLastCalledWith(
      expect.objectContaining({ node: 'requirement-to-deploy' }),
    );
  });

  it('tries again where it could not be loaded', async () => {
    const getHeatmap = jest
      .fn(new MockKpiTreeApi().getHeatmap)
      .mockRejectedValueOnce(new Error('no answer'));
    await renderInPortal(<HeatmapPanel />, { api: { getHeatmap } });
    await screen.findByText(/The heatmap could not be loaded/);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await grid()).toBeInTheDocument();
  });

  it('says what to do where no service has the tree', async () => {
    await large({ api: { getHeatmap: largeHeatmap(0, 3) } }).rendered;
    await screen.findByText('No service has this tree');
    expect(document.body).toHaveTextContent(
      'kpi-tree.io/tree: it-transformation',
    );
  });
});
