import { NotFoundError } from '@backstage/errors';
import {
  KpiScorecardNode,
  QualityAssessment,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { deferred, renderInPortal } from '../../__testUtils__/renderInPortal';
import { sampleQuality } from '../../fixtures/quality';
import { PortfolioContent } from '../portal/PortfolioContent';
import { KpiQuality } from '../../parts/quality/KpiQuality';
import { NodeQualityGrade } from '../../parts/quality/QualityGrade';

const page = (options: Parameters<typeof renderInPortal>[1] = {}) =>
  renderInPortal(<PortfolioContent />, { search: '?tab=quality', ...options });
const address = () => screen.getByTestId('address').textContent;
const panel = () => screen.getByRole('tabpanel');
const choose = async (label: string, option: RegExp) => {
  await userEvent.click(await screen.findByLabelText(label));
  await userEvent.click(await screen.findByRole('option', { name: option }));
};

describe('the quality of KPIs and data', () => {
  it('is shown by owner, what nobody owns first', async () => {
    await renderInPortal(<PortfolioContent />);
    await userEvent.click(await screen.findByRole('tab', { name: 'Quality' }));
    expect(address()).toBe('/?tab=quality');
    expect(
      await screen.findByRole('heading', {
        name: 'No owner 1 to fix',
      }),
    ).toBeVisible();
    expect(panel()).toHaveTextContent(
      'No ownerChange failure ratespec.owner is "group:default/gone"',
    );
    expect(
      within(panel()).getByRole('link', {
        name: 'https://example.com/catalog/kpis.yaml',
      }),
    ).toBeVisible();
    expect(
      screen.getByRole('heading', { name: /incident.management 3 to fix/i }),
    ).toBeVisible();
  });

  it('leads to the data, with their grade', async () => {
    await page();
    expect(
      await screen.findByRole('link', { name: 'Mean time to restore' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/component/actions/kpi-tree?tree=it-transformation&kpi=incident-mttr',
    );
    expect(
      screen.getByRole('img', { name: /^Data quality C: check the data/ }),
    ).toHaveTextContent('C');
  });

  it('leads to what is not evaluated, of an entity and of everything', async () => {
    const about = {
      kind: 'set-aside' as const,
      owner: 'group:default/incident-management',
      kpi: 'incidents',
      kpiTitle: 'Incidents opened',
      tree: 'it-transformation',
    };
    await page({
      api: {
        getQuality: async () => ({
          ...sampleQuality(),
          counts: { 'set-aside': 2 },
          totalItems: 2,
          items: [
            {
              ...about,
              entityRef: 'component:default/actions',
              title: 'GitHub Actions',
              messages: ['incidents cannot be evaluated: it is too large.'],
            },
            {
              ...about,
              tree: undefined,
              entityRef: 'kpi:default/incidents',
              title: 'Incidents opened',
              messages: ['incidents cannot be rolled up: it is too large.'],
            },
          ],
        }),
      },
    });
    expect(
      await screen.findByText(
        'incidents cannot be evaluated: it is too large.',
      ),
    ).toBeVisible();
    expect(screen.getAllByText('Not evaluated')).toHaveLength(2);
    expect(
      screen
        .getAllByRole('link', { name: 'Incidents opened' })
        .map(link => link.getAttribute('href')),
    ).toEqual([
      '/catalog/default/component/actions/kpi-tree?tree=it-transformation&kpi=incidents',
      '/?kpi=incidents&tab=tree',
      '/catalog/default/kpi/incidents',
    ]);
  });

  it('proposes what may be renamed, with the line to add', async () => {
    const yaml = 'kpi-tree.io/formerly: component:default/builds';
    await page({
      api: {
        getQuality: async () => ({
          ...sampleQuality(),
          counts: { renamed: 1 },
          totalItems: 1,
          items: [
            {
              kind: 'renamed' as const,
              owner: 'group:default/incident-management',
              entityRef: 'component:default/actions',
              title: 'GitHub Actions',
              messages: ['component:default/builds is not in the catalog.'],
              field: 'metadata.annotations[kpi-tree.io/formerly]',
              yaml,
            },
          ],
        }),
      },
    });
    expect(await screen.findByText(yaml)).toBeVisible();
    expect(screen.getByText('Perhaps renamed')).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'GitHub Actions' }),
    ).toHaveAttribute('href', '/catalog/default/component/actions');
  });

  it('comes page by page', async () => {
    await page();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show more of 4' }),
    );
    expect(
      await screen.findByText(/Its review was due on 2026-03-01/),
    ).toBeVisible();
    // The tree that shows the node
    expect(
      screen.getByRole('link', { name: 'Request to fulfil' }),
    ).toHaveAttribute('href', '/?tree=it-transformation&tab=tree');
    expect(
      screen.queryByRole('button', { name: /Show more/ }),
    ).not.toBeInTheDocument();
  });

  it('is narrowed to a kind and an owner, which the address keeps', async () => {
    await page();
    await choose('What', /^Review overdue \(1\)/);
    expect(await screen.findByText(/Its review was due/)).toBeVisible();
    expect(address()).toBe('/?tab=quality&finding=review');
    expect(screen.queryByText(/spec.owner/)).not.toBeInTheDocument();
    await choose('Owner', /^Nobody \(1\)/);
    expect(
      await screen.findByText('There is nothing of this kind to fix.'),
    ).toBeVisible();
    expect(address()).toBe('/?tab=quality&finding=review&owner=none');
  });

  it('may be all right', async () => {
    await page({
      api: {
        getQuality: async () => ({
          scope: 'all',
          counts: {},
          owners: [],
          totalItems: 0,
          items: [],
        }),
      },
    });
    expect(
      await screen.findByText(/Every KPI has an owner, a target, a source/),
    ).toBeVisible();
  });

  it('says why it cannot be loaded, and tries again', async () => {
    const fails = jest
      .fn()
      .mockRejectedValueOnce(new NotFoundError('There is no such system'))
      .mockImplementation(async () => sampleQuality());
    await page({
      search: '?tab=quality&scope=system:default/x',
      api: { getQuality: fails },
    });
    expect(
      await screen.findByText('There is no such system'),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('heading', { name: /^No owner/ }),
    ).toBeVisible();
    expect(fails).toHaveBeenLastCalledWith(
      expect.objectContaining({ scope: 'system:default/x' }),
    );
  });

  it('drops the answer to what is no longer asked', async () => {
    const slow = deferred<ReturnType<typeof sampleQuality>>();
    await page({
      api: {
        getQuality: async options =>
          options?.kind === 'data' ? slow.promise : sampleQuality(options),
      },
    });
    await choose('What', /^Doubtful data/);
    await choose('What', /^Review overdue/);
    slow.resolve(sampleQuality({ kind: 'data' }));
    expect(await screen.findByText(/Its review was due/)).toBeVisible();
    expect(screen.queryByText(/The last 7 values/)).not.toBeInTheDocument();
  });
});

