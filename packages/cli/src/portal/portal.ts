import { InputError, ResponseError } from '@backstage/errors';
import { Command } from 'commander';
import { readFileSync } from 'node:fs';

/** Where a portal is, and where its token. */
export type PortalOptions = {
  url?: string;
  tokenEnv: string;
  tokenFile?: string;
};

/** The API of KPI Tree in a portal, and what signs in there. */
export type PortalAccess = { baseUrl: string; token: string };

/** Adds the options of {@link PortalOptions}. */
export function addPortalOptions(command: Command): Command {
  return command
    .option(
      '--url <url>',
      'address of the backend of the portal; else of the variable KPI_TREE_URL',
    )
    .option(
      '--token-env <name>',
      'environment variable that holds the token',
      'KPI_TREE_TOKEN',
    )
    .option('--token-file <path>', 'file that holds the token, instead');
}

/**
 * Asks a portal for something.
 *
 * @throws `InputError` if there is no address or token, or the portal refuses the token;
 * else what `ask` throws
 */
export async function withPortal<T>(
  options: PortalOptions,
  ask: (portal: PortalAccess) => Promise<T>,
): Promise<T> {
  const url = options.url ?? process.env.KPI_TREE_URL;
  if (!url || !URL.canParse(url)) {
    throw new InputError(
      `--url is ${
        url ?? 'missing'
      }: use the address of the portal's backend, such as https://portal.example.com`,
    );
  }
  const portal = {
    baseUrl: `${url.replace(/\/+$/, '')}/api/kpi-tree`,
    token: readToken(options),
  };
  try {
    return await ask(portal);
  } catch (error) {
    throw explained(error, url, options);
  }
}

/** From a variable or a file, so that it is in no list of processes and no history. */
function readToken(options: PortalOptions): string {
  const { tokenEnv, tokenFile } = options;
  const token = tokenFile
    ? readFileSync(tokenFile, 'utf8').trim()
    : process.env[tokenEnv]?.trim();
  if (!token) {
    throw new InputError(
      `There is no token in ${tokenPlace(
        options,
      )}: put one of backend.auth.externalAccess of the portal there`,
    );
  }
  return token;
}

function tokenPlace({ tokenEnv, tokenFile }: PortalOptions): string {
  return tokenFile ?? `the environment variable ${tokenEnv}`;
}

/** Errors in which the portal itself says what would be right. */
const ofPortal = ['InputError', 'NotAllowedError', 'NotFoundError'];

/** A refusal of the portal, with what of the command it is about. */
function explained(
  error: unknown,
  url: string,
  options: PortalOptions,
): unknown {
  if (!(error instanceof ResponseError)) {
    return error;
  }
  if (error.statusCode === 401) {
    return new InputError(
      `${url} refuses the token in ${tokenPlace(
        options,
      )} (401 Unauthorized): put one of backend.auth.externalAccess of the portal there`,
    );
  }
  if (ofPortal.includes(error.body.error.name)) {
    return error.cause;
  }
  if (error.statusCode === 404) {
    return new InputError(
      `There is no KPI Tree at ${url} (404 Not Found): use the address of the portal's backend, such as https://portal.example.com`,
    );
  }
  return error;
}
