#!/bin/bash
# Backstage's cache: a value set with a ttl of 0 neither expires at once nor is rejected: it never
# expires. Code that computes "what is left of an hour" keeps a value forever when nothing is
# left, and drops it when a millisecond less is.
. "$(dirname "$0")/lib.sh"

npm_install_node24 @backstage/backend-defaults@0.19.0
guess 'ttl: 0 (or no seconds) is gone at once, as ttl: 1 is after a moment'

cat >"$work/try.cjs" <<'JS'
const { CacheManager } = require('@backstage/backend-defaults/cache');
const { ConfigReader } = require('@backstage/config');
const { setTimeout: sleep } = require('node:timers/promises');
(async () => {
  const cache = CacheManager.fromConfig(new ConfigReader({})).forPlugin('probe');
  for (const ttl of [1, 0, { seconds: 0 }, -1]) {
    await cache.set('key', 'value', { ttl });
    await sleep(1_000);
    console.log(String(await cache.get('key')));
  }
  process.exit(0);
})();
JS
mapfile -t line < <(node "$work/try.cjs")
sees 'a second after ttl: 1 (ms)' undefined "${line[0]}"
sees 'a second after ttl: 0' value "${line[1]}"
sees 'a second after ttl: { seconds: 0 }' value "${line[2]}"
sees 'a second after ttl: -1' undefined "${line[3]}"
finish
