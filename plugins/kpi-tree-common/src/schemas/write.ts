import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonSchemas } from './jsonSchemas';

for (const [file, schema] of Object.entries(jsonSchemas())) {
  writeFileSync(
    join(__dirname, '../../schemas', file),
    `${JSON.stringify(schema, null, 2)}\n`,
  );
}
