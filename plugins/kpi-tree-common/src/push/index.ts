export * from './MeasurementsClient';
export * from './columns';
export * from './readMeasurement';
export * from './rejectedRows';
