export * from './MeasurementsClient';
export * from './columns';
export * from './rejectedRows';
