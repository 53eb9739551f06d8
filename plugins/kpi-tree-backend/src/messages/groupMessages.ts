import { Message } from '../store/Message';
import { portalPath } from './messageLinks';
import type { MessageTexts } from './texts';

/** A message about one KPI of one entity or scope. */
export type ToldMessage = Message;

/** Of more that begin at once somebody gets one message. */
const MOST_SINGLE = 3;

/** So many of them are named in it. */
const MOST_NAMED = 10;

/** The topics of messages in the order in which they matter. */
const topicOrder = [
  'off-target',
  'signal-worsening',
  'forecast-miss',
  'stale',
  'definition-to-fix',
  'back-on-target',
  'signal-improving',
] as const;

/**
 * Puts together what begins at once: whoever owns or follows more than three of the KPIs
 * gets one message about all of them of a topic, in place of one for each.
 */
export function grouped(messages: Message[], texts: MessageTexts): Message[] {
  const byRecipient = new Map<string, Message[]>();
  for (const message of messages) {
    for (const to of message.to) {
      byRecipient.set(to, [...(byRecipient.get(to) ?? []), message]);
    }
  }
  const isMany = (to: string) => byRecipient.get(to)!.length > MOST_SINGLE;
  const single = messages.flatMap(message => {
    const to = message.to.filter(one => !isMany(one));
    return to.length ? [{ ...message, to }] : [];
  });
  const many = [...byRecipient].flatMap(([to, all]) =>
    isMany(to) ? topicsOf(to, all, texts) : [],
  );
  return [...single, ...many];
}

/** One for each topic, as users switch topics off. */
function topicsOf(
  to: string,
  messages: Message[],
  texts: MessageTexts,
): Message[] {
  return topicOrder.flatMap(kind => {
    const all = messages.filter(message => message.kind === kind);
    return all.length > 1
      ? [
          {
            kind,
            to: [to],
            title: texts.several(all.length),
            description: [
              ...all.slice(0, MOST_NAMED).map(({ title }) => `- ${title}`),
              ...(all.length > MOST_NAMED
                ? [texts.more(all.length - MOST_NAMED)]
                : []),
            ].join('\n'),
            link: portalPath({ tab: 'mine' }),
            severity: all[0].severity,
            about: all.flatMap(({ about }) => about),
          },
        ]
      : all.map(message => ({ ...message, to: [to] }));
  });
}
