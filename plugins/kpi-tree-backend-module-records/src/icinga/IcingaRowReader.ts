import { InputError } from '@backstage/errors';
import { SqlReader, SqlRow } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import {
  Cell,
  Covered,
  ReadOptions,
  ReadRow,
  Row,
  RowReader,
} from '../rows/RowReader';
import { inUtc } from '../rows/sqlInstants';
import { IcingaConfig } from './config';
import { Change, Kind, troublesOf } from './history';

/** The kinds of objects by their numbers in IDO. */
const KINDS: Record<string, Kind> = { '1': 'host', '2': 'service' };

/** When each Icinga of the database was at work last. */
const RUNNING = `
select instance_id, max(status_update_time) as until
from icinga_programstatus
group by instance_id`;

const VARIABLES = `
select v.object_id, v.varname, v.varvalue, v.is_json
from icinga_customvariables v
join icinga_objects o on o.object_id = v.object_id and o.objecttype_id in (1, 2)`;

/** Hard states only: the others are what Icinga itself does not believe yet. */
const HISTORY = `
select o.object_id, o.objecttype_id, o.name1, o.name2, h.state_time, h.state
from icinga_statehistory h
join icinga_objects o on o.object_id = h.object_id and o.objecttype_id in (1, 2)
where h.state_type = 1
order by o.object_id, h.state_time, h.state_time_usec, h.statehistory_id`;

/** A host or a service with its hard states. */
type Item = { kind: Kind; base: Row; changes: Change[] };

/**
 * Reads what was wrong with the hosts and services of an Icinga 2 from the history in its
 * database IDO (https://icinga.com/docs/icinga-2/2.13/doc/14-features/#ido-database-db-ido),
 * each time all of it.
 */
export class IcingaRowReader implements RowReader {
  readonly sparse = true;
  private readonly reader: SqlReader;
  private reported: Covered = {};

  /** @param key - the configuration key, for messages */
  constructor(config: IcingaConfig, private readonly key: string) {
    this.reader = new SqlReader(config, key);
  }

  get covered(): Covered {
    return this.reported;
  }

  async *read({ signal }: ReadOptions): AsyncIterable<ReadRow> {
    this.reported = { until: await this.lastUpdate(signal) };
    const variables = await this.variables(signal);
    for await (const { kind, base, changes } of this.items(signal)) {
      const of = `${base.host}${base.service ? `!${base.service}` : ''}`;
      const columns = { ...base, ...variables.get(String(base.object_id)) };
      const row = (more: Row & { kind: string }): ReadRow => ({
        where: `${this.key} ${more.kind} of ${of}`,
        row: { ...columns, ...more },
      });
      // From then on it is known
      yield row({ kind, start: changes[0].at, end: changes[0].at });
      for (const trouble of troublesOf(kind, changes)) {
        yield row({ ...trouble, of: kind });
      }
    }
  }

  /** Where one of several Icingas has stopped, nothing is known of what follows. */
  private async lastUpdate(signal: AbortSignal): Promise<Date> {
    const times: number[] = [];
    for await (const { until } of this.rows(RUNNING, signal)) {
      times.push(Date.parse(String(until)));
    }
    if (!times.length) {
      throw new InputError(
        `The database of ${this.key} has no Icinga that writes to it (icinga_programstatus is empty): is its feature ido-mysql or ido-pgsql enabled?`,
      );
    }
    return new Date(Math.min(...times));
  }

  /** The custom variables of each object, as columns. */
  private async variables(
    signal: AbortSignal,
  ): Promise<Map<string, Record<string, Cell>>> {
    const found = new Map<string, Record<string, Cell>>();
    for await (const row of this.rows(VARIABLES, signal)) {
      const id = String(row.object_id);
      const columns = found.get(id) ?? {};
      found.set(id, columns);
      const value = toCell(String(row.varvalue ?? ''), Number(row.is_json) > 0);
      if (value !== undefined) {
        columns[`vars.${row.varname}`] = value;
      }
    }
    return found;
  }

  private async *items(signal: AbortSignal): AsyncGenerator<Item> {
    let open: Item | undefined;
    for await (const row of this.rows(HISTORY, signal)) {
      const id = String(row.object_id);
      if (open?.base.object_id !== id) {
        if (open) {
          yield open;
        }
        open = {
          kind: KINDS[String(row.objecttype_id)],
          base: {
            object_id: id,
            host: String(row.name1),
            service: String(row.name2 ?? ''),
          },
          changes: [],
        };
      }
      open.changes.push({
        at: String(row.state_time),
        state: Number(row.state),
      });
    }
    if (open) {
      yield open;
    }
  }

  private async *rows(
    sql: string,
    signal: AbortSignal,
  ): AsyncGenerator<SqlRow> {
    for await (const row of this.reader.rows(sql, {}, signal)) {
      yield inUtc(row);
    }
  }
}

/** The value of a custom variable: a text or a list of texts; others name no entity. */
function toCell(value: string, isJson: boolean): Cell | undefined {
  if (!isJson) {
    return value;
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch {
    return undefined;
  }
  return Array.isArray(parsed) && parsed.every(one => typeof one !== 'object')
    ? parsed.map(String)
    : undefined;
}
