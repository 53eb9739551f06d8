import Ajv from 'ajv/dist/2020';
import { spec } from '../schema/openapi.generated';

const ajv = new Ajv({
  strict: false,
  allowUnionTypes: true,
  formats: { 'date-time': value => !Number.isNaN(Date.parse(value)) },
});
ajv.addSchema({ ...spec, $id: 'spec' });

/** The paths whose work goes on after the answer. */
const accepted: (keyof typeof spec.paths)[] = [
  '/v1/sources/{id}/runs',
  '/v1/runs/{id}/accept',
  '/v1/runs/{id}/cancel',
];

/** Expects that an answer is what openapi.yaml says of its path. */
export function expectToFit(
  path: keyof typeof spec.paths,
  body: unknown,
  method: 'get' | 'post' = 'get',
): void {
  const pointer = path.replace(/~/g, '~0').replace(/\//g, '~1');
  const validate = ajv.getSchema(
    `spec#/paths/${encodeURIComponent(pointer)}/${method}/responses/${
      accepted.includes(path) ? 202 : 200
    }/content/application~1json/schema`,
  )!;
  validate(body);
  expect([path, validate.errors]).toEqual([path, null]);
}
