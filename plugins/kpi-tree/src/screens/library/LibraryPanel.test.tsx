import type {
  KpiDefinition,
  KpiTreeDefinition,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { deferred, renderInPortal } from '../../__testUtils__/renderInPortal';
import { MockKpiTreeApi } from '../../fixtures';
import { sampleDefinition, sampleTree } from '../../fixtures/definitions';
import {
  libraryAvailability,
  libraryTree,
  moreKpis,
} from '../../fixtures/library';
import { LibraryPanel } from './LibraryPanel';

type Options = NonNullable<Parameters<typeof renderInPortal>[1]> & {
  kpis?: KpiDefinition[];
  trees?: KpiTreeDefinition[];
};

const library = ({
  kpis = [sampleDefinition, libraryAvailability],
  trees = [sampleTree, libraryTree],
  api,
  ...options
}: Options = {}) =>
  renderInPortal(<LibraryPanel />, {
    ...options,
    api: {
      getKpis: async () => ({ items: kpis }),
      getTrees: async () => ({ items: trees }),
      getUsage: async (kind, name) =>
        name === sampleDefinition.name || name === sampleTree.name
          ? new MockKpiTreeApi().getUsage(kind, name)
          : {
              extends: null,
              extendedBy: [],
              formulas: [],
              trees: [],
              entityCount: 0,
              entities: [],
            },
      ...api,
    },
  });
const address = () => screen.getByTestId('address').textContent;
const entries = async (name: 'Trees' | 'KPIs') =>
  within(await screen.findByRole('list', { name }))
    .getAllByRole('heading', { level: 3 })
    .map(heading => heading.closest('li')!);
const titles = (name: 'Trees' | 'KPIs') => {
  const list = screen.queryByRole('list', { name });
  return list
    ? within(list)
        .getAllByRole('heading', { level: 3 })
        .map(heading => heading.textContent)
    : [];
};
const choose = async (label: string, option: string) => {
  await userEvent.click(
    await screen.findByRole('button', { name: new RegExp(`^${label}`) }),
  );
  await userEvent.click(await screen.findByRole('option', { name: option }));
};

describe('a KPI of the library', () => {
  it('is shown in short, with where it is used', async () => {
    await library();
    const [availability, mttr] = await entries('KPIs');
    expect(availability).toHaveTextContent(
      'AvailabilityavailabilityBuilt-in libraryExperimental',
    );
    expect(availability).toHaveTextContent('Target99.9%');
    expect(availability).toHaveTextContent('DirectionHigher is better');
    expect(availability).toHaveTextContent(
      '100 * (minutes - downtime) / minutes',
    );
    expect(availability).toHaveTextContent('No tree');
    expect(mttr).toHaveTextContent('This organisation');
    expect(mttr).toHaveTextContent('Unith');
    await waitFor(() => {
      expect(mttr).toHaveTextContent(
        'IT Transformation, Software delivery · 23 entities',
      );
      expect(availability).toHaveTextContent('No tree · 0 entities');
    });
    expect(
      within(mttr).getByRole('link', { name: 'Mean time to restore' }),
    ).toHaveAttribute('href', '/catalog/default/kpi/incident-mttr');
  });

  it('of the built-in library comes with the lines that make it one of the organisation', async () => {
    await library();
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Usage and adoption of Availability',
      }),
    );
    const [availability] = await entries('KPIs');
    await waitFor(() =>
      expect(availability).toHaveTextContent(
        'kind: Kpi metadata: name: availability spec: extends: availability owner: group:default/my-team target: 99.9 threshold: 99.5 source: id: my-source',
      ),
    );
    expect(availability).toHaveTextContent(
      'It is not attached to anything yet.',
    );
    await userEvent.click(
      within(availability).getByRole('link', { name: 'Change it and try it' }),
    );
    expect(address()).toBe('/?tab=try&draft=kpi%3Akpi-library%2Favailability');
  });

  it('of the organisation comes with the lines that attach and override it', async () => {
    await library();
    const button = await screen.findByRole('button', {
      name: 'Usage and adoption of Mean time to restore',
    });
    expect(button).toHaveAttribute('aria-expanded', 'false');
    await userEvent.click(button);
    expect(button).toHaveAttribute('aria-expanded', 'true');
    const [, mttr] = await entries('KPIs');
    await waitFor(() => {
      expect(mttr).toHaveTextContent(
        'kpi-tree.io/tree: it-transformation kpi-tree.io/nodes: detect-to-correct',
      );
      expect(mttr).toHaveTextContent(
        'kpi-tree.io/owner.incident-mttr: group:default/my-team',
      );
    });
    expect(within(mttr).getByRole('link', { name: 'Actions' })).toHaveAttribute(
      'href',
      '/catalog/default/component/actions',
    );
  });

  it('cannot be tried by those who may not', async () => {
    await library({ allowed: false });
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Usage and adoption of Availability',
      }),
    );
    expect(await screen.findByText('Adopt it')).toBeInTheDocument();
    await waitFor(() =>
      expect(
        screen.queryByRole('link', { name: 'Change it and try it' }),
      ).toBeNull(),
    );
  });

  it('says that its usage could not be loaded, and asks again', async () => {
    const getUsage = jest
      .fn(new MockKpiTreeApi().getUsage)
      .mockRejectedValue(new Error('the database is down'));
    await library({ api: { getUsage }, kpis: [sampleDefinition], trees: [] });
    await userEvent.click(
      await screen.findByRole('button', { name: /^Usage and adoption/ }),
    );
    await screen.findByText(/Where it is used could not be loaded/);
    getUsage.mockImplementation((kind, name) =>
      new MockKpiTreeApi().getUsage(kind, name),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('link', { name: 'Actions' }),
    ).toBeInTheDocument();
  });
});

