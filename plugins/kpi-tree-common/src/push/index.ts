export * from './MeasurementsClient';
export * from './columns';
export * from './csv';
export * from './rejectedRows';
