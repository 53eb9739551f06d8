import { createBackendPlugin } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import notificationsPlugin from '@backstage/plugin-notifications-backend';
import emailModule from '@backstage/plugin-notifications-backend-module-email';
import {
  KpiTreeMessage,
  kpiTreeMessagesExtensionPoint,
  KpiTreeMessageSender,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import request from 'supertest';
import kpiTreeModuleNotifications from '.';
import { databaseOf } from './__testUtils__/databaseOf';
import { openMailbox } from './__testUtils__/mailbox';

jest.setTimeout(120_000);

const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
  disableDocker: true,
});

const jane = 'user:default/jane';
const joe = 'user:default/joe';

const user = (name: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name, namespace: 'default' },
  spec: { memberOf: [], profile: { email: `${name}@example.com` } },
});

const message: KpiTreeMessage = {
  recipients: [jane, joe],
  title: 'Mean time to restore of Payments is off target',
  description: '12 h in April 2026, target 4 h',
  link: '/kpi-tree/kpis/component/default/payments/mttr?tree=it&asOf=2026-05-01',
  severity: 'high',
  topic: 'off-target',
  scope: 'message-1',
};

/** What a test found out only after it, as the processors are not waited for. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

describe.each(databases.eachSupportedId())('the module on %s', id => {
  let mailbox: Awaited<ReturnType<typeof openMailbox>>;
  let sender: KpiTreeMessageSender;

  beforeEach(async () => {
    mailbox = await openMailbox();
  });

  afterEach(async () => {
    await mailbox.close();
  });

  async function start() {
    const { server } = await startTestBackend({
      features: [
        createBackendPlugin({
          pluginId: 'kpi-tree',
          register(env) {
            env.registerExtensionPoint(kpiTreeMessagesExtensionPoint, {
              setSender: given => {
                sender = given;
              },
            });
            env.registerInit({ deps: {}, async init() {} });
          },
        }),
        kpiTreeModuleNotifications,
        notificationsPlugin,
        emailModule,
        catalogServiceMock.factory({ entities: [user('jane'), user('joe')] }),
        databaseOf(databases, id),
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'https://portal.example.com/backstage' },
            notifications: {
              processors: {
                email: {
                  transportConfig: {
                    transport: 'smtp',
                    hostname: '127.0.0.1',
                    port: mailbox.port,
                  },
                  sender: 'portal@example.com',
                },
              },
            },
          },
        }),
      ],
    });
    const as = (who: string) => mockCredentials.user.header(who);
    return {
      listOf: async (who: string) =>
        (
          await request(server)
            .get('/api/notifications')
            .set('authorization', as(who))
            .expect(200)
        ).body.notifications,
      switchOff: (who: string, topic: string) =>
        request(server)
          .post('/api/notifications/settings')
          .set('authorization', as(who))
          .send({
            channels: [
              {
                id: 'Web',
                origins: [
                  {
                    id: 'plugin:kpi-tree',
                    enabled: true,
                    topics: [{ id: topic, enabled: false }],
                  },
                ],
              },
            ],
          })
          .expect(200),
    };
  }

  it('sends what the users find among their notifications, and by mail', async () => {
    const portal = await start();
    await sender.send(message);
    const { recipients: _, ...payload } = message;
    for (const who of [jane, joe]) {
      expect(await portal.listOf(who)).toMatchObject([
        { user: who, origin: 'plugin:kpi-tree', payload },
      ]);
    }
    await until(() => mailbox.mails.length === 2);
    const [mail] = mailbox.mails.filter(({ to }) =>
      to.includes('jane@example.com'),
    );
    expect(mail.text).toMatch(/^Subject: .*Mean time to restore of Payments/m);
    // Soft line breaks of quoted-printable
    const text = mail.text.replace(/=\r\n/g, '').replace(/=3D/g, '=');
    expect(text).toContain('12 h in April 2026, target 4 h');
    expect(text).toContain(
      'https://portal.example.com/backstage/kpi-tree/kpis/component/default/payments/mttr?tree=it',
    );
  });

  it('replaces what is sent again, and leaves out what a user switched off', async () => {
    const portal = await start();
    await sender.send(message);
    await sender.send({ ...message, description: 'again' });
    expect(await portal.listOf(jane)).toMatchObject([
      { payload: { description: 'again', scope: 'message-1' } },
    ]);
    await portal.switchOff(jane, 'off-target');
    await sender.send({ ...message, scope: 'message-2' });
    await sender.send({ ...message, scope: 'message-3', topic: 'stale' });
    const scopes = async (who: string) =>
      (await portal.listOf(who))
        .map((each: { payload: { scope: string } }) => each.payload.scope)
        .sort();
    expect(await scopes(jane)).toEqual(['message-1', 'message-3']);
    expect(await scopes(joe)).toEqual(['message-1', 'message-2', 'message-3']);
  });
});
