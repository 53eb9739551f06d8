export { decodeText } from './decodeText';
export { readCsv } from './readCsv';
export type { CsvLines, CsvOptions, CsvRecord, CsvTable } from './readCsv';
export { toCsv } from './toCsv';
