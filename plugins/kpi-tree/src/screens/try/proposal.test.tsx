import type { Entity } from '@backstage/catalog-model';
import { discoveryApiRef, fetchApiRef } from '@backstage/core-plugin-api';
import { TestApiProvider } from '@backstage/test-utils';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { parse } from 'yaml';
import { renderInPortal } from '../../__testUtils__/renderInPortal';
import { PortfolioContent } from '../portal/PortfolioContent';

const entity = (kind: string, name: string, location: string): Entity => ({
  apiVersion: 'x/v1',
  kind,
  metadata: {
    name,
    namespace: 'default',
    annotations: { 'backstage.io/managed-by-location': location },
  },
});
const template = entity('Template', 'propose-kpi', 'file:/x.yaml');
const treeUrl = 'https://github.com/acme/kpis/tree/main/it.yaml';
const tree = entity('KpiTree', 'it-transformation', `url:${treeUrl}`);

const place =
  '?tab=try&tree=it-transformation&node=detect-to-correct&scope=component:default/actions';
const link = 'https://github.com/acme/kpis/pull/1';

type Completion = {
  output?: { links: { url: string }[] };
  error?: { message: string };
};

/** The page, with a scaffolder whose tasks end at once. */
async function tryPage(
  search: string,
  {
    entities = [template, tree],
    end = { output: { links: [{ url: link }] } },
  }: { entities?: Entity[]; end?: Completion } = {},
) {
  const started: { templateRef: string; values: Record<string, string> }[] = [];
  const fetch = async (url: unknown, init?: RequestInit) => {
    if (init?.method === 'POST') {
      started.push(JSON.parse(String(init.body)));
    }
    return new Response(
      JSON.stringify(
        String(url).endsWith('/events')
          ? [{ type: 'completion', body: end }]
          : { id: '1' },
      ),
      { headers: { 'Content-Type': 'application/json' } },
    );
  };
  await renderInPortal(
    <TestApiProvider
      apis={[
        [fetchApiRef, { fetch: fetch as typeof window.fetch }],
        [discoveryApiRef, { getBaseUrl: async plugin => `http://b/${plugin}` }],
      ]}
    >
      <PortfolioContent />
    </TestApiProvider>,
    { search, entities },
  );
  const editor = await screen.findByLabelText<HTMLTextAreaElement>(
    'Kpi as YAML',
  );
  await screen.findByText('This definition is in order.');
  return { editor, started };
}

const openButton = () =>
  screen.findByRole('button', { name: 'Open a pull request' });
const fileField = () =>
  screen.getByLabelText<HTMLInputElement>('File in its repository');

describe('a proposed KPI', () => {
  it('begins with what its node says, and opens a pull request', async () => {
    const { editor, started } = await tryPage(place);
    expect(parse(editor.value)).toMatchObject({
      kind: 'Kpi',
      spec: {
        owner: 'group:default/cio-office',
        process: 'incident-management',
        unit: 'h',
        direction: 'lower',
        grain: 'day',
        period: 'month',
        source: { id: 'github-status' },
      },
    });
    expect(screen.getByRole('textbox', { name: 'Entity' })).toHaveValue(
      'component:default/actions',
    );
    const open = await openButton();
    expect(fileField()).toHaveValue(treeUrl);
    await userEvent.click(open);
    expect(
      await screen.findByRole('link', { name: /See the pull request/ }),
    ).toHaveAttribute('href', link);
    expect(started).toEqual([
      {
        templateRef: 'template:default/propose-kpi',
        values: {
          yaml: editor.value,
          url: treeUrl,
          title: 'Add the KPI my-kpi',
          tree: 'it-transformation',
          node: 'detect-to-correct',
        },
      },
    ]);
    // Not twice the same
    expect(open).toBeDisabled();
    fireEvent.change(editor, {
      target: { value: editor.value.replace('my-kpi', 'mttr-at-night') },
    });
    await waitFor(() => expect(open).toBeEnabled());
    fireEvent.change(fileField(), {
      target: { value: 'https://github.com/acme/kpis/blob/main/other.yaml' },
    });
    await userEvent.click(open);
    await waitFor(() => expect(started).toHaveLength(2));
    // The tree is not in that file
    expect(started[1].values).toEqual({
      yaml: editor.value,
      url: 'https://github.com/acme/kpis/blob/main/other.yaml',
      title: 'Add the KPI mttr-at-night',
    });
  });

  it('goes into the file that it is read from, where it is changed', async () => {
    const { started } = await tryPage(
      '?tab=try&draft=kpi:default/incident-mttr',
    );
    const open = await openButton();
    expect(fileField()).toHaveValue('https://example.com/kpis.yaml');
    await userEvent.click(open);
    await screen.findByText(/The pull request is open/);
    expect(started[0].values).toMatchObject({
      url: 'https://example.com/kpis.yaml',
      title: 'Change the KPI incident-mttr',
    });
  });

  it('says why it could not be opened', async () => {
    await tryPage(place, {
      end: { error: { message: 'it.yaml:3:1 no unit' } },
    });
    await userEvent.click(await openButton());
    expect(
      await screen.findByText(
        'The pull request could not be opened: it.yaml:3:1 no unit',
      ),
    ).toBeVisible();
  });

  it('is a text to copy and a file where there is no template', async () => {
    await tryPage(place, { entities: [tree] });
    expect(screen.getByRole('button', { name: 'Copy the YAML' })).toBeEnabled();
    expect(
      screen.getByRole('button', { name: 'Download the file' }),
    ).toBeEnabled();
    expect(screen.getByText(/Add it to a YAML file/)).toBeVisible();
    expect(screen.queryByRole('button', { name: /pull request/ })).toBeNull();
  });
});
