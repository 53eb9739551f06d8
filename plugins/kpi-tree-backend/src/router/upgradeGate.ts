import { RequestHandler } from 'express';
import { SCOPE_KINDS } from '../definitions/Definitions';
import { StoredArithmetic } from '../evaluation/StoredArithmetic';

/** Long enough for a small portal to be up to date. */
const RETRY_AFTER_SECONDS = 5;

/** Definitions, measurements and runs: nothing that is evaluated. */
const NOTHING_EVALUATED =
  /^\/v1\/(?:trees|kpis\/[^/]+\/(?:usage|versions)|definitions|measurements|changes|sources|runs)(?:\/|$)|^\/v1\/kpis(?:\/[^/]+)?\/?$/i;

/** What is about one entity or scope, whose kind it names. */
const OF_ONE =
  /^\/v1\/(?:scorecards|series|badges)\/(?<kind>[^/]+)\/[^/]+\/[^/]+/i;

/**
 * Lets requests through whose answers are of one version of the arithmetic. While
 * everything is computed again after an upgrade, that is what shows nothing that is
 * evaluated, and what is of one entity: its series are evaluated when it is asked for.
 * All other routes, also those to come, answer 503 until then.
 */
export function upgradeGate(arithmetic: StoredArithmetic): RequestHandler {
  return (req, res, next) => {
    if (isOfOneVersion(req.path)) {
      next();
      return;
    }
    arithmetic.assertComplete().then(
      () => next(),
      error => {
        res.setHeader('Retry-After', RETRY_AFTER_SECONDS);
        next(error);
      },
    );
  };
}

function isOfOneVersion(encoded: string): boolean {
  let path: string;
  try {
    path = decodeURIComponent(encoded);
  } catch {
    // No route takes it
    return true;
  }
  if (!/^\/v1(?:\/|$)/i.test(path) || NOTHING_EVALUATED.test(path)) {
    return true;
  }
  const kind = OF_ONE.exec(path)?.groups?.kind.toLocaleLowerCase('en-US');
  return kind !== undefined && kind !== 'all' && !SCOPE_KINDS.includes(kind);
}
