import { startDatabase } from './postgres';
import { fill } from './portal';
import { refreshAll } from './refresh';
import { startBackend } from './pages';
import { load } from './load';
async function main() {
  const { knex, connectionString, stop } = await startDatabase();
  await fill(knex, 200, 90);
  await refreshAll(knex, 200);
  const b = await startBackend(connectionString, 200);
  let i = 0;
  const path = process.argv[2];
  const t = {
    token: b.token,
    url: () => b.url + path.replace('N', String(i++ % 200)),
  };
  await load(t, 1, 300);
  for (let k = 0; k < 4; k++) console.log(await load(t, 1, 1500));
  await b.stop();
  await stop();
}
main();
