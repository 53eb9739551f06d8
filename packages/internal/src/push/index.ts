export * from './columns';
export * from './readMeasurement';
