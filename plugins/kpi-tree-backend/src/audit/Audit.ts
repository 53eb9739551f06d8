import {
  AuditorService,
  AuditorServiceCreateEventOptions,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';

/** A write as it is in the audit log. */
export type AuditedWrite = Pick<
  AuditorServiceCreateEventOptions,
  'severityLevel'
> & {
  /** In kebab-case, such as `run-start`. */
  eventId: string;
  /** What it is about, as far as that is known before it is done. */
  meta?: JsonObject;
};

/** Who calls without an HTTP request of their own, as an agent does. */
export type CallerWithoutRequest = { credentials: BackstageCredentials };

/** Adds to what the audit log says of a write, whether it ends well or not. */
export type Note = (meta: JsonObject) => void;

/**
 * Writes what callers do to the audit log of the portal: who, what and how much, and
 * how it ended. Scheduled work is in no audit log: its runs are kept.
 */
export class Audit {
  constructor(private readonly auditor: AuditorService) {}

  /**
   * Does something that belongs into the audit log. Whether the caller may do it is
   * to be checked within, so that what is refused is logged as well.
   *
   * @param caller - the request, whose credentials say who it is; or, where there is none,
   * these credentials. The auditor then names the plugin as the actor, so that the caller
   * is in `meta` as `by`
   * @param write - of medium severity if it says nothing else
   * @param act - does it, and notes what it did
   * @throws what `act` throws, once that is logged
   */
  async record<T>(
    caller: object | CallerWithoutRequest,
    { severityLevel = 'medium', eventId, meta }: AuditedWrite,
    act: (note: Note) => Promise<T>,
  ): Promise<T> {
    const event = await this.auditor.createEvent({
      eventId,
      severityLevel,
      ...('credentials' in caller
        ? { meta: { ...meta, by: nameOf(caller.credentials) } }
        : {
            meta,
            request: caller as AuditorServiceCreateEventOptions['request'],
          }),
    });
    const noted: JsonObject = {};
    let result: T;
    try {
      result = await act(more => Object.assign(noted, more));
    } catch (error) {
      await event.fail({ error: error as Error, meta: noted });
      throw error;
    }
    await event.success({ meta: noted });
    return result;
  }
}

/** The reference of a user, or the subject of a service. */
function nameOf({ principal }: BackstageCredentials): string | null {
  const { userEntityRef, subject } = Object(principal);
  return userEntityRef ?? subject ?? null;
}
