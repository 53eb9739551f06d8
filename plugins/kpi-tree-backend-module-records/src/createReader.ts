import { UrlReaderService } from '@backstage/backend-plugin-api';
import { SourceHttp } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { profileOf, SourceConfig } from './configuration/config';
import { DevLakeRowReader } from './devlake/DevLakeRowReader';
import { EngineLimits } from './engine/Engine';
import { HttpRowReader } from './http/HttpRowReader';
import { IcingaRowReader } from './icinga/IcingaRowReader';
import { MirroredRowReader } from './mirror/MirroredRowReader';
import { RecordStore } from './mirror/RecordStore';
import { NamesById } from './names/NamesById';
import { createProfile } from './profiles';
import { CsvRowReader } from './rows/CsvRowReader';
import { ExcelRowReader } from './rows/ExcelRowReader';
import { JsonLinesRowReader } from './rows/JsonLinesRowReader';
import { ParquetRowReader } from './rows/ParquetRowReader';
import { RowReader } from './rows/RowReader';
import { SqlRowReader } from './rows/SqlRowReader';
import { ZabbixRowReader } from './zabbix/ZabbixRowReader';

/** What readers need of the portal. */
export type ReaderServices = {
  http: SourceHttp;
  urlReader: UrlReaderService;
  /** The mirror, opened when it is needed first. */
  store: () => Promise<RecordStore>;
  /** What it knows by their ids, if it does. */
  names?: NamesById;
  /** How much an engine may take. */
  limits?: EngineLimits;
};

/** Makes the reader that the configuration of a source asks for. */
export function createReader(
  { id, settings }: SourceConfig,
  { http, urlReader, store, names, limits }: ReaderServices,
): RowReader {
  const key = `kpiTree.records.sources[${id}]`;
  const {
    csv,
    delimiter,
    dates,
    encoding,
    skip,
    jsonLines,
    rows,
    parquet,
    excel,
    sheet,
    sql,
    devLake,
    icinga,
    zabbix,
    mirror,
  } = settings;
  if (csv !== undefined) {
    const location = { path: csv, key: `${key}.csv`, urlReader };
    return new CsvRowReader({
      ...location,
      delimiter,
      encoding,
      skip,
      dates,
    });
  }
  if (jsonLines !== undefined) {
    return new JsonLinesRowReader({
      path: jsonLines,
      key: `${key}.jsonLines`,
      urlReader,
      rows,
      encoding,
    });
  }
  if (parquet !== undefined) {
    return new ParquetRowReader({
      path: parquet,
      key: `${key}.parquet`,
      urlReader,
      limits,
    });
  }
  if (excel !== undefined) {
    return new ExcelRowReader({
      path: excel,
      key: `${key}.excel`,
      urlReader,
      sheet,
      skip,
      dates,
    });
  }
  if (sql) {
    const { key: identity = [], columns } = settings;
    const isShown = !identity.some(column => columns[column]?.personal);
    return new SqlRowReader(sql, `${key}.sql`, isShown ? identity : []);
  }
  if (devLake) {
    return new DevLakeRowReader(devLake, `${key}.devLake`);
  }
  if (icinga) {
    return new IcingaRowReader(icinga, `${key}.icinga`);
  }
  if (zabbix) {
    return new ZabbixRowReader(zabbix, http);
  }
  const profile = profileOf(settings);
  if (profile) {
    return new MirroredRowReader({
      source: id,
      profile: createProfile(profile, settings),
      config: mirror,
      http,
      store,
      names,
    });
  }
  return new HttpRowReader(settings.http!, http, settings.key);
}
