import { RunError } from '../api';

/**
 * The number of rejected rows that are listed individually; see {@link WriteResult}.
 *
 * @public
 */
export const REJECTED_ROWS_NAMED = 10_000;

/**
 * The warning of a row that overwrites another one of the same file or request.
 *
 * @public
 */
export const SENT_TWICE =
  'An earlier row of the same entity, KPI and period is overwritten: add them up, or leave one out';

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

  /** @param count - how many there are, all alike */
  add(message: string, where?: string, count = 1): void {
    const known = this.byMessage.get(message);
    if (known) {
      known.count += count;
    } else if (this.byMessage.size < MESSAGES_TOLD) {
      this.byMessage.set(message, {
        message,
        ...(where ? { where } : {}),
        count,
      });
    } else {
      this.leftOut += count;
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
