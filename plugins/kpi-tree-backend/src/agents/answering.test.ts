import { mockServices } from '@backstage/backend-test-utils';
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { AgentServices } from './AgentServices';
import { answering, needOfScope } from './answering';

const credentials = {} as BackstageCredentials;

const servicesWith = (
  parts: { state?: string; fault?: string } = {},
): AgentServices =>
  ({
    arithmetic: { state: async () => parts.state ?? 'ready' },
    config: { faults: { calendar: parts.fault } },
    contexts: { of: async () => ({ day: '2026-05-15' }) },
    logger: mockServices.logger.mock(),
  } as unknown as AgentServices);

const ask = (services: AgentServices, answer: () => Promise<string>) =>
  answering(services, needOfScope, answer)({ input: 'all', credentials });

describe('the answer to an agent', () => {
  it('is refused with a reason while there are no right numbers', async () => {
    const answer = jest.fn(async () => 'x');
    await expect(
      ask(servicesWith({ state: 'computing' }), answer),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('being recomputed after an upgrade'),
    });
    const fault = 'kpiTree.timeZone is "Mars": use one such as Europe/Berlin';
    await expect(ask(servicesWith({ fault }), answer)).rejects.toThrow(fault);
    expect(answer).not.toHaveBeenCalled();
    // Numbers of one entity are evaluated when they are asked for
    const { output } = await answering(
      servicesWith({ state: 'computing' }),
      needOfScope,
      answer,
    )({ input: 'component:default/a', credentials });
    expect(output).toBe('x');
  });

  it('fails with an error that reaches the agent', async () => {
    const services = servicesWith();
    await expect(
      ask(services, async () => {
        throw new NotFoundError('There is none');
      }),
    ).rejects.toThrow(new NotFoundError('There is none'));
    expect(services.logger.error).not.toHaveBeenCalled();
    await expect(
      ask(services, async () => {
        throw new Error('The file is gone');
      }),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining(
        'It failed: The file is gone. Try again',
      ),
    });
    expect(services.logger.error).toHaveBeenCalled();
  });
});
