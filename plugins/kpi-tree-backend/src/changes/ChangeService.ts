import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  AcceptedChange,
  AcceptedChanges,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiOfEntity } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { RequestContext } from '../access/RequestContexts';
import { DefinitionsService } from '../catalog/DefinitionsService';
import { assertDates } from '../clock/assertDates';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { ownersOf } from '../definitions/ownersOf';
import { Refresher } from '../rollup/Refresher';
import { ScopeService } from '../scopes/ScopeService';
import { ChangeStore, ChangeSubject } from '../store/ChangeStore';

/** As long as a paragraph. */
const MAX_REASON = 1_000;

/** Whether the caller may declare changes of a KPI. */
type MayDeclare = (kpi: KpiOfEntity) => boolean;

/**
 * Changes of a process that somebody accepted in the portal: from their date on its
 * limits are recalculated.
 */
export class ChangeService {
  constructor(
    private readonly options: {
      store: ChangeStore;
      definitions: DefinitionsService;
      refresher: Refresher;
      scopes: ScopeService;
      config: Pick<KpiTreeConfig, 'now'>;
    },
  ) {}

  /**
   * The changes of a KPI of an entity or scope, and whether the caller may declare one.
   *
   * @throws `NotFoundError` if there is no such KPI, or no entity that the caller may
   * read
   */
  async list(
    context: RequestContext,
    subject: ChangeSubject,
    mayDeclare: MayDeclare,
  ): Promise<AcceptedChanges> {
    await this.assertReadable(context, subject);
    return {
      items: await this.options.store.read(subject),
      mayDeclare: isAllowed(context, subject, mayDeclare),
    };
  }

  /**
   * Accepts a change; one of the same date is replaced.
   *
   * @throws `InputError` if the date or the reason is wrong; `NotAllowedError` if the
   * caller may not
   */
  async declare(
    context: RequestContext,
    subject: ChangeSubject,
    { date, reason, by }: Pick<AcceptedChange, 'date' | 'reason' | 'by'>,
    mayDeclare: MayDeclare,
  ): Promise<AcceptedChange> {
    const { store, config } = this.options;
    await this.assertReadable(context, subject);
    assertAllowed(context, subject, mayDeclare);
    const change: AcceptedChange = {
      date,
      reason: reason.trim(),
      by,
      at: config.now().toISOString(),
    };
    check(context, subject, change);
    await store.write(subject, change);
    await this.changed();
    return change;
  }

  /**
   * Withdraws a change.
   *
   * @throws `NotFoundError` if there is none of the date; `NotAllowedError` if the
   * caller may not
   */
  async withdraw(
    context: RequestContext,
    subject: ChangeSubject,
    date: string,
    mayDeclare: MayDeclare,
  ): Promise<void> {
    await this.assertReadable(context, subject);
    assertAllowed(context, subject, mayDeclare);
    assertDates({ date });
    if (!(await this.options.store.delete(subject, date))) {
      throw new NotFoundError(
        `No change of ${subject.kpi} of ${subject.scope} was accepted for ${date}`,
      );
    }
    await this.changed();
  }

  private async assertReadable(
    context: RequestContext,
    { scope, kpi }: ChangeSubject,
  ): Promise<void> {
    context.definitions.kpi(kpi);
    await this.options.scopes.view(context, scope);
  }

  /** The limits of the KPI are others now, and those of no other. */
  private async changed(): Promise<void> {
    const { definitions, refresher } = this.options;
    refresher.refreshSoon(await definitions.reloadChanges());
  }
}

function isAllowed(
  { definitions }: RequestContext,
  { scope, kpi }: ChangeSubject,
  mayDeclare: MayDeclare,
): boolean {
  const owners = ownersOf(definitions, scope, kpi);
  return mayDeclare({ entityRef: scope, kpi, owners });
}

function assertAllowed(
  context: RequestContext,
  subject: ChangeSubject,
  mayDeclare: MayDeclare,
): void {
  if (!isAllowed(context, subject, mayDeclare)) {
    const { scope, kpi } = subject;
    throw new NotAllowedError(
      `you are not allowed to declare a change of ${kpi} of ${scope}: ask ${ownersOf(
        context.definitions,
        scope,
        kpi,
      ).join(' or ')}, who own it, or the admin of the portal`,
    );
  }
}

/** @throws `InputError` if the date or the reason is wrong */
function check(
  { definitions, day }: RequestContext,
  { kpi }: ChangeSubject,
  { date, reason }: AcceptedChange,
): void {
  const { baseline, changes = [] } = definitions.kpi(kpi).spec.signals ?? {};
  assertDates({ date });
  if (date > day) {
    throw new InputError(
      `date is ${date}, which is in the future: use one up to today, ${day}`,
    );
  }
  if (changes.some(change => change.date === date)) {
    throw new InputError(
      `date is ${date}, for which the definition of ${kpi} already declares a change`,
    );
  }
  if (baseline && baseline.from < date && date <= baseline.to) {
    throw new InputError(
      `date is ${date}, which is in the baseline of ${kpi}, ${baseline.from} to ${baseline.to}: use one after it`,
    );
  }
  if (!reason || reason.length > MAX_REASON) {
    throw new InputError(
      `reason has ${reason.length} characters: say in 1 to ${MAX_REASON} what was changed`,
    );
  }
}
