import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  assertError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { RequestContext } from '../access/RequestContexts';
import { ALL, SCOPE_KINDS } from '../definitions/Scope';
import { Need, whyNoNumbers } from '../router/numbersGate';
import { AgentServices } from './AgentServices';

/** What an action is called with. */
export type AgentCall<Input> = {
  input: Input;
  context: RequestContext;
  /** For the audit log. */
  caller: { credentials: BackstageCredentials };
};

/** What reaches an agent with its message; of others it hears that a request failed. */
const KNOWN = new Set([
  'InputError',
  'AuthenticationError',
  'NotAllowedError',
  'NotFoundError',
  'ConflictError',
  'NotImplementedError',
  'ServiceUnavailableError',
]);

/**
 * The function of an action: answers with what the caller may see, as the REST routes do,
 * and ends with an error that says what to do.
 *
 * @param needOf - what the answer needs, as of the routes
 */
export function answering<Input, Output>(
  { arithmetic, config, contexts, logger }: AgentServices,
  needOf: (input: Input) => Need,
  answer: (call: AgentCall<Input>) => Promise<Output>,
) {
  return async ({
    input,
    credentials,
  }: {
    input: Input;
    credentials: BackstageCredentials;
  }): Promise<{ output: Output }> => {
    try {
      const reason = await whyNoNumbers(
        needOf(input),
        arithmetic,
        config.faults,
      );
      if (reason) {
        throw new ServiceUnavailableError(reason.message);
      }
      const context = await contexts.of(credentials);
      return {
        output: await answer({ input, context, caller: { credentials } }),
      };
    } catch (error) {
      assertError(error);
      if (KNOWN.has(error.name)) {
        throw error;
      }
      logger.error('An action called by an agent failed', error);
      throw new ServiceUnavailableError(
        `It failed: ${error.message}. Try again later; if it stays like that, tell the admin of the portal, who finds more in the log of the backend`,
      );
    }
  };
}

/** What the numbers of an entity or scope need. */
export function needOfScope(scope: string): Need {
  const [kind] = scope.toLocaleLowerCase('en-US').split(':');
  return scope !== ALL && !SCOPE_KINDS.includes(kind) ? 'own' : 'many';
}

/**
 * The tree that is asked for, or the first that an entity or scope has.
 *
 * @throws `NotFoundError` if it has none
 */
export function treeOf(
  { definitions }: RequestContext,
  scope: string,
  tree: string | undefined,
): string {
  const found = tree ?? definitions.scope(scope).attachments[0]?.tree;
  if (found === undefined) {
    throw new NotFoundError(
      `${scope} has no KPI tree: none is attached to it, or you are not allowed to read it. Ask get-scorecard with scope "all" for the trees that there are`,
    );
  }
  return found;
}
