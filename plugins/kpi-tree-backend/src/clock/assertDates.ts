import { InputError } from '@backstage/errors';
import { dateMistake } from '@kpi-tree/backstage-plugin-kpi-tree-common';

/**
 * That what a caller asks with are dates of the product.
 *
 * @param dates - by the names that the caller knows; one that is not given is right
 * @throws `InputError` that names the first that is none, its value and the bounds
 */
export function assertDates(dates: Record<string, string | undefined>): void {
  for (const [name, date] of Object.entries(dates)) {
    const mistake = date === undefined ? undefined : dateMistake(name, date);
    if (mistake) {
      throw new InputError(mistake);
    }
  }
}
