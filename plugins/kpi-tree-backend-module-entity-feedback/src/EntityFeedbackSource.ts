import { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { dateOf, periodOf } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  CollectBatch,
  CollectRequest,
  EntityQuestion,
  entityQuestions,
  HoldBack,
  KpiSource,
  Measurement,
  PluginApi,
  refusedNames,
  RejectedFrom,
  RowError,
  SharedEntities,
  SourceEntity,
  SourceKpi,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { Ratings, readRatings } from './answers';
import { EntityFeedbackSettings, settingsSchema } from './settings';
import { measure, tallyOf } from './tally';

/** They stand for their members, over which their KPIs are rolled up. */
const SCOPE_KINDS = ['system', 'domain', 'group'];

/** How many entities are in a batch. */
const BATCH = 1_000;

type Question = EntityQuestion<EntityFeedbackSettings>;

/**
 * KPIs that are made of the ratings of entity-feedback. The plugin does not tell when a
 * rating was given, so they are the state of the day on which it is asked. All entities
 * are asked about at once.
 */
export class EntityFeedbackSource implements KpiSource<EntityFeedbackSettings> {
  readonly id = 'entity-feedback';
  readonly description = 'Ratings of entity-feedback';
  /** It knows the moment, and nothing of days on which it was not asked. */
  readonly silence = 'unknown' as const;
  readonly settings = settingsSchema;

  constructor(
    private readonly api: PluginApi,
    private readonly sharing: SharedEntities,
    readonly schedule: SchedulerServiceTaskScheduleDefinition,
    readonly holdBack?: HoldBack,
  ) {}

  settleNames(entities: readonly SourceEntity[]) {
    return { problems: refusedNames(entities, this.sharing) };
  }

  async *collect(
    request: CollectRequest<EntityFeedbackSettings>,
  ): AsyncGenerator<CollectBatch> {
    const { questions, errors } = entityQuestions(
      request.entities,
      request.kpis.filter(kpi => !isSummed(kpi)),
      this.sharing,
    );
    const mistakes = request.kpis.filter(isSummed).map(sumMistake);
    yield { errors: [...mistakes, ...errors] };
    const known = readRatings(await this.api.get('/ratings', request.signal));
    const own = ofMembers(questions, request.entities);
    for (let start = 0; start < own.length; start += BATCH) {
      request.signal.throwIfAborted();
      yield toBatch(own.slice(start, start + BATCH), known, request);
    }
  }
}

function isSummed({ spec }: SourceKpi<EntityFeedbackSettings>): boolean {
  return spec.aggregate.overTime === 'sum';
}

/** The sum of the ratings there are on each day is no number of ratings. */
function sumMistake({
  name,
  spec,
}: SourceKpi<EntityFeedbackSettings>): RowError {
  return {
    message: `The Kpi ${name} cannot be measured: spec.aggregate.overTime is "sum", which would count each rating once a ${spec.grain}: use last`,
    where: name,
  };
}

/**
 * A System, Domain or Group has the ratings of its members. It may have been rated
 * itself, and has that number instead only if its owner says so by annotation.
 */
function ofMembers(
  questions: Question[],
  entities: readonly SourceEntity[],
): Question[] {
  const scopes = new Map(
    entities
      .filter(({ entityRef }) =>
        SCOPE_KINDS.includes(parseEntityRef(entityRef).kind),
      )
      .map(({ entityRef, keys }) => [entityRef, keys]),
  );
  return questions.map(question => ({
    ...question,
    asked: question.asked.filter(({ entityRef, kpi }) => {
      const keys = scopes.get(entityRef);
      return !keys || Object.hasOwn(keys, kpi.name);
    }),
  }));
}

function toBatch(
  questions: Question[],
  known: ReadonlyMap<string, Ratings>,
  { to, timeZone }: CollectRequest<EntityFeedbackSettings>,
): CollectBatch {
  const today = dateOf(to.getTime(), timeZone);
  const measurements: Measurement[] = [];
  const errors: RowError[] = [];
  const incomplete: RejectedFrom[] = [];
  let rowsRead = 0;
  let rowsRejected = 0;
  for (const { entityRef: rated, asked } of questions) {
    // The plugin lists all entities with a rating: the others have none
    const tally = tallyOf(known.get(rated) ?? {});
    const rows = tally.others.reduce((sum, { count }) => sum + count, 0);
    if (asked.length) {
      rowsRead += tally.read;
      rowsRejected += rows;
      errors.push(
        ...tally.others.map(({ rating }) => otherMistake(rating, rated)),
      );
    }
    for (const { entityRef, kpi } of asked) {
      const period = periodOf(today, kpi.spec.grain);
      const place = { entityRef, kpi: kpi.name, period };
      const measured = measure(tally, kpi.settings, kpi.spec.unit);
      if (measured) {
        measurements.push({ ...place, ...measured });
      }
      if (rows) {
        incomplete.push({ ...place, rows });
      }
    }
  }
  return { measurements, rowsRead, rowsRejected, errors, incomplete };
}

function otherMistake(rating: string, entityRef: string): RowError {
  return {
    message: `The rating ${JSON.stringify(
      rating,
    )} does not count: the buttons of the plugin give LIKE, DISLIKE, NEUTRAL and 1 to 5`,
    where: entityRef,
    entityRef,
  };
}
