import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type { MessageOutcome } from '../store/MessageStore';
import type { MessageKind } from '../store/Message';

/** What an operator sees in Backstage's metrics of messages. */
export class MessageTelemetry {
  private readonly counter: {
    add(value: number, attributes: { kind: string; outcome: string }): void;
  };

  constructor(metrics: MetricsService) {
    this.counter = metrics.createCounter('kpi_tree.messages', {
      description:
        'Messages by kind and outcome: sent, nobody (no such user in the catalog), forbidden (all of them may not read it) or failed',
    });
  }

  ended(kind: MessageKind, outcome: MessageOutcome): void {
    this.counter.add(1, { kind, outcome });
  }
}
