export { decodeText } from './decodeText';
export { readCsv } from './readCsv';
export type { CsvRecord } from './readCsv';
export { toCsv } from './toCsv';
