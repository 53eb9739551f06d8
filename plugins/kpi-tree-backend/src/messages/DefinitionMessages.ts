import { Problem } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { Definitions } from '../definitions/Definitions';
import { lock } from '../store/database';
import { Message } from '../store/Message';
import { ProgressStore } from '../store/ProgressStore';
import { ToldProblemStore } from '../store/ToldProblemStore';
import { grouped } from './groupMessages';
import { entityPath } from './messageLinks';
import { MessageService } from './MessageService';
import { messageTexts } from './texts';

/** So many fields of an entity are named. */
const MOST_NAMED = 5;

/**
 * Tells the owner of a Kpi, KpiTree or annotated entity that it has mistakes: once, when
 * they begin. Those that were there before there were messages are told to nobody; they
 * are on the page of the entity and under Quality.
 */
export class DefinitionMessages {
  /** Most runs are about the same definitions. */
  private last?: Definitions;

  constructor(
    private readonly options: {
      knex: Knex;
      toldProblems: ToldProblemStore;
      progress: ProgressStore;
      messages: MessageService;
      config: Pick<KpiTreeConfig, 'messages'>;
    },
  ) {}

  /** Hands over what is to be told. */
  async run({ whole }: Definitions): Promise<void> {
    const { knex, toldProblems, progress, messages } = this.options;
    if (!messages.isOn || this.last === whole) {
      return;
    }
    const problems = new Map<string, Problem[]>();
    for (const problem of whole.problems()) {
      const of = problems.get(problem.entityRef) ?? [];
      problems.set(problem.entityRef, [...of, problem]);
    }
    const at = new Date().toISOString();
    const isFirst = (await progress.get('problems')) === undefined;
    await knex.transaction(async tx => {
      await lock(tx, 'told problems');
      const begun = await toldProblems.replace(
        tx,
        new Set(problems.keys()),
        at,
      );
      if (!isFirst) {
        await messages.send(
          grouped(
            begun.flatMap(ref => this.message(whole, ref, problems.get(ref)!)),
            messageTexts[this.options.config.messages.language],
          ),
          tx,
        );
      }
    });
    if (isFirst) {
      await progress.set('problems', at);
    }
    this.last = whole;
  }

  private message(
    { entities }: Definitions,
    ref: string,
    problems: Problem[],
  ): Message[] {
    const entity = entities.get(ref);
    if (!entity?.owner) {
      return [];
    }
    const texts = messageTexts[this.options.config.messages.language];
    return [
      {
        kind: 'definition-to-fix',
        to: [entity.owner],
        title: texts.definitionToFix(entity.title),
        // What is wrong with them may name what the owner may not read
        description: [...new Set(problems.map(({ field }) => field))]
          .slice(0, MOST_NAMED)
          .map(field => `- ${field}`)
          .join('\n'),
        link: entityPath(ref),
        about: [{ scope: ref }],
      },
    ];
  }
}
