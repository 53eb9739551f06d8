import { describeInsight, loadWords } from '@internal/kpi-tree';
import { Knex } from 'knex';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { Definitions } from '../definitions/Definitions';
import { ownersOf } from '../definitions/ownersOf';
import { TreeIndex } from '../definitions/TreeIndex';
import { lock } from '../store/database';
import { FollowStore, Follower } from '../store/FollowStore';
import { ROLLED_UP } from '../store/InsightStore';
import { Message, MessageKind } from '../store/Message';
import { PendingVerdict, VerdictStore } from '../store/VerdictStore';
import { Decision, decideVerdict, Telling } from './decideVerdict';
import { grouped, ToldMessage } from './groupMessages';
import { kpiPath } from './messageLinks';
import { MessageService } from './MessageService';
import { subjectTitle } from './subjectTitle';
import { messageTexts, MessageTexts } from './texts';

/** Looked at in one transaction. */
const VERDICTS_AT_ONCE = 2_000;

/** The most important first: it is what the message is about. */
const order: readonly Telling[] = [
  'off-target',
  'not-off-target',
  'signal-worsening',
  'forecast-miss',
  'no-signal',
  'stale',
  'back-on-target',
  'signal-improving',
];

/** Under which topic each is sent: a correction as what it takes back. */
const topics: Record<Telling, MessageKind> = {
  'off-target': 'off-target',
  'back-on-target': 'back-on-target',
  'signal-worsening': 'signal-worsening',
  'signal-improving': 'signal-improving',
  'forecast-miss': 'forecast-miss',
  stale: 'stale',
  'not-off-target': 'off-target',
  'no-signal': 'signal-worsening',
};

const bad: readonly Telling[] = ['off-target', 'signal-worsening'];

type Decided = { verdict: PendingVerdict } & Decision;

/**
 * Turns verdicts that are otherwise than before into messages to owners and followers: one
 * for a KPI of an entity, and one for all of somebody's where many begin at once.
 */
export class VerdictMessages {
  constructor(
    private readonly options: {
      knex: Knex;
      verdicts: VerdictStore;
      follows: FollowStore;
      messages: MessageService;
      config: Pick<KpiTreeConfig, 'messages'>;
    },
  ) {}

  /** Hands over what is to be told of what was evaluated since. */
  async run({ whole }: Definitions, signal?: AbortSignal): Promise<void> {
    const { knex, verdicts, follows, messages } = this.options;
    while (messages.isOn && (await verdicts.isAnyPending())) {
      signal?.throwIfAborted();
      await knex.transaction(async tx => {
        await lock(tx, 'verdicts');
        const pending = await verdicts.pending(tx, VERDICTS_AT_ONCE);
        const decided = pending.map(
          (verdict): Decided => ({ verdict, ...decideVerdict(verdict) }),
        );
        await verdicts.tell(tx, decided);
        const subjects = decided
          .filter(({ telling }) => telling)
          .map(({ verdict }) => verdict.subject);
        const told = await this.messagesOf(whole, decided, {
          followers: await follows.ofScopes(tx, subjects),
          measured: await verdicts.measured(tx, subjects),
        });
        await messages.send(grouped(told, this.texts), tx);
      });
    }
  }

  private get texts(): MessageTexts {
    return messageTexts[this.options.config.messages.language];
  }

  private async messagesOf(
    definitions: Definitions,
    decided: Decided[],
    known: { followers: Follower[]; measured: ReadonlySet<string> },
  ): Promise<ToldMessage[]> {
    const bySubject = new Map<string, Decided[]>();
    for (const one of decided) {
      if (one.telling && isShown(definitions, one.verdict, known.measured)) {
        const { subject, kpi } = one.verdict;
        const key = `${subject} ${kpi}`;
        bySubject.set(key, [...(bySubject.get(key) ?? []), one]);
      }
    }
    const found: ToldMessage[] = [];
    for (const several of bySubject.values()) {
      several.sort(
        (a, b) => order.indexOf(a.telling!) - order.indexOf(b.telling!),
      );
      const to = recipientsOf(definitions, several[0].verdict, known.followers);
      if (to.length) {
        found.push({ ...(await this.message(definitions, several)), to });
      }
    }
    return found;
  }

