export type { CsvCell } from './csvText';
export { downloadFile, fileName } from './downloadFile';
export { ExportMenu } from './ExportMenu';
export { pngPicture } from './pngPicture';
export {
  screenOnly,
  svgPicture,
  type PictureFrame,
  type SvgPicture,
} from './svgPicture';
