import {
  AuthService,
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  ConditionalPolicyDecision,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { Definitions } from '../definitions/Definitions';
import { VisibleDefinitions } from '../definitions/VisibleDefinitions';
import { ReaderRights, ReaderStore } from '../store/ReaderStore';
import type { MessageSubject } from '../store/Message';

/** Which of some entities meet conditions of a policy, asked of the catalog. */
export type ApplyConditions = (
  conditions: ConditionalPolicyDecision['conditions'],
  entityRefs: string[],
) => Promise<ReadonlySet<string>>;

/** Whether somebody may read something; not known where the policy was not asked lately. */
export type Readability = 'yes' | 'no' | 'unknown';

/** What the policy said longer ago than that is not relied on. */
const RIGHTS_AGE_MS = 30 * 86_400_000;

/** As often is noted that it said the same. */
const NOTED_AGAIN_MS = 86_400_000;

/** Users whose last decision is remembered. */
const MOST_REMEMBERED = 10_000;

/**
 * What users may read while they do not ask. Backstage lets no backend ask the policy for
 * another user, so what it said when they last asked is kept: everything, nothing, or the
 * conditions that an entity has to meet, with which the catalog is asked when a message is
 * sent.
 */
export class Readers {
  private readonly noted = new Map<string, { decision: string; at: number }>();
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly options: {
      store: ReaderStore;
      auth: AuthService;
      /** Whether the portal has a policy at all; else everybody may read everything. */
      hasPolicy: boolean;
      applyConditions: ApplyConditions;
      visible: VisibleDefinitions;
      logger: LoggerService;
      clock?: () => Date;
    },
  ) {}

  /** Keeps what the policy says of a user who asks now. */
  note(credentials: BackstageCredentials, decision: PolicyDecision): void {
    const { auth, hasPolicy } = this.options;
    if (hasPolicy && auth.isPrincipal(credentials, 'user')) {
      this.noteOf(credentials.principal.userEntityRef, decision);
    }
  }

  private noteOf(userRef: string, decision: PolicyDecision): void {
    const { store, logger } = this.options;
    const at = this.now();
    const text = JSON.stringify(decision);
    const known = this.noted.get(userRef);
    if (known?.decision === text && at - known.at < NOTED_AGAIN_MS) {
      return;
    }
    if (this.noted.size >= MOST_REMEMBERED) {
      this.noted.clear();
    }
    this.noted.set(userRef, { decision: text, at });
    // Nobody waits for it
    const written = store
      .write(userRef, { decision, decidedAt: new Date(at).toISOString() })
      .catch(error => {
        this.noted.delete(userRef);
        logger.warn(`Could not keep what ${userRef} may read: ${error}`);
      });
    this.writing = Promise.all([this.writing, written]).then(() => undefined);
  }

  /** Once everything is kept that was noted; for the end of a backend. */
  async settled(): Promise<void> {
    await this.writing;
  }

  /** Whether users may read all of some subjects, by user. */
  async mayRead(
    whole: Definitions,
    users: string[],
    about: MessageSubject[],
  ): Promise<ReadonlyMap<string, Readability>> {
    if (!this.options.hasPolicy) {
      return new Map(users.map(user => [user, 'yes']));
    }
    const rights = await this.options.store.read(users);
    // Members of a team mostly have the same conditions
    const known = new Map<string, Promise<Readability>>();
    const found = new Map<string, Readability>();
    for (const user of users) {
      const right = rights.get(user);
      const key = JSON.stringify(right?.decision ?? null);
      let readable = known.get(key);
      if (!readable || this.isOld(right)) {
        readable = this.decide(whole, right, about);
        known.set(key, readable);
      }
      found.set(user, await readable);
    }
    return found;
  }

  private async decide(
    whole: Definitions,
    rights: ReaderRights | undefined,
    about: MessageSubject[],
  ): Promise<Readability> {
    if (!rights || this.isOld(rights)) {
      return 'unknown';
    }
    const { decision } = rights;
    switch (decision.result) {
      case AuthorizeResult.ALLOW:
        return 'yes';
      case AuthorizeResult.DENY:
        return 'no';
      default:
        return (await this.meets(whole, decision, about)) ? 'yes' : 'no';
    }
  }

  /**
   * Whether everything about the subjects may be read: the entities, all members of
   * scopes, and the definitions by which they are judged as they are.
   */
  private async meets(
    whole: Definitions,
    { conditions }: ConditionalPolicyDecision,
    about: MessageSubject[],
  ): Promise<boolean> {
    const { applyConditions, visible } = this.options;
    const entities = new Set(
      about.flatMap(({ scope }) => [
        ...(whole.entities.has(scope) ? [scope] : []),
        ...whole.members(scope),
      ]),
    );
    const definitions = [...whole.kpis.values(), ...whole.trees.values()].map(
      definition => stringifyEntityRef(definition),
    );
    const readable = await applyConditions(conditions, [
      ...entities,
      ...definitions,
    ]);
    if (![...entities].every(ref => readable.has(ref))) {
      return false;
    }
    const isDefinition = new Set(definitions);
    const seen = visible.of(
      whole,
      ref => !isDefinition.has(ref) || readable.has(ref),
    );
    return about.every(({ scope, kpi }) => {
      if (kpi === undefined) {
        return !isDefinition.has(scope) || readable.has(scope);
      }
      const of = [scope, ...whole.members(scope)];
      return (
        seen.kpis.has(kpi) &&
        of.every(
          ref =>
            whole.attachedKpis(ref).has(kpi) ===
              seen.attachedKpis(ref).has(kpi) &&
            !seen.differences?.judgedOf(ref).has(kpi),
        )
      );
    });
  }

  private isOld(rights: ReaderRights | undefined): boolean {
    return (
      rights !== undefined &&
      this.now() - Date.parse(rights.decidedAt) > RIGHTS_AGE_MS
    );
  }

  private now(): number {
    return (this.options.clock?.() ?? new Date()).getTime();
  }
}
