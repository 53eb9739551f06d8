import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonSchemas } from './jsonSchemas';
import { publishedSchemas } from './publishedSchemas';

for (const [file, schema] of Object.entries(jsonSchemas())) {
  writeFileSync(
    join(publishedSchemas, file),
    `${JSON.stringify(schema, null, 2)}\n`,
  );
}
