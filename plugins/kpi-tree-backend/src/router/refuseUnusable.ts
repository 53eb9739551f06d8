import { InputError } from '@backstage/errors';
import { RequestHandler } from 'express';
import { assertStorable } from '../inputs/assertStorable';

/**
 * Refuses what `openapi.yaml` cannot rule out: texts that a database does not take,
 * wherever they are in a request, and numbers that are not whole. Rows of measurements
 * are checked one by one, and cost no other.
 *
 * The validator before it takes `limit=Infinity`: Ajv 8.20 with `coerceTypes` and
 * `strictNumbers` holds no bound against an infinite number that was a text.
 */
export const refuseUnusable: RequestHandler = (req, _, next) => {
  const { openapi } = req as { openapi?: { pathParams?: object } };
  const { measurements: __, ...body } = Object(req.body);
  for (const part of [openapi?.pathParams ?? {}, req.query, body]) {
    for (const [name, value] of Object.entries(part)) {
      assertUsable(name, value);
    }
  }
  next();
};

function assertUsable(name: string, value: unknown): void {
  if (Array.isArray(value)) {
    value.forEach((item, index) => assertUsable(`${name}[${index}]`, item));
  } else if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw new InputError(`${name} is ${value}: use a whole number`);
  } else if (typeof value === 'string') {
    assertStorable(name, value);
  }
}
