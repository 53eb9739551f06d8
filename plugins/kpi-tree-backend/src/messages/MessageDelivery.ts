import { LoggerService } from '@backstage/backend-plugin-api';
import { KpiTreeMessageSender } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { Definitions } from '../definitions/Definitions';
import {
  MessageOutcome,
  MessageStore,
  WaitingMessage,
} from '../store/MessageStore';
import { portalPath } from './messageLinks';
import { MessageTelemetry } from './MessageTelemetry';
import { Readers } from './Readers';
import { usersOf } from './recipients';

/** How long whoever took a message has for sending it. */
const TURN_MS = 2 * 60_000;

/** How long after a failure it is tried again, twice as long after each other one. */
const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 3_600_000;

/** A message that cannot be sent for so long is given up: it is no news any more. */
const GIVEN_UP_AFTER_MS = 3 * 86_400_000;

/** How long it is known what was sent. */
const KEPT_MS = 60 * 86_400_000;

const MESSAGES_AT_ONCE = 200;

/** What somebody is told of whom it is not known what they may read. */
const invitation = {
  title: 'There is news about a KPI that you own or follow',
  description:
    'It is shown in the portal, where it is known what you may read. Once you have been there, messages say what it is.',
  link: portalPath({ tab: 'mine' }),
} as const;

/**
 * Sends messages that wait, each once and by one backend. Where a backend is killed
 * between sending and noting it, the message is sent again by the same scope, with which
 * Backstage puts it in the place of the first.
 */
export class MessageDelivery {
  constructor(
    private readonly options: {
      store: MessageStore;
      sender?: KpiTreeMessageSender;
      readers: Readers;
      telemetry: MessageTelemetry;
      logger: LoggerService;
      clock?: () => Date;
    },
  ) {}

  /** Sends what is due. */
  async run(definitions: Definitions, signal?: AbortSignal): Promise<void> {
    const { store, sender } = this.options;
    if (!sender) {
      return;
    }
    for (;;) {
      const due = await store.due(this.after(0), MESSAGES_AT_ONCE);
      for (const message of due) {
        signal?.throwIfAborted();
        if (await store.take(message, this.after(TURN_MS))) {
          await this.deliver(sender, definitions, message);
        }
      }
      if (due.length < MESSAGES_AT_ONCE) {
        break;
      }
    }
    await store.forget(this.after(-KEPT_MS));
  }

  private async deliver(
    sender: KpiTreeMessageSender,
    definitions: Definitions,
    message: WaitingMessage,
  ): Promise<void> {
    const { id, kind, title, description, link, severity, about } = message;
    try {
      const { users, unknown } = this.recipients(definitions, message);
      if (!users.length) {
        await this.lose(message, unknown);
        return;
      }
      const rights = await this.options.readers.mayRead(
        definitions.whole,
        users,
        about,
      );
      const which = (readable: string) =>
        users.filter(user => rights.get(user) === readable);
      const [told, invited] = [which('yes'), which('unknown')];
      const common = { severity: severity ?? 'normal', topic: kind, scope: id };
      if (told.length) {
        await sender.send({
          ...common,
          recipients: told,
          title,
          description,
          link,
        });
      }
      if (invited.length) {
        await sender.send({ ...common, recipients: invited, ...invitation });
      }
      await this.end(
        message,
        told.length + invited.length ? 'sent' : 'forbidden',
      );
    } catch (error) {
      await this.fail(message, error as Error);
    }
  }

  /** Whom it goes to, whatever they may read. */
  private recipients(
    definitions: Definitions,
    { to, except = [] }: WaitingMessage,
  ): { users: string[]; unknown: string[] } {
    const { users, unknown } = usersOf(definitions, to);
    const others = users.filter(user => !except.includes(user));
    return { users: others, unknown };
  }

  private async lose(
    message: WaitingMessage,
    unknown: string[],
  ): Promise<void> {
    const { to, except = [], kind } = message;
    const isOwnDeed = except.length > 0 && unknown.length === 0;
    if (isOwnDeed) {
      await this.end(message, 'sent');
      return;
    }
    const reason = unknown.length
      ? `${unknown.join(', ')} is not in the catalog as a User or Group`
      : `${to.join(', ') || 'nobody'} has no members in the catalog`;
    this.options.logger.warn(
      `A message (${kind}) reached nobody: ${reason}. It said: ${message.title}`,
    );
    await this.end(message, 'nobody', reason);
  }

  private async fail(message: WaitingMessage, error: Error): Promise<void> {
    const { store, logger } = this.options;
    const { id, kind, attempts, createdAt } = message;
    const age = this.now() - Date.parse(createdAt);
    if (age > GIVEN_UP_AFTER_MS) {
      logger.error(`A message (${kind}) is given up: ${error.message}`);
      await this.end(message, 'failed', error.message);
      return;
    }
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempts);
    if (attempts === 0) {
      logger.warn(
        `A message (${kind}) could not be sent, and is tried again: ${error.message}`,
      );
    }
    await store.postpone(id, this.after(pause), error.message);
  }

  private async end(
    { id, kind }: WaitingMessage,
    outcome: MessageOutcome,
    detail?: string,
  ): Promise<void> {
    await this.options.store.end(id, this.after(0), outcome, detail);
    this.options.telemetry.ended(kind, outcome);
  }

  private now(): number {
    return (this.options.clock?.() ?? new Date()).getTime();
  }

  /** So many milliseconds from now, ISO 8601. */
  private after(ms: number): string {
    return new Date(this.now() + ms).toISOString();
  }
}
