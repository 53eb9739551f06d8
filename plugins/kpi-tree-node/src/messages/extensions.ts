import { createExtensionPoint } from '@backstage/backend-plugin-api';

/**
 * A message of KPI Tree to some users.
 *
 * @public
 */
export type KpiTreeMessage = {
  /** Full references of Users that the catalog has; at least one. */
  recipients: string[];
  /** What happened, in one sentence. */
  title: string;
  /** The evidence: value, target, since when, owner. */
  description: string;
  /** A path in the portal such as `/kpi-tree?scope=all`. */
  link: string;
  severity: 'critical' | 'high' | 'normal' | 'low';
  /** The kind of message, such as `off-target`: a user may switch it off. */
  topic: string;
  /** The same for the same message: what is sent again replaces what was sent before. */
  scope: string;
};

/**
 * What brings messages to users.
 *
 * @public
 */
export interface KpiTreeMessageSender {
  /** @throws any error if it could not be sent: it is tried again later */
  send(message: KpiTreeMessage): Promise<void>;
}

/**
 * Sends the messages of the KPI tree backend; without a sender there are none.
 *
 * @public
 */
export interface KpiTreeMessagesExtensionPoint {
  /** @throws if there is a sender already */
  setSender(sender: KpiTreeMessageSender): void;
}

/**
 * Sends the messages of the KPI tree backend.
 *
 * @public
 */
export const kpiTreeMessagesExtensionPoint =
  createExtensionPoint<KpiTreeMessagesExtensionPoint>({
    id: 'kpi-tree.messages',
  });
