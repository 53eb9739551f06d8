import { RecordsBehind } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { textOf } from '../engine/text';
import { Gauge } from '../gauges/Gauge';
import { textColumn } from '../table/columns';
import { KeptFiles } from './ReadingEngine';

/** A column of records that readers see. */
export type ShownColumn = { name: string; isPersonal: boolean };

/** A column of records on the screen. */
export type Shown = {
  name: string;
  type: 'text' | 'instant' | 'number';
  isPersonal: boolean;
  sql: string;
};

/** SQL of a cell that is not shown. */
export const HIDDEN = 'null';

/** The columns that are declared, and the dates and numbers that the KPI reads. */
export function shownColumns(
  shown: ShownColumn[],
  gauge: Gauge,
  { columns: { uses } }: KeptFiles,
  withPersonal: boolean,
): Shown[] {
  const personal = new Set(
    shown.filter(({ isPersonal }) => isPersonal).map(({ name }) => name),
  );
  const names = new Set([
    ...shown.map(({ name }) => name),
    ...gauge.uses.instants,
    ...gauge.uses.numbers,
  ]);
  const known = new Set([...uses.texts, ...uses.instants, ...uses.numbers]);
  return [...names]
    .filter(name => known.has(name))
    .map(name => {
      const isPersonal = personal.has(name);
      const isInstant =
        uses.instants.includes(name) || gauge.uses.instants.includes(name);
      const isNumber =
        uses.numbers.includes(name) || gauge.uses.numbers.includes(name);
      return {
        name,
        isPersonal,
        type: typeOf(isInstant, isNumber),
        sql: isPersonal && !withPersonal ? HIDDEN : textColumn(name),
      };
    });
}

/** The same as they are answered. */
export function toColumns(columns: Shown[]): RecordsBehind['columns'] {
  return columns.map(({ name, isPersonal, type }) => ({
    name,
    type,
    ...(isPersonal ? { isPersonal } : {}),
  }));
}

/** Where a record was read, without the directories of the backend. */
export function toPlace(place: string): string {
  // A key of the configuration is no file, whatever the record is called
  return place.startsWith('kpiTree.') ? place : place.replace(/^.*\//, '');
}

function typeOf(isInstant: boolean, isNumber: boolean): Shown['type'] {
  if (isInstant) {
    return 'instant';
  }
  return isNumber ? 'number' : 'text';
}

/** SQL of the address of a record, null where a column of it is blank or not shown. */
export function linkSql(
  link: string | undefined,
  columns: Shown[],
  { columns: { uses } }: KeptFiles,
): string {
  if (link === undefined) {
    return 'null::varchar';
  }
  const hidden = new Set(
    columns.filter(({ sql }) => sql === HIDDEN).map(({ name }) => name),
  );
  const parts = link.split(/\{([^{}]+)\}/).map((part, index) => {
    if (index % 2 === 0) {
      return textOf(part);
    }
    return hidden.has(part) || !uses.texts.includes(part)
      ? 'null'
      : `url_encode(${textColumn(part)})`;
  });
  return `(${parts.join(' || ')})::varchar`;
}

/** The columns that an address names. */
export function columnsOfLink(link: string | undefined): string[] {
  return [...(link ?? '').matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name);
}
