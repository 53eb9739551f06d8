import { InputError } from '@backstage/errors';

/**
 * A result of arithmetic, which may be beyond what a number holds although each value
 * that went into it is not: the sum of two 1.7e308 is.
 *
 * @param what - what was computed, to name it
 * @throws `InputError` if it is no finite number
 */
export function finite(value: number, what: string): number {
  if (!Number.isFinite(value)) {
    throw new InputError(
      `${what} is beyond 1.8e308, the largest number there is`,
    );
  }
  return value;
}

/**
 * That there is no number in something that is beyond what a number holds, or that is
 * none: as JSON it would silently be nothing.
 *
 * @param value - plain data, as JSON has it
 * @param what - what it is, to name it
 * @throws `InputError` that says where in it
 */
export function assertFinite(value: unknown, what: string): void {
  if (typeof value === 'number') {
    finite(value, what);
  } else if (Array.isArray(value)) {
    value.forEach(each => assertFinite(each, what));
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, each] of Object.entries(value)) {
      if (typeof each === 'number' || typeof each === 'object') {
        assertFinite(each, `${what}.${key}`);
      }
    }
  }
}