describe('a tree of the library', () => {
  it('is shown in short, with the lines that attach and extend it', async () => {
    await library();
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Usage and adoption of IT Transformation',
      }),
    );
    const [tree] = await entries('Trees');
    expect(tree).toHaveTextContent('Make IT cheaper, better, faster and safer');
    expect(tree).toHaveTextContent(
      'PartsDetect to Correct and Strategy to Portfolio',
    );
    await waitFor(() => {
      expect(tree).toHaveTextContent('2 KPIs · 23 entities');
      expect(tree).toHaveTextContent(
        'metadata: annotations: kpi-tree.io/tree: it-transformation',
      );
      expect(tree).toHaveTextContent(
        'extends: it-transformation owner: group:default/my-team changes: - id: detect-to-correct add: - kpi: my-own-kpi',
      );
    });
  });
});

describe('the search of the library', () => {
  it('finds words in title, name, description, tags and formula', async () => {
    await library();
    const field = await screen.findByRole('searchbox', {
      name: 'Search KPIs and trees',
    });
    await userEvent.type(field, 'time restor');
    await waitFor(() =>
      expect(titles('KPIs')).toEqual(['Mean time to restore']),
    );
    expect(titles('Trees')).toEqual([]);
    expect(address()).toBe('/?query=time+restor');
    await userEvent.clear(field);
    await userEvent.type(field, 'downtime');
    await waitFor(() => expect(titles('KPIs')).toEqual(['Availability']));
  });

  it.each([
    ['Process', 'incident-management (1)', 'process=incident-management'],
    ['Persona', 'engineer (1)', 'personas=engineer'],
    ['Tag', 'itil (1)', 'tags=itil'],
    ['Lifecycle', 'Production (1)', 'lifecycle=production'],
    ['From', 'This organisation (1)', 'origin=own'],
    ['Value stream', 'Detect to Correct (1)', 'streams=detect-to-correct'],
  ])('filters by %s', async (label, option, query) => {
    await library();
    await choose(label, option);
    await waitFor(() =>
      expect(titles('KPIs')).toEqual(['Mean time to restore']),
    );
    expect(address()).toBe(`/?${query}`);
  });

  it('says that nothing matches, and the filters can be cleared', async () => {
    await library({ search: '?query=zzz&origin=own' });
    expect(await screen.findByText(/Nothing matches/)).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear the filters' }),
    );
    expect(await entries('KPIs')).toHaveLength(2);
    expect(address()).toBe('/');
  });

  it('comes page by page', async () => {
    await library({ kpis: moreKpis(25) });
    expect(await entries('KPIs')).toHaveLength(20);
    expect(screen.getByText('25 of 25')).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show more of 25' }),
    );
    expect(await entries('KPIs')).toHaveLength(25);
    expect(
      screen.queryByRole('button', { name: 'Show more of 25' }),
    ).toBeNull();
  });
});

describe('the library', () => {
  it('shows its shape while it is loaded', async () => {
    const { promise, resolve } = deferred<{ items: KpiDefinition[] }>();
    await library({ api: { getKpis: () => promise } });
    expect(
      screen.getByRole('status', { name: 'Loading the library' }),
    ).toBeInTheDocument();
    await act(async () => resolve({ items: [sampleDefinition] }));
    expect(await entries('KPIs')).toHaveLength(1);
  });

  it('says how to fill it where it is empty', async () => {
    await library({ kpis: [], trees: [] });
    expect(
      await screen.findByText('There are no KPIs yet'),
    ).toBeInTheDocument();
    await waitFor(() =>
      expect(document.body).toHaveTextContent('library: enabled: true'),
    );
  });

  it('can be asked for again after an error', async () => {
    const getTrees = jest
      .fn(new MockKpiTreeApi().getTrees)
      .mockRejectedValueOnce(new Error('the database is down'));
    await library({ api: { getTrees } });
    await screen.findByText(/The library could not be loaded/);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await entries('KPIs')).toHaveLength(2);
  });
});
