import {
  RELATION_CHILD_OF,
  RELATION_MEMBER_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { describeInsight, loadWords } from '@internal/kpi-tree';
import { Knex } from 'knex';
import { today } from '../clock/today';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { Definitions } from '../definitions/Definitions';
import { ownersOf } from '../definitions/ownersOf';
import { TreeIndex } from '../definitions/TreeIndex';
import { ActionStore } from '../store/ActionStore';
import { DigestStore, DueDigest } from '../store/DigestStore';
import { FollowStore } from '../store/FollowStore';
import { InsightStore, ROLLED_UP, StoredEvent } from '../store/InsightStore';
import { Message } from '../store/Message';
import { portalPath } from './messageLinks';
import { MessageService } from './MessageService';
import { digestSince, nextDigest } from './nextDigest';
import { Readers } from './Readers';
import { subjectTitle } from './subjectTitle';
import { messageTexts, MessageTexts } from './texts';

const DIGESTS_AT_ONCE = 100;

/** So many KPIs that moved are in a digest, the most important ones. */
const MOST_MOVED = 20;

/** So many events are looked through for them. */
const EVENTS_AT_ONCE = 500;
const MOST_EVENTS = 5_000;

const MOST_ACTIONS = 20;

/**
 * Sends digests to those who want them: what moved of what they own or follow since the
 * last one, by value stream, and which of their actions are due or overdue. Where there is
 * nothing to tell, there is none.
 */
export class DigestMessages {
  constructor(
    private readonly options: {
      knex: Knex;
      digests: DigestStore;
      follows: FollowStore;
      insights: InsightStore;
      actions: ActionStore;
      /** Not given where no messages are sent. */
      rights?: Readers;
      messages: MessageService;
      config: Pick<KpiTreeConfig, 'now' | 'timeZone' | 'messages'>;
      clock?: () => Date;
    },
  ) {}

  /** Hands over what is due. */
  async run({ whole }: Definitions, signal?: AbortSignal): Promise<void> {
    const { knex, digests, messages, rights, clock } = this.options;
    if (!messages.isOn || !rights) {
      return;
    }
    const now = clock?.() ?? new Date();
    for (const digest of await digests.due(
      now.toISOString(),
      DIGESTS_AT_ONCE,
    )) {
      signal?.throwIfAborted();
      const message = await this.message(whole, digest, rights);
      const next = nextDigest(digest, now).toISOString();
      await knex.transaction(async tx => {
        if (await digests.take(tx, digest, next)) {
          await messages.send(message ? [message] : [], tx);
        }
      });
    }
  }

  private async message(
    definitions: Definitions,
    digest: DueDigest,
    rights: Readers,
  ): Promise<Message | undefined> {
    const { config } = this.options;
    const { userRef, every } = digest;
    const texts = messageTexts[config.messages.language];
    const groups = groupsOf(definitions, userRef);
    const mayRead = async (about: { scope: string; kpi?: string }) =>
      (await rights.mayRead(definitions, [userRef], [about])).get(userRef) ===
      'yes';
    const moved = await this.moved(definitions, digest, groups, mayRead);
    const actions = await this.actionLines(groups, mayRead, texts);
    if (!moved.length && !actions.length) {
      return undefined;
    }
    return {
      kind: 'digest',
      to: [userRef],
      title: texts.digest(every),
      description: [
        ...(await this.movedLines(definitions, moved, texts)),
        ...actions,
      ].join('\n'),
      link: portalPath({ tab: 'mine' }),
      severity: 'low',
      // What is in it was asked for one by one
      about: [],
    };
  }

  /** The most important event of each KPI that they own or follow and may read. */
  private async moved(
    definitions: Definitions,
    digest: DueDigest,
    groups: ReadonlySet<string>,
    mayRead: (about: { scope: string; kpi: string }) => Promise<boolean>,
  ): Promise<StoredEvent[]> {
    const { insights, follows, config } = this.options;
    const since = digestSince(digest, today(config));
    const followed = await follows.ofUser(digest.userRef);
    const isTheirs = ({ subject, kpi, seriesId }: StoredEvent) =>
      definitions.kpis.has(kpi) &&
      (followed.some(
        each =>
          each.scope === subject &&
          (each.kpi === undefined || each.kpi === kpi) &&
          (each.tree === undefined || kpisOf(definitions, each.tree).has(kpi)),
      ) ||
        (seriesId !== ROLLED_UP &&
          definitions.attachedKpis(subject).has(kpi) &&
          ownersOf(definitions, subject, kpi).some(owner =>
            groups.has(owner),
          )));
    const found: StoredEvent[] = [];
    let after: StoredEvent | undefined;
    for (let seen = 0; seen < MOST_EVENTS; seen += EVENTS_AT_ONCE) {
      const part = await insights.first({
        since,
        limit: EVENTS_AT_ONCE,
        after,
      });
      for (const event of part.filter(isTheirs)) {
        const about = { scope: event.subject, kpi: event.kpi };
        if (found.length < MOST_MOVED && (await mayRead(about))) {
          found.push(event);
        }
      }
      after = part.at(-1);
      if (part.length < EVENTS_AT_ONCE || found.length >= MOST_MOVED) {
        break;
      }
    }
    return found;
  }

  private async movedLines(
    definitions: Definitions,
    moved: StoredEvent[],
    texts: MessageTexts,
  ): Promise<string[]> {
    const words = await loadWords(this.options.config.messages.language);
    const byStream = new Map<string, string[]>();
    for (const { subject: scope, kpi: name, text, date, facts } of moved) {
      const kpi = definitions.kpi(name);
      const stream = streamOf(definitions, scope, name) ?? texts.others;
      const said = describeInsight(
        { text, date, facts },
        { unit: kpi.spec.unit, periodType: kpi.spec.period, words },
      );
      const title = subjectTitle(definitions, { scope, kpi: name }, texts);
      byStream.set(stream, [
        ...(byStream.get(stream) ?? []),
        `- ${title}: ${said}`,
      ]);
    }
    return [...byStream].flatMap(([stream, lines]) => [stream, ...lines]);
  }

  private async actionLines(
    groups: ReadonlySet<string>,
    mayRead: (about: { scope: string; kpi?: string }) => Promise<boolean>,
    texts: MessageTexts,
  ): Promise<string[]> {
    const { actions, config } = this.options;
    const day = today(config);
    const lines: string[] = [];
    const open = await actions.list({
      owners: [...groups],
      states: ['proposed', 'open'],
    });
    for (const { due, title, scope, kpi } of open) {
      const isTold = due !== undefined && lines.length < MOST_ACTIONS;
      if (isTold && (await mayRead({ scope, kpi }))) {
        lines.push(
          `- ${
            due < day
              ? texts.actionOverdue(title, due)
              : texts.actionDue(title, due)
          }`,
        );
      }
    }
    return lines.length ? [texts.actions, ...lines] : [];
  }
}

/** A user and the groups in which they are, with those above. */
function groupsOf(
  { catalog }: Definitions,
  userRef: string,
): ReadonlySet<string> {
  const above = new Map<string, string[]>();
  for (const entity of catalog) {
    if (/^(user|group)$/i.test(entity.kind)) {
      above.set(
        stringifyEntityRef(entity),
        (entity.relations ?? []).flatMap(({ type, targetRef }) =>
          type === RELATION_MEMBER_OF || type === RELATION_CHILD_OF
            ? [targetRef]
            : [],
        ),
      );
    }
  }
  const found = new Set<string>();
  const add = (ref: string) => {
    if (!found.has(ref)) {
      found.add(ref);
      above.get(ref)?.forEach(add);
    }
  };
  add(userRef);
  return found;
}

function kpisOf({ trees }: Definitions, tree: string): ReadonlySet<string> {
  const root = trees.get(tree)?.spec.root;
  return root ? TreeIndex.of(root).kpis : new Set();
}

/** The title of the value stream in which an entity has a KPI. */
function streamOf(
  { entities, trees }: Definitions,
  scope: string,
  kpi: string,
): string | undefined {
  const attached = entities.get(scope)?.attachments.map(({ root }) => root);
  const roots = attached?.length
    ? attached
    : [...trees.values()].map(({ spec }) => spec.root);
  for (const root of roots) {
    const leaf = TreeIndex.of(root).leaves.find(each => each.leaf.kpi === kpi);
    const stream = leaf?.path.find(({ kind }) => kind === 'value-stream');
    if (stream) {
      return stream.title;
    }
  }
  return undefined;
}
