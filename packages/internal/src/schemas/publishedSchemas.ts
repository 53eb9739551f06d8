import { join } from 'node:path';

/** Where the schemas are published, for editors and other tools. */
export const publishedSchemas = join(
  __dirname,
  '../../../../plugins/kpi-tree-common/schemas',
);
