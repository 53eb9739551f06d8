import { RecordsMissing } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { readRecords } from '../records/readRecords';
import { AgentServices } from './AgentServices';
import { AgentCall } from './answering';

const MISSING: Record<RecordsMissing, string> = {
  formula: 'It is calculated from other KPIs: explain its operands',
  pushed: 'No source measures it: its values are sent to the portal',
  'not-kept': 'Its source keeps no records, or not of that time',
};

/** The records behind a value, or why the caller does not get them. */
export async function recordsBehind(
  { context, caller }: Pick<AgentCall<unknown>, 'context' | 'caller'>,
  {
    scope,
    kpi,
    period,
    limit,
  }: { scope: string; kpi: string; period: string; limit: number },
  services: AgentServices,
) {
  if (limit === 0) {
    return none('Records were not asked for: records is 0');
  }
  try {
    const page = await readRecords(
      caller,
      context,
      { scope, kpi, period, limit, descending: true },
      services,
    );
    return {
      total: page.records ?? null,
      readAt: page.readAt ?? null,
      columns: (page.columns ?? []).map(({ name }) => name),
      items: page.items.map(({ entityRef, place, value, cells, link }) => ({
        entityRef,
        place,
        value,
        cells,
        link: link ?? null,
      })),
      operands: page.operands ?? [],
      whyNone: page.missing ? MISSING[page.missing] : null,
    };
  } catch (error) {
    // The rest of the answer is for whoever may read the KPI
    if (error instanceof Error && error.name === 'NotAllowedError') {
      return none(`Records are not shown: ${error.message}`);
    }
    throw error;
  }
}

function none(whyNone: string) {
  return {
    total: null,
    readAt: null,
    columns: [],
    items: [],
    operands: [],
    whyNone,
  };
}
