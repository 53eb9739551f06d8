export { decodeText } from './decodeText';
export type { PlainLines } from './plainLines';
export { readCsv } from './readCsv';
export type { CsvLines, CsvRecord, CsvTable } from './readCsv';
export { toCsv } from './toCsv';
