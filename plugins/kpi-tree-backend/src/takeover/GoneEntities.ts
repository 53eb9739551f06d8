import { Knex } from 'knex';
import { createHash } from 'node:crypto';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { measuredRefs } from '../definitions/claimingEntities';
import { Definitions } from '../definitions/Definitions';
import { lock } from '../store/database';
import { EntityNameStore, NamedEntity } from '../store/EntityNameStore';
import { SourceNames } from '../store/SourceNames';
import { proposeNames, RenameProposal } from './proposeNames';

/** More that went would be no renames any more. */
const MOST_GONE = 1_000;

/**
 * Keeps by which names sources know entities, as they are known no more once an entity
 * is gone, and finds the entity that one that went may have become.
 */
export class GoneEntities {
  private noted?: string;

  constructor(
    private readonly options: {
      knex: Knex;
      store: EntityNameStore;
      config: Pick<KpiTreeConfig, 'now' | 'timeZone'>;
    },
  ) {}

  /** Notes which entities there are, by which names, and which are gone. */
  async note(definitions: Definitions): Promise<void> {
    const current = new Map<string, SourceNames>(
      measuredRefs(definitions).map(ref => [
        ref,
        definitions.sourceNames.get(ref) ?? {},
      ]),
    );
    const fingerprint = createHash('sha256')
      .update(JSON.stringify([...current].sort(byKey)))
      .digest('base64url');
    if (this.noted === fingerprint) {
      return;
    }
    const { knex, store, config } = this.options;
    const now = config.now().toISOString();
    await knex.transaction(async tx => {
      await lock(tx, 'entity names');
      const known = new Map(
        (await store.readAll(tx)).map(one => [one.entityRef, one]),
      );
      const isFirst = known.size === 0;
      const changed: NamedEntity[] = [];
      for (const [entityRef, names] of current) {
        const before = known.get(entityRef);
        if (
          !before ||
          before.goneAt !== null ||
          JSON.stringify(before.names) !== JSON.stringify(names)
        ) {
          const since = before?.goneAt === null ? before.since : now;
          changed.push({
            entityRef,
            names,
            since: isFirst ? null : since,
            goneAt: null,
          });
        }
      }
      const isGone = (ref: string) => !definitions.entities.has(ref);
      for (const one of known.values()) {
        if (one.goneAt === null && isGone(one.entityRef)) {
          changed.push({ ...one, goneAt: now });
        }
      }
      if (this.noted === undefined) {
        // What went before anybody kept its names, or while no backend was there
        for (const entityRef of await store.measured(tx)) {
          if (!known.has(entityRef) && isGone(entityRef)) {
            changed.push({ entityRef, names: {}, since: null, goneAt: now });
          }
        }
        await store.forgetUnmeasured(tx);
      }
      await store.write(tx, changed);
    });
    this.noted = fingerprint;
  }

  /** Which entities may be those that went, of what is known now. */
  async proposals(definitions: Definitions): Promise<RenameProposal[]> {
    const { store, config } = this.options;
    const claimed = new Set(
      [...definitions.entities.values()].flatMap(
        ({ annotations }) => annotations.formerly ?? [],
      ),
    );
    const gone = (await store.gone(MOST_GONE)).filter(
      ({ entityRef }) =>
        !definitions.entities.has(entityRef) && !claimed.has(entityRef),
    );
    return gone.length
      ? proposeNames(definitions, gone, {
          timeZone: config.timeZone,
          since: async refs =>
            new Map(
              (await store.read(refs)).map(one => [one.entityRef, one.since]),
            ),
        })
      : [];
  }
}

function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : Number(a > b);
}