  private async message(
    definitions: Definitions,
    several: Decided[],
  ): Promise<Omit<Message, 'to'>> {
    const [{ verdict, telling }] = several;
    const { texts } = this;
    const { subject: scope, kpi: name } = verdict;
    const kpi = definitions.kpi(name);
    const words = await loadWords(this.options.config.messages.language);
    const { owner } = definitions.effective(kpi, scope);
    const evidence = several.map(each =>
      isCorrection(each.telling!)
        ? `${texts.corrected} ${texts.valuesChanged}`
        : describeInsight(
            { text: '', ...each.verdict.evidence },
            { ...kpi.spec, periodType: kpi.spec.period, words },
          ),
    );
    return {
      kind: topicOf(telling!, verdict),
      title: titleOf(
        texts,
        telling!,
        subjectTitle(definitions, { scope, kpi: name }, texts),
      ),
      description: [...evidence, texts.owner(owner)].join('\n'),
      link: kpiPath(scope, name, {
        tree: treeOf(definitions, scope, name),
      }),
      severity: bad.includes(telling!) ? 'high' : 'normal',
      about: [{ scope, kpi: name }],
    };
  }
}

function topicOf(telling: Telling, { told }: PendingVerdict): MessageKind {
  return telling === 'no-signal' && told?.state === 'improving'
    ? 'signal-improving'
    : topics[telling];
}

function isCorrection(telling: Telling): boolean {
  return telling === 'not-off-target' || telling === 'no-signal';
}

function titleOf(texts: MessageTexts, telling: Telling, kpi: string): string {
  switch (telling) {
    case 'off-target':
      return texts.offTarget(kpi);
    case 'back-on-target':
      return texts.backOnTarget(kpi);
    case 'signal-worsening':
      return texts.worsening(kpi);
    case 'signal-improving':
      return texts.improving(kpi);
    case 'forecast-miss':
      return texts.forecastMiss(kpi);
    case 'stale':
      return texts.stale(kpi);
    case 'not-off-target':
      return texts.notOffTarget(kpi);
    default:
      return texts.noSignal(kpi);
  }
}

/** Whether the portal shows it: what is measured of a scope itself goes before. */
function isShown(
  definitions: Definitions,
  { subject, kpi, seriesId }: PendingVerdict,
  measured: ReadonlySet<string>,
): boolean {
  if (!definitions.kpis.has(kpi)) {
    return false;
  }
  return seriesId === ROLLED_UP
    ? !measured.has(`${subject} ${kpi}`)
    : definitions.attachedKpis(subject).has(kpi);
}

/** What members come to is told to those who follow it: owners are told of each member. */
function recipientsOf(
  definitions: Definitions,
  { subject, kpi, seriesId }: PendingVerdict,
  followers: Follower[],
): string[] {
  const following = followers.filter(
    follower =>
      follower.scope === subject &&
      (follower.kpi === undefined || follower.kpi === kpi) &&
      (follower.tree === undefined || isIn(definitions, follower.tree, kpi)),
  );
  return [
    ...new Set([
      ...(seriesId === ROLLED_UP ? [] : ownersOf(definitions, subject, kpi)),
      ...following.map(({ userRef }) => userRef),
    ]),
  ];
}

function isIn({ trees }: Definitions, tree: string, kpi: string): boolean {
  const found = trees.get(tree);
  return found !== undefined && TreeIndex.of(found.spec.root).kpis.has(kpi);
}

/** A tree that shows it. */
function treeOf(
  definitions: Definitions,
  scope: string,
  kpi: string,
): string | undefined {
  const attached = definitions.entities.get(scope)?.attachments ?? [];
  const found = attached.find(({ root }) => TreeIndex.of(root).kpis.has(kpi));
  return (
    found?.tree ??
    [...definitions.trees.keys()].find(tree => isIn(definitions, tree, kpi))
  );
}
