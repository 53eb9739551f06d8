import { NotAllowedError, ResponseError } from '@backstage/errors';
import { failureMessage } from './failureMessage';

describe('failureMessage', () => {
  it('names the request that another plugin refused', async () => {
    const response = new Response(
      JSON.stringify({
        error: { name: 'AuthenticationError', message: 'Illegal token' },
        response: { statusCode: 401 },
      }),
      {
        status: 401,
        statusText: 'Unauthorized',
        headers: { 'content-type': 'application/json' },
      },
    );
    Object.defineProperty(response, 'url', {
      value: 'http://localhost:7007/api/catalog/entities/by-query?token=s3cret',
    });
    expect(failureMessage(await ResponseError.fromResponse(response))).toBe(
      'Request failed with 401 Unauthorized at http://localhost:7007/api/catalog/entities/by-query: Illegal token',
    );
  });

  it('leaves what says it already', () => {
    const error = new NotAllowedError('https://jira answers 403');
    expect(failureMessage(error)).toBe('https://jira answers 403');
    expect(failureMessage('broken')).toBe('broken');
  });
});
