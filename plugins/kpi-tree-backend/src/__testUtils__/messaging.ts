import type { KpiTreeMessage } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { Messaging } from '../messages/createMessages';

/**
 * What takes the messages of a harness, with the time by which they are sent; what users
 * may read by conditions is in `readable`.
 */
export function createMessaging({ hasPolicy = false } = {}) {
  const state = {
    sent: [] as KpiTreeMessage[],
    /** With what the next attempts fail. */
    failures: [] as Error[],
    time: new Date('2026-05-15T08:00:00Z'),
    /** What meets any conditions. */
    readable: new Set<string>(),
  };
  const messaging: Messaging = {
    hasPolicy,
    clock: () => state.time,
    applyConditions: async (_conditions, refs) =>
      new Set(refs.filter(ref => state.readable.has(ref))),
    sender: {
      async send(message) {
        const failure = state.failures.shift();
        if (failure) {
          throw failure;
        }
        state.sent.push(message);
      },
    },
  };
  return {
    messaging,
    state,
    /** What was sent since it was asked the last time. */
    take: () => state.sent.splice(0),
    later: (ms: number) => {
      state.time = new Date(state.time.getTime() + ms);
    },
  };
}
