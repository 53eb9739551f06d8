import { mockCredentials, TestBackend } from '@backstage/backend-test-utils';
import request from 'supertest';

/**
 * Users rate entities, one after the other, as the buttons of the plugin send it.
 *
 * @param given - the entity reference, the name of the user and the rating
 */
export async function rate(
  { server }: TestBackend,
  given: [entityRef: string, user: string, rating: string][],
): Promise<void> {
  for (const [entityRef, user, rating] of given) {
    await request(server)
      .post(`/api/entity-feedback/ratings/${encodeURIComponent(entityRef)}`)
      .set('authorization', mockCredentials.user.header(`user:default/${user}`))
      .send({ rating })
      .expect(201);
  }
}

/** Until the catalog has so many entities of a kind, or for a minute. */
export async function catalogHas(
  { server }: TestBackend,
  kind: string,
  count: number,
): Promise<void> {
  const end = Date.now() + 60_000;
  for (;;) {
    const { body } = await request(server).get(
      `/api/catalog/entities?filter=kind=${kind}`,
    );
    if (body.length === count || Date.now() > end) {
      return;
    }
    await new Promise(resolve => setTimeout(resolve, 300));
  }
}
