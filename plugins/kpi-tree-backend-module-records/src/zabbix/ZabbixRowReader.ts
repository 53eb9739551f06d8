import { InputError } from '@backstage/errors';
import { SourceHttp } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import {
  Cell,
  Covered,
  ReadOptions,
  ReadRow,
  Row,
  RowReader,
} from '../rows/RowReader';
import { ZabbixConfig } from './config';
import { Alarm, outagesOf } from './outages';
import { readSli, Sla } from './sli';
import { ZabbixApi } from './ZabbixApi';

/** Of how many services the changes are asked for at once. */
const CHUNK = 100;

/** The severities of Zabbix, as it names them. */
const SEVERITIES = [
  'Not classified',
  'Information',
  'Warning',
  'Average',
  'High',
  'Disaster',
];

type Service = {
  serviceid: string;
  name: string;
  created_at: string;
  tags: { tag: string; value: string }[];
  status_timeline?: { alarms: Alarm[] }[];
};

/**
 * Reads the outages of the services of a Zabbix, and what it computes of its SLAs, each
 * time all that Zabbix keeps.
 */
export class ZabbixRowReader implements RowReader {
  readonly sparse = true;
  private reported: Covered = {};

  /** @param options - `now`: up to when changes are asked for */
  constructor(
    private readonly config: ZabbixConfig,
    private readonly http: SourceHttp,
    private readonly options: { now?: () => Date } = {},
  ) {}

  get covered(): Covered {
    return this.reported;
  }

  async *read({ signal }: ReadOptions): AsyncIterable<ReadRow> {
    const { now = () => new Date() } = this.options;
    const until = now();
    const api = new ZabbixApi(this.config, this.http, signal);
    await api.signIn();
    const services = await api.list<Service>('service.get', {
      output: ['serviceid', 'name', 'created_at'],
      selectTags: 'extend',
      sortfield: 'serviceid',
    });
    if (!services.length) {
      // A role without services sees none, and is told nothing
      throw new InputError(
        `${this.config.url} has no services that the user of the token may see: give its role access to them`,
      );
    }
    this.reported = { until };
    const known = new Map(services.map(one => [one.serviceid, base(one)]));
    if (this.config.read.includes('outages')) {
      yield* this.outages(api, services, until);
    }
    if (this.config.read.includes('sli')) {
      yield* this.sli(api, known, until);
    }
  }

  private async *outages(
    api: ZabbixApi,
    services: Service[],
    until: Date,
  ): AsyncGenerator<ReadRow> {
    const period = { period_from: 0, period_to: seconds(until) };
    for (let from = 0; from < services.length; from += CHUNK) {
      const chunk = await api.list<Service>('service.get', {
        serviceids: services
          .slice(from, from + CHUNK)
          .map(({ serviceid }) => serviceid),
        output: ['serviceid', 'name', 'created_at'],
        selectTags: 'extend',
        selectStatusTimeline: [period],
      });
      for (const service of chunk) {
        yield* this.rowsOf(service);
      }
    }
  }

  private *rowsOf(service: Service): Generator<ReadRow> {
    const created = instant(Number(service.created_at));
    // From then on it is known that it has no outage
    yield this.row(service, 'service', { start: created, end: created });
    const alarms = service.status_timeline?.[0]?.alarms ?? [];
    for (const { start, end, severity } of outagesOf(alarms)) {
      yield this.row(service, 'outage', {
        start: instant(start),
        end: end === undefined ? '' : instant(end),
        severity: SEVERITIES[severity] ?? String(severity),
      });
    }
  }

  private row(service: Service, kind: string, columns: Row): ReadRow {
    return {
      where: `${this.config.url} ${kind} of the service ${service.serviceid}`,
      row: { kind, ...base(service), ...columns },
    };
  }

  private async *sli(
    api: ZabbixApi,
    services: Map<string, Row>,
    until: Date,
  ): AsyncGenerator<ReadRow> {
    const slas = await api.list<Sla>('sla.get', {
      output: ['slaid', 'name', 'slo', 'effective_date', 'timezone'],
      filter: { status: 1 },
      sortfield: 'slaid',
    });
    for (const sla of slas) {
      for await (const { serviceid, row } of readSli(api, sla, until)) {
        const service = services.get(serviceid);
        if (service) {
          yield {
            where: `${this.config.url} SLA ${sla.slaid} of the service ${serviceid}`,
            row: { kind: 'sli', ...service, ...row },
          };
        }
      }
    }
  }
}

/** The columns that each record of a service has. */
function base({ serviceid, name, tags }: Service): Row {
  const row: Record<string, Cell> = { service_id: serviceid, service: name };
  for (const { tag, value } of tags) {
    const column = `tags.${tag}`;
    row[column] = column in row ? [row[column], value].flat() : value;
  }
  return row;
}

function seconds(date: Date): number {
  return Math.floor(date.getTime() / 1_000);
}

function instant(clock: number): string {
  return new Date(clock * 1_000).toISOString();
}
