import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { KpiTreeMessageSender } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { Knex } from 'knex';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { VisibleDefinitions } from '../definitions/VisibleDefinitions';
import { Stores } from '../store/createStores';
import { ActionMessages } from './ActionMessages';
import { DefinitionMessages } from './DefinitionMessages';
import { DigestMessages } from './DigestMessages';
import { DigestService } from './DigestService';
import { MentionMessages } from './MentionMessages';
import { MessageDelivery } from './MessageDelivery';
import { MessageService } from './MessageService';
import { MessageTelemetry } from './MessageTelemetry';
import { ApplyConditions, Readers } from './Readers';
import { VerdictMessages } from './VerdictMessages';

/** How messages leave the portal; not given where it sends none. */
export type Messaging = {
  sender: KpiTreeMessageSender;
  /** Whether the portal has a policy; else everybody may read everything. */
  hasPolicy: boolean;
  applyConditions: ApplyConditions;
  /** The time by which messages are sent; for tests. */
  clock?: () => Date;
};

/** What tells users of what happened. */
export function createMessages(options: {
  knex: Knex;
  config: KpiTreeConfig;
  stores: Stores;
  visible: VisibleDefinitions;
  auth: AuthService;
  messaging?: Messaging;
  metrics: MetricsService;
  logger: LoggerService;
}) {
  const { stores, messaging } = options;
  const { sender, clock } = messaging ?? {};
  const store = stores.messages;
  const readers = messaging
    ? new Readers({ ...options, ...messaging, store: stores.readers })
    : undefined;
  const messages = new MessageService({ store, sender, clock });
  return {
    readers,
    messages,
    digestService: new DigestService({ store: stores.digests, clock }),
    /** What hands messages over, in turn. */
    messageMakers: [
      new VerdictMessages({ ...options, ...stores, messages }),
      new DefinitionMessages({ ...options, ...stores, messages }),
      new ActionMessages({ ...options, ...stores, messages }),
      new DigestMessages({
        ...options,
        ...stores,
        messages,
        rights: readers,
        clock,
      }),
      new MentionMessages({ ...options, ...stores, messages, clock }),
    ],
    delivery: readers
      ? new MessageDelivery({
          ...options,
          store,
          sender,
          readers,
          clock,
          telemetry: new MessageTelemetry(options.metrics),
        })
      : undefined,
  };
}
