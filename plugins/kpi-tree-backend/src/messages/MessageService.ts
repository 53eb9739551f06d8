import { ConfigProblem } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiTreeMessageSender } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { Knex } from 'knex';
import { MessageStore } from '../store/MessageStore';
import type { Message } from '../store/Message';

/** How long an admin is told of messages that reached nobody. */
const TOLD_MS = 7 * 86_400_000;

/** So many of them are named. */
const MOST_NAMED = 5;

/** Takes messages from all parts of the product, to be sent by whatever sends them. */
export class MessageService {
  constructor(
    private readonly options: {
      store: MessageStore;
      /** Not given where the portal sends no messages. */
      sender?: KpiTreeMessageSender;
      /** The time by which messages are sent, whatever day is shown; for tests. */
      clock?: () => Date;
    },
  ) {}

  /** Whether messages are sent at all. */
  get isOn(): boolean {
    return this.options.sender !== undefined;
  }

  /**
   * Has messages sent within a minute. Whom they reach is decided then. Does nothing where
   * the portal sends no messages.
   *
   * @param tx - in which they are noted: what is rolled back is not sent, and what is
   * committed is, whichever backend is killed
   */
  async send(messages: Message[], tx?: Knex): Promise<void> {
    if (this.isOn) {
      const { store, clock = () => new Date() } = this.options;
      await store.add(messages, clock().toISOString(), tx);
    }
  }

  /** What an admin has to know: which messages reached nobody, and why. */
  async problems(): Promise<ConfigProblem[]> {
    if (!this.isOn) {
      return [];
    }
    const { store, clock = () => new Date() } = this.options;
    const since = new Date(clock().getTime() - TOLD_MS).toISOString();
    const lost = await store.lost(since, MOST_NAMED);
    const failing = await store.failing();
    return [
      ...lost.map(
        ({ kind, detail, endedAt }): ConfigProblem => ({
          key: 'messages',
          message: `A message (${kind}) reached nobody at ${endedAt}: ${detail}`,
          severity: 'warning',
        }),
      ),
      ...(failing.count
        ? [
            {
              key: 'messages',
              message: `cannot be sent at the moment, ${failing.count} wait and are tried again: ${failing.detail}`,
              severity: 'error' as const,
            },
          ]
        : []),
    ];
  }
}
