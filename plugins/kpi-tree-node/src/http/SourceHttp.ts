/**
 * A question to another system.
 *
 * @public
 */
export type SourceRequest = {
  url: URL;
  /**
   * The URL that the admin configured. Its host may be asked, and only it gets the
   * headers and the body of the request.
   */
  configured: URL;
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string;
  signal: AbortSignal;
};

/**
 * An answer with a status of 2xx.
 *
 * @public
 */
export type SourceResponse = {
  /** From where it came in the end. */
  url: URL;
  /** A header; several of one name as one, with commas. */
  header(name: string): string | undefined;
  text: string;
  /**
   * The body as JSON, in which a whole number beyond 2^53, such as an id, is its text.
   *
   * @throws `InputError` if it is none
   */
  json(): unknown;
};

/**
 * Asks other systems on behalf of sources: only hosts that the admin named, a few
 * requests a host at once, again where that may help, and no more than is bearable.
 *
 * @public
 */
export interface SourceHttp {
  /**
   * @throws `NotAllowedError` if the host may not be asked, or the system refuses;
   * `AuthenticationError`, `NotFoundError` and `InputError` as the system answers,
   * `InputError` also for what is too much or no text;
   * `RetryLaterError` if it asks not to be called for longer than a run waits;
   * `ServiceUnavailableError` if it fails again and again or takes too long
   */
  request(request: SourceRequest): Promise<SourceResponse>;
}
