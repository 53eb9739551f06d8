import {
  CollectRequest,
  RecordsBehind,
  RecordsRequest,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { RecordsConfig } from '../configuration/config';
import { Keeping } from '../configuration/keeping';
import { RecordsSettings } from '../configuration/kpiSettings';
import { Engine } from '../engine/Engine';
import { EntityMapping } from '../entities';
import { Gauge } from '../gauges/Gauge';
import { logColumn } from '../log/LogValue';
import { allUses } from '../measures/values';
import { NamesById } from '../names/NamesById';
import { DeclaredColumns } from '../table/DeclaredColumns';
import { ChunkStore } from './ChunkStore';
import { keepRecords } from './keepRecords';
import { ReadingEngine } from './ReadingEngine';
import { columnsOfLink, recordsBehind, ShownColumn } from './recordsBehind';

/** The records of a source, as they are kept from one collection to the next. */
export class KeptRecords {
  /** The columns that readers see. */
  private readonly shown: ShownColumn[];
  /** The columns that are kept besides those that KPIs read. */
  readonly columns: string[];

  constructor(
    private readonly options: {
      source: string;
      settings: Pick<RecordsConfig, 'key' | 'version' | 'columns' | 'link'>;
      keeping: Keeping;
      store: () => Promise<ChunkStore>;
      reading: ReadingEngine;
      /** As those of a collection, which may go on meanwhile. */
      names?: NamesById;
    },
  ) {
    const { key = [], columns, link } = options.settings;
    this.shown = [...new Set([...key, ...Object.keys(columns)])].map(name => ({
      name,
      isPersonal: columns[name]?.personal ?? false,
    }));
    this.columns = [
      ...this.shown.map(({ name }) => name),
      ...columnsOfLink(link),
    ];
  }

  /** Keeps what was read, once what is measured of it is stored. */
  async keep(
    engine: Engine,
    gauges: Gauge[],
    declared: DeclaredColumns,
    { onEnd, to, logger }: CollectRequest<RecordsSettings>,
  ): Promise<void> {
    if (!onEnd) {
      return;
    }
    const { source, keeping, store } = this.options;
    const { texts, instants, numbers, logs } = allUses([
      { texts: this.columns },
      ...gauges.map(({ uses }) => uses),
    ]);
    const pending = await keepRecords(engine, await store(), {
      source,
      columns: {
        uses: { texts, instants, numbers },
        lists: texts.filter(column => declared.isList(column)),
        logs: logs.map(logColumn),
        time: mostFrequent(gauges.map(({ time }) => time)),
      },
      keeping,
      readAt: to,
    });
    onEnd(async isStored => {
      try {
        await (isStored ? pending.keep() : pending.drop());
      } catch (error) {
        logger.warn(`The records of ${source} are not kept: ${error}`);
      }
    });
  }

  /**
   * The records behind a value, as they were when they were read last.
   *
   * @param mappingOf - whose the names of records are
   * @param declared - how columns are read, of which some are lists
   */
  async behind(
    request: RecordsRequest<RecordsSettings>,
    mappingOf: (names: NamesById | undefined) => EntityMapping,
    declared: (lists: string[]) => DeclaredColumns,
  ): Promise<RecordsBehind | undefined> {
    const { source, settings, reading, names } = this.options;
    await names?.load();
    return recordsBehind(reading, request, {
      source,
      mapping: mappingOf(names),
      shown: this.shown,
      declared,
      link: settings.link,
      identity: settings,
    });
  }
}

function mostFrequent(texts: string[]): string | undefined {
  const counts = new Map<string, number>();
  texts.forEach(text => counts.set(text, (counts.get(text) ?? 0) + 1));
  return [...counts].sort((x, y) => y[1] - x[1])[0]?.[0];
}
