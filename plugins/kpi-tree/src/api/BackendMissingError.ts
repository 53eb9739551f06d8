import { CustomErrorBase } from '@backstage/errors';

/** Where the API of the backend should be, something else answers, or nothing. */
export class BackendMissingError extends CustomErrorBase {
  readonly name = 'BackendMissingError';

  /** @param url - that was asked */
  constructor(url: string) {
    super(
      `The backend plugin kpi-tree does not answer at ${new URL(url).origin}`,
    );
  }
}