describe('the grade of the data of a KPI', () => {
  const node = (quality: QualityAssessment) =>
    ({
      unit: 'h',
      periodType: 'month',
      signals: { quality },
    } as KpiScorecardNode);

  it('is a letter, with the reasons on demand', async () => {
    await renderInPortal(
      <NodeQualityGrade
        node={node({
          grade: 'B',
          completeness: 0.9,
          issues: [
            {
              kind: 'gaps',
              grade: 'B',
              period: '2026-02-01',
              count: 2,
              amount: 0.1,
            },
          ],
        })}
      />,
    );
    const grade = screen.getByRole('img', {
      name: /^Data quality B: the data have a small flaw\. 2 of the last 20 months have no value/,
    });
    expect(grade).toHaveTextContent('B');
    await userEvent.hover(grade);
    expect(await screen.findByRole('tooltip')).toHaveTextContent(
      '2 of the last 20 months have no value, the first is February 2026',
    );
  });

  it('is left out of the table where too little is known', async () => {
    await renderInPortal(
      <NodeQualityGrade
        node={node({ grade: null, completeness: 1, issues: [] })}
      />,
    );
    expect(screen.queryByRole('img')).not.toBeInTheDocument();
  });

  it('is shown in the drawer in sentences', async () => {
    await renderInPortal(
      <>
        <KpiQuality node={node({ grade: 'A', completeness: 1, issues: [] })} />
        <KpiQuality
          node={node({ grade: null, completeness: 0.5, issues: [] })}
        />
      </>,
    );
    const [good, young] = screen.getAllByRole('region', {
      name: 'Data quality',
    });
    expect(good).toHaveTextContent(
      'Data qualityANothing is wrong with the data; 100% of the periods have a value.',
    );
    expect(young).toHaveTextContent(
      'Too few periods for a grade, which needs eight; 50% of the periods have a value.',
    );
  });
});
