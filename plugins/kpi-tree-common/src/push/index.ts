export * from './MeasurementsClient';
export { REJECTED_ROWS_NAMED, SENT_TWICE } from './rejectedRows';
