import type { Entity } from '@backstage/catalog-model';
import { Table } from '@backstage/core-components';
import { screen, within } from '@testing-library/react';
import { renderInPortal } from '../../__testUtils__/renderInPortal';
import { actionsEntity, MockKpiTreeApi } from '../../fixtures';
import { createKpiTreeColumn } from './createKpiTreeColumn';

const rows: { id: string; entity: Entity }[] = [
  actionsEntity,
  { ...actionsEntity, metadata: { ...actionsEntity.metadata, name: 'other' } },
  { ...actionsEntity, kind: 'User', metadata: { name: 'jane' } },
].map(entity => ({ id: entity.metadata.name, entity }));

const table = (
  <Table
    data={rows}
    columns={[{ title: 'Name', field: 'id' }, createKpiTreeColumn()]}
  />
);

describe('createKpiTreeColumn', () => {
  it('tells how the entities of a table stand, with one request', async () => {
    const getScores = jest.fn(new MockKpiTreeApi().getScores);
    await renderInPortal(table, { api: { getScores } });
    expect(
      await screen.findByRole('columnheader', { name: 'KPIs' }),
    ).toBeInTheDocument();
    const actions = await screen.findByRole('row', { name: /^actions/ });
    const link = await within(actions).findByRole('link');
    expect(link).toHaveTextContent(/\d+.*(On target|At risk|Off target)/);
    expect(link).toHaveAttribute(
      'href',
      '/catalog/default/component/actions/kpi-tree',
    );
    expect(screen.getByRole('row', { name: /^other/ })).toHaveTextContent(
      'No KPI tree',
    );
    // A user has no KPIs
    expect(screen.getByRole('row', { name: /^jane/ })).toHaveTextContent(
      /^jane$/,
    );
    expect(getScores.mock.calls).toEqual([
      [['component:default/actions', 'component:default/other']],
    ]);
  });

  it('says where the scores could not be loaded', async () => {
    await renderInPortal(table, {
      api: {
        getScores: async () => {
          throw new Error('The backend is away');
        },
      },
    });
    const [failed] = await screen.findAllByText('Not loaded');
    expect(failed).toHaveAttribute('title', 'The backend is away');
  });
});
