import { recordsSchema } from '../configuration/config';
import { entitiesOf } from './entitiesOf';

describe('the column with the id of what another one names', () => {
  const idOf = (settings: object) =>
    entitiesOf(recordsSchema.parse(settings)).id;
  const url = 'https://x.example';

  it.each<[string, object, string | undefined]>([
    ['repository', { gitHub: { organizations: ['acme'] } }, 'repository_id'],
    ['repository', { gitLab: { groups: ['acme'] } }, 'repository_id'],
    ['project.name', { redmine: { url } }, 'project.id'],
    ['category.name', { redmine: { url } }, 'category.id'],
    ['Queue.Name', { requestTracker: { url } }, 'Queue.id'],
    [
      'business_service.display',
      { serviceNow: { url, query: '' } },
      'business_service',
    ],
    ['custom_fields.name', { redmine: { url } }, undefined],
    ['CustomFields.Service', { requestTracker: { url } }, undefined],
    ['service_id', { pagerDuty: {} }, undefined],
    ['service', { csv: 'rows.csv' }, undefined],
  ])('is known for %s of %j', (column, place, id) => {
    expect(idOf({ ...place, entities: { column } })).toBe(id);
    expect(idOf({ ...place, entities: { column, id: 'own' } })).toBe('own');
  });

  it('is of one name', () => {
    const { error } = recordsSchema.safeParse({
      csv: 'rows.csv',
      entities: { column: 'service', id: 'id', separator: '|' },
    });
    expect(error?.issues).toMatchObject([
      {
        path: ['entities', 'id'],
        message: expect.stringContaining('no separator'),
      },
    ]);
  });
});
