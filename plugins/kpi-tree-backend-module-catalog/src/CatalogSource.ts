import {
  AuthService,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  CollectBatch,
  CollectRequest,
  HoldBack,
  KpiSource,
  Measurement,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { Question } from './Question';
import { CatalogSettings, settingsSchema } from './settings';

const PAGE_SIZE = 1_000;

/** They stand for their members, over which their KPIs are rolled up. */
const SCOPE_KINDS = ['system', 'domain', 'group'];

/** An entity that is all right if one of these exists. */
type Pending = {
  question: Question;
  entityRef: string;
  targets: readonly string[];
};

/**
 * KPIs about the catalog itself: which of its entities have what is asked of them. The
 * whole catalog is read once for all KPIs, page by page.
 */
export class CatalogSource implements KpiSource<CatalogSettings> {
  readonly id = 'catalog';
  readonly description = 'The entities of the catalog of this portal';
  /** It knows the moment, and nothing of days on which it was not asked. */
  readonly silence = 'unknown' as const;
  readonly settings = settingsSchema;

  constructor(
    private readonly options: {
      catalog: CatalogService;
      auth: AuthService;
    },
    readonly schedule: SchedulerServiceTaskScheduleDefinition,
    readonly holdBack?: HoldBack,
  ) {}

  async *collect(
    request: CollectRequest<CatalogSettings>,
  ): AsyncGenerator<CollectBatch> {
    const { kpis, entities, to, timeZone, signal } = request;
    const { catalog, auth } = this.options;
    const questions = kpis.map(kpi => new Question(kpi));
    const measured = new Set(
      entities.flatMap(({ entityRef }) =>
        SCOPE_KINDS.includes(parseEntityRef(entityRef).kind) ? [] : [entityRef],
      ),
    );
    const existing = new Set<string>();
    const pending: Pending[] = [];
    for await (const page of catalog.streamEntities(
      { pageSize: PAGE_SIZE },
      { credentials: await auth.getOwnServiceCredentials() },
    )) {
      signal.throwIfAborted();
      const measurements: Measurement[] = [];
      for (const entity of page) {
        const entityRef = stringifyEntityRef(entity);
        existing.add(entityRef);
        for (const question of measured.has(entityRef) ? questions : []) {
          const answer = question.ask(entity);
          if (typeof answer === 'boolean') {
            measurements.push(
              ...question.measure(entityRef, answer, to, timeZone),
            );
          } else if (answer) {
            pending.push({ question, entityRef, targets: answer });
          }
        }
      }
      yield { measurements, rowsRead: page.length };
    }
    // Only now is known what there is
    yield {
      measurements: pending.flatMap(({ question, entityRef, targets }) =>
        question.measure(
          entityRef,
          targets.some(target => existing.has(target)),
          to,
          timeZone,
        ),
      ),
    };
  }
}
