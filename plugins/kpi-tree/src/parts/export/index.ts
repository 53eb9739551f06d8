export type { CsvCell } from './csvText';
export { downloadFile, fileName } from './downloadFile';
export { ExportMenu } from './ExportMenu';
export { svgPicture } from './svgPicture';
