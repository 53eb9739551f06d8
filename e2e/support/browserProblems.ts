import type { BrowserContext, Request, Response } from '@playwright/test';

type Problem = { kind: 'console' | 'page' | 'request'; text: string };

/**
 * Collects what goes wrong in the browser besides what a test looks at: errors
 * on the console, exceptions nobody caught, requests to the portal that fail.
 */
export class BrowserProblems {
  readonly #origin: string;
  readonly #problems: Problem[] = [];
  readonly #allowed: RegExp[] = [];

  constructor(baseURL: string) {
    this.#origin = new URL(baseURL).origin;
  }

  /**
   * Lets a test cause problems: those whose text, as it would be listed,
   * matches. Requests read like `GET /api/catalog/entities -> 404`.
   */
  allow(...patterns: RegExp[]): void {
    this.#allowed.push(...patterns);
  }

  /** Watches all pages of a context; done for the one of `page` already. */
  watch(context: BrowserContext): void {
    context.on('console', message => {
      if (message.type() === 'error' && !this.#isAboutRequest(message)) {
        this.#add('console', message.text());
      }
    });
    context.on('weberror', webError => {
      const error = webError.error();
      this.#add('page', error.stack ?? String(error));
    });
    context.on('response', response => this.#onResponse(response));
    context.on('requestfailed', request => this.#onRequestFailed(request));
  }

  /** What came up and was not allowed, one line each. */
  list(): string[] {
    return this.#problems
      .filter(({ text }) => !this.#allowed.some(pattern => pattern.test(text)))
      .map(({ kind, text }) => `${kind}: ${text}`);
  }

  #add(kind: Problem['kind'], text: string) {
    this.#problems.push({ kind, text });
  }

  #onResponse(response: Response) {
    if (response.status() >= 400 && this.#isOwn(response.url())) {
      this.#add(
        'request',
        `${this.#describe(response.request())} -> ${response.status()}`,
      );
    }
  }

  #onRequestFailed(request: Request) {
    const reason = request.failure()?.errorText ?? 'failed';
    // Leaving a page gives up what it still loads
    if (reason !== 'net::ERR_ABORTED' && this.#isOwn(request.url())) {
      this.#add('request', `${this.#describe(request)} -> ${reason}`);
    }
  }

  #describe(request: Request) {
    const { pathname, search } = new URL(request.url());
    return `${request.method()} ${pathname}${search}`;
  }

  #isOwn(url: string) {
    return URL.canParse(url) && new URL(url).origin === this.#origin;
  }

  /** The console repeats failed requests, which are looked at themselves. */
  #isAboutRequest(message: { text(): string; location(): { url: string } }) {
    return (
      message.text().startsWith('Failed to load resource') &&
      this.#isOwn(message.location().url)
    );
  }
}
