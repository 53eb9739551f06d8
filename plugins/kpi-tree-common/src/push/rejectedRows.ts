import { RunError } from '../api';

/**
 * So many rejected rows are told one by one; see {@link WriteResult}.
 *
 * @public
 */
export const REJECTED_ROWS_TOLD = 10_000;

/** Different messages that are kept; more would not be read. */
const MESSAGES_TOLD = 50;

/**
 * Equal messages become one with a count and the place of the first.
 *
 * @public
 */
export class GroupedMessages {
  private readonly byMessage = new Map<string, RunError>();
  private leftOut = 0;

  add(message: string, where: string): void {
    const known = this.byMessage.get(message);
    if (known) {
      known.count++;
    } else if (this.byMessage.size < MESSAGES_TOLD) {
      this.byMessage.set(message, { message, where, count: 1 });
    } else {
      this.leftOut++;
    }
  }

  list(): RunError[] {
    return [
      ...[...this.byMessage.values()].map(error => ({ ...error })),
      ...(this.leftOut
        ? [{ message: 'Further errors are left out', count: this.leftOut }]
        : []),
    ];
  }
}
