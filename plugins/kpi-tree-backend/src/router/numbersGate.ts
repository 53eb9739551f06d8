import { NumbersState } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Request, RequestHandler } from 'express';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { SCOPE_KINDS } from '../definitions/Scope';
import { StoredArithmetic } from '../evaluation/StoredArithmetic';

/** Long enough for a small portal to be up to date. */
const RETRY_AFTER_SECONDS = 5;

/** Definitions, sources and their runs: nothing that is evaluated, and nothing of a day. */
const WITHOUT_NUMBERS =
  /^\/v1\/(?:status|trees|definitions|sources|runs|follows|message-preferences|measurements\/rights)(?:\/|$)|^\/v1\/kpis(?:\/[^/]+(?:\/(?:usage|versions))?)?\/?$/i;

/** What takes in what is of days, and is not evaluated until later. */
const TAKES_IN =
  /^\/v1\/(?:measurements|changes|comments|exceptions|check-ins(?!\/missing))(?:\/|$)/i;

/** What asks a source for what is of days. */
const COLLECTS =
  /^\/v1\/(?:sources\/[^/]+\/runs|runs\/[^/]+\/accept|definitions\/try)\/?$/i;

/** What is about one entity or scope, whose kind it names. */
const OF_ONE =
  /^\/v1\/(?:scorecards|series|badges)\/(?<kind>[^/]+)\/[^/]+\/[^/]+/i;

/** What an answer needs. */
export type Need =
  /** Nothing but the catalog and the store. */
  | 'nothing'
  /** To know what day it is. */
  | 'calendar'
  /** Numbers of one entity, which are evaluated when they are requested. */
  | 'own'
  /** Numbers of many. */
  | 'many';

/** Why there are no right numbers, as the name and message of an error. */
export type Reason = { name: string; message: string };

const MESSAGES: Record<
  Exclude<NumbersState, 'ready' | 'misconfigured'>,
  string
> = {
  computing:
    'The numbers are being recomputed after an upgrade: this takes seconds, or a few minutes in a large portal. Pages of single services are already up to date',
  elsewhere:
    'A backend of another version computes the numbers, as during a rolling upgrade; after a rollback this one takes over within two minutes',
};

/**
 * Lets requests through whose answers are right. Where the configuration is wrong by
 * which numbers are made, and while they are computed again after an upgrade, routes
 * that need them answer 503 and say why; so do routes to come, until they are known here.
 */
export function numbersGate(
  arithmetic: StoredArithmetic,
  { faults }: Pick<KpiTreeConfig, 'faults'>,
): RequestHandler {
  return (req, res, next) => {
    whyNoNumbers(needOf(req), arithmetic, faults).then(reason => {
      if (!reason) {
        next();
        return;
      }
      res.setHeader('Retry-After', RETRY_AFTER_SECONDS);
      // Not as an error, of which the log would be full
      res.status(503).json({
        error: reason,
        request: { method: req.method, url: req.originalUrl },
        response: { statusCode: 503 },
      });
    }, next);
  };
}

/** Why an answer that needs something would not be right now; nothing where it is. */
export async function whyNoNumbers(
  need: Need,
  arithmetic: StoredArithmetic,
  faults: KpiTreeConfig['faults'],
): Promise<Reason | undefined> {
  const fault =
    need === 'calendar' ? faults.calendar : faults.calendar ?? faults.judgement;
  if (need === 'nothing') {
    return undefined;
  }
  if (fault) {
    return { name: 'MisconfiguredError', message: fault };
  }
  const state = need === 'many' ? await arithmetic.state() : 'ready';
  return state === 'ready'
    ? undefined
    : { name: 'ComputingError', message: MESSAGES[state] };
}

function needOf({ path: encoded, method }: Request): Need {
  let path: string;
  try {
    path = decodeURIComponent(encoded);
  } catch {
    // No route takes it
    return 'nothing';
  }
  if (method === 'POST' && COLLECTS.test(path)) {
    return 'calendar';
  }
  if (!/^\/v1(?:\/|$)/i.test(path) || WITHOUT_NUMBERS.test(path)) {
    return 'nothing';
  }
  if (TAKES_IN.test(path)) {
    return 'calendar';
  }
  const kind = OF_ONE.exec(path)?.groups?.kind.toLocaleLowerCase('en-US');
  return kind !== undefined && kind !== 'all' && !SCOPE_KINDS.includes(kind)
    ? 'own'
    : 'many';
}
