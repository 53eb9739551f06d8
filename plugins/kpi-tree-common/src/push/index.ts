export * from './MeasurementsClient';
export { REJECTED_ROWS_TOLD, SENT_TWICE } from './rejectedRows';
