import { InputError, NotFoundError } from '@backstage/errors';
import {
  PeriodException,
  PeriodExceptions,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { RequestContext } from '../access/RequestContexts';
import { DefinitionsService } from '../catalog/DefinitionsService';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { Refresher } from '../rollup/Refresher';
import { ExceptionStore, ExceptionSubject } from '../store/ExceptionStore';
import { assertMayWrite, assertPeriod, findKpi, MayWrite } from './kpiSubjects';
import { readText } from './readText';

/** As long as a paragraph. */
const MAX_REASON = 1_000;

/**
 * Periods that somebody left out of the limits and signals of a KPI, as they say nothing
 * of its process. What was stored of the KPI there is evaluated again at once.
 */
export class ExceptionService {
  constructor(
    private readonly options: {
      store: ExceptionStore;
      definitions: Pick<DefinitionsService, 'reloadChanges'>;
      refresher: Pick<Refresher, 'refreshSoon'>;
      config: Pick<KpiTreeConfig, 'now'>;
    },
  ) {}

  /**
   * The exceptions of a KPI of an entity or scope, and whether the caller may make one.
   *
   * @throws `NotFoundError` if the caller may not read the KPI or the scope
   */
  async list(
    context: RequestContext,
    subject: ExceptionSubject,
    mayDeclare: MayWrite,
  ): Promise<PeriodExceptions> {
    const { resource } = await findKpi(context, subject);
    return {
      items: await this.options.store.read(subject),
      mayDeclare: mayDeclare(resource),
    };
  }

  /**
   * Leaves a period out; an exception of the same period is replaced.
   *
   * @throws `InputError` if the period or the reason is wrong; `NotAllowedError` if the
   * caller may not
   */
  async declare(
    context: RequestContext,
    subject: ExceptionSubject,
    written: Omit<PeriodException, 'at'>,
    mayDeclare: MayWrite,
  ): Promise<PeriodException> {
    const { store, config } = this.options;
    const { periodType, period, by } = written;
    assertMayWrite(await findKpi(context, subject), mayDeclare, 'exceptions');
    const judged = context.definitions.kpi(subject.kpi).spec.period;
    if (periodType !== judged) {
      throw new InputError(
        `periodType is ${periodType}, but ${subject.kpi} is judged by ${judged}, and so are its limits: use ${judged}`,
      );
    }
    assertPeriod(context, written);
    const exception: PeriodException = {
      periodType,
      period,
      reason: readText('reason', written.reason, MAX_REASON),
      by,
      at: config.now().toISOString(),
    };
    await store.write(subject, exception);
    await this.changed();
    return exception;
  }

  /**
   * Takes an exception back: the period counts again.
   *
   * @throws `NotFoundError` if there is none; `NotAllowedError` if the caller may not
   */
  async withdraw(
    context: RequestContext,
    subject: ExceptionSubject,
    one: Pick<PeriodException, 'periodType' | 'period'>,
    mayDeclare: MayWrite,
  ): Promise<void> {
    assertMayWrite(await findKpi(context, subject), mayDeclare, 'exceptions');
    assertPeriod(context, one);
    if (!(await this.options.store.delete(subject, one))) {
      throw new NotFoundError(
        `The ${one.periodType} that begins on ${one.period} was not left out of the limits of ${subject.kpi} of ${subject.scope}`,
      );
    }
    await this.changed();
  }

  /** The limits of the KPI are others now, and those of no other. */
  private async changed(): Promise<void> {
    const { definitions, refresher } = this.options;
    refresher.refreshSoon(await definitions.reloadChanges());
  }
}
