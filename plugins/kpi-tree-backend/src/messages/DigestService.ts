import { InputError } from '@backstage/errors';
import { MessagePreferences } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { IANAZone } from 'luxon';
import { DigestStore } from '../store/DigestStore';
import { nextDigest } from './nextDigest';

/** When users want a digest. */
export class DigestService {
  constructor(
    private readonly options: { store: DigestStore; clock?: () => Date },
  ) {}

  async read(userRef: string): Promise<MessagePreferences> {
    const digest = await this.options.store.read(userRef);
    return digest ? { digest } : {};
  }

  /** @throws `InputError` if the time zone is not one */
  async write(userRef: string, { digest }: MessagePreferences): Promise<void> {
    const { store, clock } = this.options;
    if (!digest) {
      await store.remove(userRef);
      return;
    }
    if (!IANAZone.isValidZone(digest.timeZone)) {
      throw new InputError(
        `digest.timeZone is ${digest.timeZone}: use an IANA zone such as Europe/Berlin`,
      );
    }
    const next = nextDigest(digest, clock?.() ?? new Date());
    await store.write(userRef, digest, next.toISOString());
  }
}
