import { createBackendModule } from '@backstage/backend-plugin-api';
import { notificationService } from '@backstage/plugin-notifications-node';
import { kpiTreeMessagesExtensionPoint } from '@kpi-tree/backstage-plugin-kpi-tree-node';

/**
 * Sends the messages of KPI trees through the notifications of the portal, and so by
 * whatever processors it has, such as those of e-mail and Slack.
 *
 * @public
 */
export const kpiTreeModuleNotifications = createBackendModule({
  pluginId: 'kpi-tree',
  moduleId: 'notifications',
  register(env) {
    env.registerInit({
      deps: {
        messages: kpiTreeMessagesExtensionPoint,
        notifications: notificationService,
      },
      async init({ messages, notifications }) {
        messages.setSender({
          send: ({ recipients, ...payload }) =>
            notifications.send({
              recipients: { type: 'entity', entityRef: recipients },
              payload,
            }),
        });
      },
    });
  },
});
