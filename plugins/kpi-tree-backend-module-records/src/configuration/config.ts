import {
  DATE_HINT,
  isIsoDate,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  ConfiguredSource,
  EntityKeysConfig,
  entityKeysFields,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { z } from 'zod';
import { DevLakeConfig, devLakeSchema } from '../devlake/config';
import { HttpConfig, httpSchema } from '../http/config';
import { IcingaConfig, icingaSchema } from '../icinga/config';
import { MirrorConfig, mirrorSchema } from '../mirror/config';
import {
  ProfileName,
  ProfilesConfig,
  profileNames,
  profileSchemas,
} from '../profiles';
import {
  asksForChanges,
  SqlRowsConfig,
  sqlRowsSchema,
} from '../rows/SqlRowReader';
import { ZabbixConfig, zabbixSchema } from '../zabbix/config';
import { DateOrder, dateOrders } from '../writtenDates';
import { Keeping } from './keeping';
import { ColumnsConfig, columnsSchema } from './columns';

const date = z.string().refine(isIsoDate, {
  error: DATE_HINT,
});

const KEEPING: Keeping = { days: 800, megabytes: 500 };

/** Which entities a row counts for. */
export type EntitiesConfig = EntityKeysConfig & {
  /** The column that names them. */
  column?: string;
  /**
   * The column with the id of what `column` names, which stays when that is renamed: what
   * has another name now is found by the one that it had.
   */
  id?: string;
  /** Between several names in one cell. */
  separator?: string;
};

/** How the rows of a source are read, in one of several ways. */
export type ReaderConfig = {
  csv?: string;
  delimiter?: string;
  /** In which encoding CSV or JSON lines are, as `TextDecoder` calls it. */
  encoding?: string;
  /** How many lines of CSV, or rows of a sheet of Excel, are before the header. */
  skip?: number;
  /** How a file of CSV, or the texts of one of Excel, write dates. */
  dates: DateOrder;
  jsonLines?: string;
  /** Where a JSON line has its rows, if it has several. */
  rows?: string;
  parquet?: string;
  excel?: string;
  /** The name of a sheet of Excel. */
  sheet?: string;
  sql?: SqlRowsConfig;
  http?: HttpConfig;
  devLake?: DevLakeConfig;
  icinga?: IcingaConfig;
  zabbix?: ZabbixConfig;
  mirror: MirrorConfig;
} & Partial<ProfilesConfig>;

/** What the admin configures of a source, apart from what all sources have. */
export type RecordsConfig = ReaderConfig & {
  entities: EntitiesConfig;
  /** The columns that say which record a row is of. */
  key?: string[];
  /** The column that says which row of a record is the latest. */
  version?: string;
  /** The address of a record in its own system, with columns in braces. */
  link?: string;
  /** How long, and how much, records are kept. */
  keep: Keeping | false;
  /** From when, and until when (not included, or `now`), it is complete. */
  covers: { from?: string; until?: string };
  /** What is said of its columns, which readers of the records behind a value see. */
  columns: ColumnsConfig;
  /** Texts that stand for nothing. */
  missing: string[];
};

/** A source of records as the admin configured it. */
export type SourceConfig = ConfiguredSource & { settings: RecordsConfig };

const entitiesSchema: z.ZodType<EntitiesConfig> = z
  .strictObject({
    ...entityKeysFields,
    column: z.string().min(1).optional(),
    id: z.string().min(1).optional(),
    separator: z.string().min(1).optional(),
  })
  .refine(({ column, always }) => column || always?.length, {
    error: 'give the column that names entities, or entities under always',
  })
  .refine(({ column, id, separator }) => !id || (column && !separator), {
    path: ['id'],
    error:
      'an id belongs to a single name in column: give column, and no separator',
  });

/** The settings that say where the rows are. */
const places = [
  'csv',
  'jsonLines',
  'parquet',
  'excel',
  'sql',
  'http',
  'devLake',
  'icinga',
  'zabbix',
  ...profileNames,
] as const;

/** See {@link RecordsConfig}. */
export const recordsSchema: z.ZodType<RecordsConfig> = z
  .strictObject({
    csv: z.string().min(1).optional(),
    delimiter: z.string().length(1).optional(),
    encoding: z
      .string()
      .refine(isEncoding, {
        error:
          'use the name of an encoding, such as windows-1251, iso-8859-2 or shift_jis',
      })
      .optional(),
    skip: z.int().min(1).optional(),
    dates: z
      .enum(dateOrders, { error: `use one of ${dateOrders.join(', ')}` })
      .default('iso'),
    jsonLines: z.string().min(1).optional(),
    rows: z.string().min(1).optional(),
    parquet: z.string().min(1).optional(),
    excel: z.string().min(1).optional(),
    sheet: z.string().min(1).optional(),
    sql: sqlRowsSchema.optional(),
    http: httpSchema.optional(),
    devLake: devLakeSchema.optional(),
    icinga: icingaSchema.optional(),
    zabbix: zabbixSchema.optional(),
    ...profileSchemas,
    mirror: mirrorSchema,
    entities: entitiesSchema,
    key: z.array(z.string().min(1)).min(1).optional(),
    version: z.string().min(1).optional(),
    columns: columnsSchema,
    missing: z.array(z.string().min(1)).default([]),
    link: z
      .string()
      .regex(/^https?:\/\/[^{}\s]+(\{[^{}]+\}[^{}\s]*)+$/, {
        error:
          'use an address with columns in braces, such as https://desk.example.com/incidents/{number}',
      })
      .optional(),
    keep: z
      .union([
        z.literal(false),
        z.strictObject({
          days: z.int().min(1).default(KEEPING.days),
          megabytes: z.number().positive().default(KEEPING.megabytes),
        }),
      ])
      .default(KEEPING),
    covers: z
      .strictObject({
        from: date.optional(),
        until: z
          .union([z.literal('now'), date], {
            error: `${DATE_HINT}, or now`,
          })
          .optional(),
      })
      .default({}),
  })
  .refine(
    config => places.filter(place => config[place] !== undefined).length === 1,
    { error: `say where the rows are, with one of ${places.join(', ')}` },
  )
  .refine(
    ({ dates, columns }) =>
      dates === 'iso' || Object.values(columns).every(({ format }) => !format),
    {
      path: ['dates'],
      error:
        'is of all columns, and the format of a column of that one: say only one of both',
    },
  )
  .refine(({ jsonLines, rows }) => jsonLines || !rows, {
    path: ['rows'],
    error:
      'is where each line of jsonLines has its rows: give jsonLines, or http.rows for those of a JSON API',
  })
  .refine(({ csv, jsonLines, encoding }) => csv || jsonLines || !encoding, {
    path: ['encoding'],
    error: 'is of files of text: csv or jsonLines',
  })
  .refine(({ csv, excel, skip }) => csv || excel || !skip, {
    path: ['skip'],
    error: 'is of files with a header: csv or excel',
  })
  .refine(({ csv, excel, dates }) => csv || excel || dates === 'iso', {
    path: ['dates'],
    error:
      'is of csv and excel: say by the format of a column, under columns, how another source writes dates',
  })
  .refine(({ excel, sheet }) => excel || !sheet, {
    path: ['sheet'],
    error: 'is one of a file of Excel: say by excel which',
  })
  .refine(({ key, sql }) => key || !sql || !asksForChanges(sql), {
    path: ['key'],
    error:
      'a query with :since has the rows that changed, which stand in place of those of before: say by key which columns name a record',
  })
  .refine(({ key, version }) => key || !version, {
    path: ['version'],
    error:
      'a version is of a record with several rows: say by key which columns name a record',
  });

function isEncoding(name: string): boolean {
  try {
    return Boolean(new TextDecoder(name));
  } catch {
    return false;
  }
}

/** The profile that a source is read with, if it is. */
export function profileOf(config: ReaderConfig): ProfileName | undefined {
  return profileNames.find(name => config[name] !== undefined);
}
