import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  InputError,
  NotFoundError,
  ResponseError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { Command } from 'commander';
import {
  addPortalOptions,
  PortalAccess,
  PortalOptions,
  withPortal,
} from '../portal/portal';
import { readScorecard } from '../portal/readScorecard';
import { describe } from './describe';
import { factsOf } from './facts';
import { findSubject, SubjectNames } from './findSubject';
import { Result, resultOf } from './judge';

type Options = PortalOptions &
  SubjectNames & {
    entity: string;
    min?: string;
    allowUnknown: boolean;
    json: boolean;
  };

/** How a check ended, why, and what it found if the portal answered. */
type Outcome = {
  result: Result;
  sentence: string;
  facts?: ReturnType<typeof factsOf>;
};

/** Adds `kpi-tree check`. */
export function addCheckCommand(program: Command): void {
  addPortalOptions(
    program
      .command('check')
      .description(
        'Check in a pipeline how an entity stands. Exit code: 0 if it passes, 1 if it does not, 2 if that is unknown: there is too little data, the portal does not answer, or something is not there.',
      )
      .requiredOption('--entity <ref>', 'the entity')
      .option('--tree <name>', 'the tree; needed where the entity has several')
      .option('--node <id>', 'a node of the tree instead of the whole')
      .option('--kpi <name>', 'a KPI of the tree or node')
      .option(
        '--min <score>',
        'the lowest score that passes, 0 to 100; without it all passes that is not off target',
      )
      .option(
        '--allow-unknown',
        'pass where there is too little data or the portal does not answer; what is not there still ends with 2',
        false,
      )
      .option('--json', 'print the facts as JSON', false),
  ).action(async (options: Options) => {
    const { allowUnknown, json } = options;
    const min = readMin(options.min);
    const entityRef = stringifyEntityRef(
      parseEntityRef(options.entity, { defaultKind: 'component' }),
    );
    const outcome = await withPortal(options, portal =>
      check(portal, entityRef, options, min),
    );
    const { result, sentence, facts } = outcome;
    const isPassed =
      result === 'passed' || (result === 'unknown' && allowUnknown);
    process.stdout.write(
      json
        ? `${JSON.stringify(
            { result, isPassed, min, sentence, entityRef, ...facts },
            undefined,
            2,
          )}\n`
        : `${headingOf(result, isPassed)}: ${sentence}\n`,
    );
    process.exitCode = isPassed ? 0 : { failed: 1, unknown: 2 }[result];
  });
}

function headingOf(result: Result, isPassed: boolean): string {
  const heading = { passed: 'Passed', failed: 'Failed', unknown: 'Unknown' };
  return result === 'unknown' && isPassed
    ? 'Unknown, and let pass'
    : heading[result];
}

async function check(
  portal: PortalAccess,
  entityRef: string,
  names: SubjectNames,
  min: number | undefined,
): Promise<Outcome> {
  try {
    const scorecard = await readScorecard(portal, entityRef, names.tree);
    const subject = findSubject(scorecard, names);
    const result = resultOf(subject.node, min);
    return {
      result,
      sentence: describe(subject, { entityRef, min, result }),
      facts: factsOf(scorecard, subject),
    };
  } catch (error) {
    const reason = withoutAnswer(error);
    if (reason === undefined) {
      throw withPermission(error);
    }
    return {
      result: 'unknown',
      sentence: `How ${entityRef} stands cannot be said: ${reason}`,
    };
  }
}

/** Why the portal has no answer, where another day it may have one. */
function withoutAnswer(error: unknown): string | undefined {
  if (error instanceof ServiceUnavailableError) {
    return error.message;
  }
  return error instanceof ResponseError &&
    (error.statusCode === 429 || error.statusCode >= 500)
    ? `${error.body.error.message} (${error.statusCode} ${error.statusText})`
    : undefined;
}

/** To a token that may read nothing, a portal says that there is nothing. */
function withPermission(error: unknown): unknown {
  return error instanceof ResponseError &&
    error.body.error.name === 'NotFoundError'
    ? new NotFoundError(
        `${error.body.error.message}. The token needs the permission catalog.entity.read of the plugin kpi-tree`,
      )
    : error;
}

function readMin(text: string | undefined): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  if (!/^\d{1,3}$/.test(text) || Number(text) > 100) {
    throw new InputError(
      `--min is ${JSON.stringify(
        text,
      )}: use the lowest score that passes, a whole number from 0 to 100`,
    );
  }
  return Number(text);
}
