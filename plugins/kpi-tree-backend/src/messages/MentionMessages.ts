import { Definitions } from '../definitions/Definitions';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { CommentStore } from '../store/CommentStore';
import { Message } from '../store/Message';
import { ProgressStore } from '../store/ProgressStore';
import { kpiPath } from './messageLinks';
import { MessageService } from './MessageService';
import { subjectTitle } from './subjectTitle';
import { messageTexts } from './texts';

const MENTIONS_AT_ONCE = 500;

/** Ids may become visible in another order than they were given in. */
const LOOKED_AT_AGAIN = 200;

/** What is older is no news, and may be forgotten by the messages. */
const NEWS_MS = 7 * 86_400_000;

/** As much of a comment is shown. */
const MOST_SHOWN = 300;

/** Tells users and groups whom a comment mentions. */
export class MentionMessages {
  constructor(
    private readonly options: {
      comments: CommentStore;
      progress: ProgressStore;
      messages: MessageService;
      config: Pick<KpiTreeConfig, 'messages'>;
      clock?: () => Date;
    },
  ) {}

  /** Hands over what is to be told. */
  async run(definitions: Definitions): Promise<void> {
    const { comments, progress, messages, clock } = this.options;
    if (!messages.isOn) {
      return;
    }
    const known = Number((await progress.get('mentions')) ?? 0);
    const since = new Date(
      (clock?.() ?? new Date()).getTime() - NEWS_MS,
    ).toISOString();
    let after = Math.max(0, known - LOOKED_AT_AGAIN);
    for (;;) {
      const mentions = await comments.mentionsAfter(after, MENTIONS_AT_ONCE);
      const told: Message[] = [];
      for (const mention of mentions) {
        const found =
          mention.at >= since
            ? await comments.read(mention.commentId)
            : undefined;
        if (found && !found.isDeleted) {
          told.push(this.message(definitions, mention, found.comment));
        }
      }
      await messages.send(told);
      after = mentions.at(-1)?.id ?? after;
      if (mentions.length < MENTIONS_AT_ONCE) {
        break;
      }
    }
    if (after > known) {
      await progress.set('mentions', String(after));
    }
  }

  private message(
    definitions: Definitions,
    { id, entityRef, by }: { id: number; entityRef: string; by: string },
    { scope, kpi, text }: { scope: string; kpi: string; text: string },
  ): Message {
    const texts = messageTexts[this.options.config.messages.language];
    return {
      id: `mention-${id}`,
      kind: 'mentioned',
      to: [entityRef],
      except: [by],
      title: texts.mentioned(
        definitions.entities.get(by)?.title ?? by,
        subjectTitle(definitions, { scope, kpi }, texts),
      ),
      description:
        text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text,
      link: kpiPath(scope, kpi),
      about: [{ scope, kpi }],
    };
  }
}
