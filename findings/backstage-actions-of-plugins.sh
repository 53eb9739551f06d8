#!/bin/bash
# Backstage's actions: where the output of an action does not fit the action's own schema, the
# caller is told of an InputError, status 400, after the action did its work, so that an agent
# corrects what was right and does it again; unlike other faults of an action it is not logged.
# And without backend.actions.pluginSources, which limits actions to those of some plugins, none
# is listed, and no MCP client finds one, though each runs when invoked; no warning says why.
. "$(dirname "$0")/lib.sh"

npm_install_node24 @backstage/backend-defaults@0.19.0 @backstage/backend-plugin-api@1.12.0 \
  @backstage/plugin-mcp-actions-backend@0.2.4 better-sqlite3@13.2.0
guess 'a wrong output is status 500 and logged; without a limit all actions are listed'

port=$(free_port)
cat >"$work/app-config.yaml" <<YAML
app: { baseUrl: http://127.0.0.1:3000 }
backend:
  baseUrl: http://127.0.0.1:$port
  listen: { port: $port, host: 127.0.0.1 }
  database: { client: better-sqlite3, connection: ':memory:' }
  auth: { externalAccess: [{ type: static, options: { token: only-for-this-finding, subject: finding } }] }
YAML
echo 'backend: { actions: { pluginSources: [shop] } }' >"$work/sources.yaml"
cat >"$work/backend.cjs" <<'JS'
const { createBackendPlugin, coreServices } = require('@backstage/backend-plugin-api');
const { actionsRegistryServiceRef, actionsServiceRef } = require('@backstage/backend-plugin-api/alpha');
const backend = require('@backstage/backend-defaults').createBackend();
let orders = 0;
const shop = createBackendPlugin({
  pluginId: 'shop',
  register(env) {
    env.registerInit({
      deps: { registry: actionsRegistryServiceRef },
      async init({ registry }) {
        const schema = { input: z => z.object({ article: z.string() }), output: z => z.object({ order: z.string() }) };
        // Its output has a number where its schema has a string
        const order = async () => ({ output: { order: ++orders } });
        const pay = async () => {
          throw new Error('No bank answers');
        };
        registry.register({ name: 'order', title: 'Order', description: 'Orders', schema, action: order });
        registry.register({ name: 'pay', title: 'Pay', description: 'Pays', schema, action: pay });
      },
    });
  },
});
// Lists and invokes the actions, as any plugin may
const caller = createBackendPlugin({
  pluginId: 'caller',
  register(env) {
    env.registerInit({
      deps: { actions: actionsServiceRef, auth: coreServices.auth, http: coreServices.httpRouter },
      async init({ actions, auth, http }) {
        http.use(async (request, response) => {
          const credentials = await auth.getOwnServiceCredentials();
          const list = await actions.list({ credentials });
          const ids = list.actions.map(({ id }) => id).join(', ') || 'none';
          const id = request.path.slice(1);
          const error = await actions.invoke({ id, input: { article: 'tea' }, credentials }).catch(reason => reason);
          response.json({ ids, error: `${error.statusCode} ${error.cause.name}: ${error.cause.message}`, orders });
        });
      },
    });
  },
});
backend.add(shop);
backend.add(caller);
backend.add(import('@backstage/plugin-mcp-actions-backend'));
backend.start();
JS
cat >"$work/try.mjs" <<'JS'
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
const [, , url, log] = process.argv;
const headers = {
  authorization: 'Bearer only-for-this-finding',
  'content-type': 'application/json',
  accept: 'application/json, text/event-stream',
};
for (let tries = 0; tries < 200; tries++) {
  if (await fetch(`${url}/.backstage/health/v1/readiness`).then(({ ok }) => ok).catch(() => false)) {
    break;
  }
  await sleep(500);
}
const firstLine = text => text.split(/;|\n/)[0];
const invoke = async id => (await fetch(`${url}/api/caller/${id}`, { headers })).json();
const mcp = async (method, params) => {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  const text = await (await fetch(`${url}/api/mcp-actions/v1`, { method: 'POST', headers, body })).text();
  return JSON.parse(text.slice(text.indexOf('{'))).result;
};
const warnings = async () => {
  await sleep(1_000);
  const text = stripVTControlCharacters(readFileSync(log, 'utf8'));
  return [...text.matchAll(/Z \S+ (?:warn|error) (.*?)(?: type=.*)?$/gm)].map(([, message]) => message).join(', ') || 'none';
};
const { ids, error } = await invoke('shop:order');
console.log(ids);
console.log((await mcp('tools/list', {})).tools.map(({ name }) => name).join(', ') || 'none');
console.log(firstLine(error));
console.log(firstLine((await mcp('tools/call', { name: 'shop.order', arguments: { article: 'tea' } })).content[0].text));
console.log(await warnings());
const failed = await invoke('shop:pay');
console.log(failed.orders);
console.log(firstLine(failed.error));
console.log(await warnings());
JS
cd "$work"
start unlisted node backend.cjs --config app-config.yaml
mapfile -t line < <(node try.mjs "http://127.0.0.1:$port" unlisted.log)
sees 'listed without pluginSources' none "${line[0]}"
sees 'tools of MCP' none "${line[1]}"
sees 'invoked nevertheless' '400 InputError: Invalid output from action "shop:order"' "${line[2]}"
sees 'times it did its work' 1 "${line[5]}"
sees 'warnings and errors in the log' none "${line[4]}"
kill -KILL -- "-${started[0]}"
wait "${started[0]}" 2>/dev/null || true
start listed node backend.cjs --config app-config.yaml --config sources.yaml
mapfile -t line < <(node try.mjs "http://127.0.0.1:$port" listed.log)
sees 'listed with pluginSources' 'shop:order, shop:pay' "${line[0]}"
sees 'invoked with valid input' '400 InputError: Invalid output from action "shop:order"' "${line[2]}"
sees 'as a tool of MCP' 'InputError: Invalid output from action "shop:order"' "${line[3]}"
sees 'times it did its work' 2 "${line[5]}"
sees 'warnings and errors in the log' none "${line[4]}"
sees 'an action that throws' "500 Error: No bank answers" "${line[6]}"
sees 'warnings and errors in the log' 'Request failed with status 500 No bank answers' "${line[7]}"
finish
