import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInPortal } from '../../__testUtils__/renderInPortal';
import { MockKpiTreeApi } from '../../fixtures';
import { PortfolioContent } from '../portal/PortfolioContent';

const tryPage = (options: Parameters<typeof renderInPortal>[1] = {}) =>
  renderInPortal(<PortfolioContent />, { search: '?tab=try', ...options });

const editor = () => screen.findByLabelText('Kpi as YAML');

async function pickActions() {
  const entity = screen.getByRole('textbox', { name: 'Entity' });
  await userEvent.type(entity, 'acti');
  await userEvent.click(await screen.findByText('component:default/actions'));
}

describe('the page to try a KPI', () => {
  it('says what is wrong while the author types, and where', async () => {
    await tryPage();
    const text = await editor();
    expect(
      await screen.findByText('This definition is in order.'),
    ).toBeVisible();
    fireEvent.change(text, { target: { value: 'kind: Kpi\nspec:\n  a: b' } });
    const problems = await screen.findByRole('list', {
      name: 'Problems in the draft',
    });
    expect(problems).toHaveTextContent('spec.unit is missing');
    expect(text).toBeInvalid();
    expect(screen.getByRole('button', { name: 'Run' })).toBeDisabled();
    expect(
      screen.getByRole('button', { name: 'Copy the YAML' }),
    ).toBeDisabled();

    await userEvent.click(
      within(problems).getByRole('button', { name: 'Line 3' }),
    );
    expect(text).toHaveFocus();
    expect([
      (text as HTMLTextAreaElement).selectionStart,
      (text as HTMLTextAreaElement).selectionEnd,
    ]).toEqual([16, 22]);
  });

  it('shows what the source would measure for an entity', async () => {
    const tried: string[] = [];
    await tryPage({
      api: {
        tryDraft: async (_yaml, entityRef) => {
          tried.push(entityRef);
          return {
            series: {
              scope: entityRef,
              kpi: 'x',
              title: 'X',
              description: '',
              owner: 'group:default/x',
              unit: 'h',
              direction: 'lower',
              periodType: 'month',
              periods: ['month'],
              origin: 'own',
              source: 's',
              coveredUntil: null,
              points: [],
            },
            rowsRead: 1200,
            rowsRejected: 2,
            measurements: 0,
            errors: [{ message: 'time is "x"', where: 'line 7', count: 2 }],
            stoppedBy: 'rows',
            durationMs: 340,
          };
        },
      },
    });
    await editor();
    await screen.findByText('This definition is in order.');
    await pickActions();
    await userEvent.click(screen.getByRole('button', { name: 'Run' }));
    const result = await screen.findByRole('region', { name: 'Result' });
    expect(tried).toEqual(['component:default/actions']);
    expect(result).toHaveTextContent(
      'The source has more rows than a trial may read: it was stopped.',
    );
    expect(result).toHaveTextContent('Nothing was measured for this entity.');
    expect(result).toHaveTextContent('1,200 rows read, 2 rejected');
    expect(result).toHaveTextContent('Nothing was stored.');
    expect(result).toHaveTextContent('time is "x" (line 7), 2 times');
  });

  it('draws the result, and says why it could not be had', async () => {
    let fails = true;
    await tryPage({
      api: {
        tryDraft: async (yaml, entityRef) => {
          if (fails) {
            throw new Error('The file is gone');
          }
          return new MockKpiTreeApi().tryDraft(yaml, entityRef);
        },
      },
    });
    await editor();
    await screen.findByText('This definition is in order.');
    await pickActions();
    await userEvent.click(screen.getByRole('button', { name: 'Run' }));
    expect(
      await screen.findByText('It could not be tried: The file is gone'),
    ).toBeVisible();
    fails = false;
    await userEvent.click(screen.getByRole('button', { name: 'Run' }));
    expect(await screen.findByRole('slider')).toBeVisible();
  });

  it('tells that a formula is computed from what is stored', async () => {
    await tryPage({
      api: {
        tryDraft: async (yaml, entityRef) => {
          const trial = await new MockKpiTreeApi().tryDraft(yaml, entityRef);
          return {
            ...trial,
            series: { ...trial.series, source: null },
            measurements: 7,
          };
        },
      },
    });
    await editor();
    await screen.findByText('This definition is in order.');
    await pickActions();
    await userEvent.click(screen.getByRole('button', { name: 'Run' }));
    expect(
      await screen.findByRole('region', { name: 'Result' }),
    ).toHaveTextContent('7 periods computed from the stored operands');
  });

  it('says so where the text has changed since it was tried', async () => {
    await tryPage();
    const text = await editor();
    await screen.findByText('This definition is in order.');
    await pickActions();
    await userEvent.click(screen.getByRole('button', { name: 'Run' }));
    await screen.findByRole('slider');
    expect(screen.queryByText(/Run it again/)).toBeNull();
    fireEvent.change(text, { target: { value: 'unit: h' } });
    expect(screen.getByText(/Run it again/)).toBeVisible();
  });

  it('starts from a KPI of the catalog; of the library with an extension', async () => {
    await tryPage({ search: '?tab=try&draft=kpi:kpi-library/availability' });
    expect(await editor()).toHaveValue(
      `apiVersion: kpi-tree.io/v1alpha1
kind: Kpi
metadata:
  name: availability
spec:
  extends: availability
  owner: group:default/my-team
  source:
    id: my-source
`,
    );
  });

  it('proposes the YAML, and leads to the file', async () => {
    await tryPage({ search: '?tab=try&draft=kpi:default/incident-mttr' });
    const text = (await editor()) as HTMLTextAreaElement;
    await waitFor(() => expect(text.value).toContain('unit: h'));
    expect(text.value).not.toContain('backstage.io/');
    expect(
      screen.getByRole('link', { name: 'Open the file in its repository' }),
    ).toHaveAttribute('href', 'https://example.com/kpis.yaml');
    const copy = screen.getByRole('button', { name: 'Copy the YAML' });
    await waitFor(() => expect(copy).toBeEnabled());
  });
});
