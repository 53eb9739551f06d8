export * from './rejectedRows';
