#!/bin/bash
# typeorm-adapter, in which the RBAC plugin for Backstage keeps its policies: since 1.10 it loads
# the driver of MongoDB whatever the database is, and names it nowhere but among what its own
# developers need. A portal that installs the plugin today gets it by its range (^1.6.1), installs
# without an error, and does not start.
. "$(dirname "$0")/lib.sh"

guess 'an adapter for SQL databases loads with a SQL driver'

npm_install_node24 typeorm-adapter@1.10.0 typeorm@1.1.1 casbin@5.38.0 better-sqlite3@13.2.0
(cd "$work" && node -e "require('typeorm-adapter')") >"$work/out" 2>&1 || true
sees 'with a driver of SQLite' "Cannot find module 'mongodb'" "$(grep -oE "^Error: .*" "$work/out" | cut -c8-)"
(cd "$work" && node -p "const { dependencies, peerDependencies } = require('typeorm-adapter/package.json'); 'mongodb' in { ...dependencies, ...peerDependencies }") >"$work/out"
sees 'whether its package.json asks for mongodb' false "$(cat "$work/out")"
finish
