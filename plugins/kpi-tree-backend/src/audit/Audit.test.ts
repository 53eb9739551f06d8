import { mockServices } from '@backstage/backend-test-utils';
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Audit } from './Audit';

describe('the audit log', () => {
  it('names who called without a request', async () => {
    const auditor = mockServices.auditor.mock({
      createEvent: jest.fn(async () => ({
        success: async () => {},
        fail: async () => {},
      })),
    });
    const credentials = {
      principal: { type: 'user', userEntityRef: 'user:default/jane' },
    } as unknown as BackstageCredentials;
    await new Audit(auditor).record(
      { credentials },
      { eventId: 'record-read', meta: { kpi: 'mttr' } },
      async () => 'x',
    );
    expect(auditor.createEvent).toHaveBeenCalledWith({
      eventId: 'record-read',
      severityLevel: 'medium',
      meta: { kpi: 'mttr', by: 'user:default/jane' },
    });
  });
});
