/** Surveys: scores with how many people gave them. */
import { createMockDirectory } from '@backstage/backend-test-utils';
import { join } from 'node:path';
import { a, b, collect, domain, TestOptions } from './__testUtils__/records';
import { RecordsConfig, recordsSchema } from './configuration/config';
import { createReader, ReaderServices } from './createReader';

jest.setTimeout(60_000);

const directory = createMockDirectory();

const CSV = `date,service,question,score,respondents
2026-01-15,A,satisfaction,4.0,90
2026-01-20,A,satisfaction,2.0,10
2026-01-20,B,satisfaction,5.0,100
2026-01-20,B,tools,1.0,100
2026-02-15,A,satisfaction,3.0,0
2026-02-20,B,satisfaction,,20
2026-03-15,A,satisfaction,4.5,
2026-03-20,B,satisfaction,4.5,8
`;

async function measure(options: Partial<TestOptions> = {}) {
  directory.setContent({ 'survey.csv': CSV });
  const csv = join(directory.path, 'survey.csv');
  const config: Partial<RecordsConfig> = {
    csv,
    entities: { column: 'service', map: { A: a, B: b }, always: [domain] },
  };
  const reader = createReader(
    { id: 'test', settings: recordsSchema.parse(config) },
    {} as ReaderServices,
  );
  return collect(reader, {
    config,
    kpis: [
      {
        settings: {
          time: 'date',
          where: { question: 'satisfaction' },
          measure: 'mean',
          of: 'score',
          weight: 'respondents',
        },
        spec: { unit: '1' },
      },
    ],
    ...options,
  });
}

describe('a survey', () => {
  it('is measured by how many answered', async () => {
    const { values } = await measure();
    expect(values(a)['2026-01-01']).toEqual([3.8, 100]);
    expect(values(b)['2026-01-01']).toEqual([5, 100]);
    // Of both together, as many as answered in all
    expect(values(domain)['2026-01-01']).toEqual([4.4, 200]);
  });

  it('has no value where nobody answered, or it is not known how many did', async () => {
    const { values, errors } = await measure();
    expect(values(a)['2026-02-01']).toBeUndefined();
    expect(values(b)['2026-02-01']).toBeUndefined();
    expect(values(a)['2026-03-01']).toBeUndefined();
    expect(values(domain)['2026-03-01']).toEqual([4.5, 8]);
    expect(errors).toEqual([]);
  });
});
