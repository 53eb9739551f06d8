import { Action } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { createHash } from 'node:crypto';
import { today } from '../clock/today';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { Definitions } from '../definitions/Definitions';
import { ActionStore } from '../store/ActionStore';
import { Message } from '../store/Message';
import { ProgressStore } from '../store/ProgressStore';
import { portalPath } from './messageLinks';
import { MessageService } from './MessageService';
import { subjectTitle } from './subjectTitle';
import { messageTexts } from './texts';

/** An action is told to be due so many days before, and to be overdue as many after. */
const DUE_DAYS = 3;
const OVERDUE_DAYS = 30;

const DAY_MS = 86_400_000;

/**
 * Tells who is to do an action when it is given to them, shortly before it is due, and
 * when it is overdue; of the same date once. What is looked at again has the same id, so
 * that nobody is told twice, whichever backend looks.
 */
export class ActionMessages {
  constructor(
    private readonly options: {
      actions: ActionStore;
      progress: ProgressStore;
      messages: MessageService;
      config: Pick<KpiTreeConfig, 'now' | 'timeZone' | 'messages'>;
    },
  ) {}

  /** Hands over what is to be told. */
  async run(definitions: Definitions): Promise<void> {
    const { actions, progress, messages, config } = this.options;
    if (!messages.isOn) {
      return;
    }
    const since = await progress.get('messages');
    if (since === undefined) {
      // What was given before there were messages is known
      await progress.set('messages', config.now().toISOString());
      return;
    }
    const day = today(config);
    const open = await actions.list({ states: ['proposed', 'open'] });
    await messages.send(
      open.flatMap(action => [
        ...(action.changedAt >= since
          ? [this.assigned(definitions, action)]
          : []),
        ...this.dated(definitions, action, day),
      ]),
    );
  }

  private assigned(definitions: Definitions, action: Action): Message {
    const { title, changedBy, owner } = action;
    return {
      ...this.about(definitions, action),
      id: idOf('assigned', action.id, owner),
      kind: 'action-assigned',
      title: this.texts.actionAssigned(title),
      except: [changedBy],
    };
  }

  private dated(
    definitions: Definitions,
    action: Action,
    day: string,
  ): Message[] {
    const { id, title, due } = action;
    if (due === undefined) {
      return [];
    }
    const left = (Date.parse(due) - Date.parse(day)) / DAY_MS;
    const about = this.about(definitions, action);
    if (left >= 0 && left <= DUE_DAYS) {
      return [
        {
          ...about,
          id: idOf('due', id, due),
          kind: 'action-due',
          title: this.texts.actionDue(title, due),
        },
      ];
    }
    return left < 0 && left >= -OVERDUE_DAYS
      ? [
          {
            ...about,
            id: idOf('overdue', id, due),
            kind: 'action-overdue',
            title: this.texts.actionOverdue(title, due),
            severity: 'high',
          },
        ]
      : [];
  }

  private about(
    definitions: Definitions,
    { id, scope, kpi, tree, owner, due, state }: Action,
  ): Omit<Message, 'kind' | 'title'> {
    const { texts } = this;
    const definition = tree && definitions.trees.get(tree);
    return {
      to: [owner],
      description: [
        texts.subject(subjectTitle(definitions, { scope, kpi }, texts)),
        ...(due === undefined ? [] : [texts.until(due)]),
      ].join('\n'),
      link: portalPath({ tab: 'actions', action: id }),
      severity: state === 'open' ? 'normal' : 'low',
      about: [
        { scope, ...(kpi === undefined ? {} : { kpi }) },
        ...(definition ? [{ scope: treeRef(definition.metadata) }] : []),
      ],
    };
  }

  private get texts() {
    return messageTexts[this.options.config.messages.language];
  }
}

function treeRef({
  name,
  namespace = 'default',
}: {
  name: string;
  namespace?: string;
}): string {
  return `kpitree:${namespace}/${name}`.toLocaleLowerCase('en-US');
}

function idOf(...parts: string[]): string {
  return createHash('sha256').update(parts.join(' ')).digest('base64url');
}
