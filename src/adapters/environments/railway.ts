import { stripVTControlCharacters } from 'node:util';
import { runCaptured } from '../process/run-captured';
import type { Ended, ProgramResult } from '../process/run-program';
import { parseJson, record } from '../project/settings';
import {
  type EnvironmentDeps,
  EnvironmentError,
  timeoutsMsOf,
  parseUrl,
  type Resolved,
  seconds,
} from './resolved';

/** What to ask Railway for. */
export interface RailwaySource {
  readonly environment: string;
  /** Undefined is the service that the folder is linked to. */
  readonly service: string | undefined;
}

/** Railway's command line gave no URL; the message says why, and what to do. */
export class RailwayError extends EnvironmentError {
  constructor(
    message: string,
    /** Whether the project seems to have nothing to do with Railway, or Railway has no such environment. */
    readonly isAbsent: boolean,
  ) {
    super('railway', message);
  }
}

/** The spelling of all versions up to 4, and the one that may outlive it. */
const spellings = [['variables'], ['variable', 'list']];

/**
 * The URL of a database on Railway, from the command line that the person has installed, logged in and linked.
 *
 * @param name the environment's name, for messages
 * @throws RailwayError
 */
export async function fromRailway(
  name: string,
  source: RailwaySource,
  root: string,
  deps: EnvironmentDeps,
): Promise<Resolved> {
  const { environment, service } = source;
  const where = `Railway's ${environment}${service === undefined ? '' : `, service ${service}`}`;
  const fail = (message: string, isAbsent = false): never => {
    throw new RailwayError(`No URL for ${name}: ${message}`, isAbsent);
  };
  const result = await ask(source, root, deps);
  if (result.kind !== 'ended') return fail(notEnded(result, deps), result.kind === 'not-found');
  if (result.code !== 0) {
    const reason = reasonOf(result, source);
    return fail(reason.message, reason.isAbsent);
  }
  // With nothing to list, it says so on stderr and prints nothing.
  const variables = result.stdout.trim() === '' ? {} : parseJson(result.stdout);
  if (typeof variables !== 'object' || variables === null || Array.isArray(variables)) {
    return fail(
      'railway printed something that is not the JSON of its variables. Update it: railway upgrade',
    );
  }
  const { DATABASE_PUBLIC_URL: open, DATABASE_URL: inside } = record(variables);
  if (isText(open)) return parsed('DATABASE_PUBLIC_URL', open, where);
  if (!isText(inside)) {
    const other = service === undefined ? 'the linked service' : `the service ${service}`;
    return fail(
      `${other} has neither DATABASE_PUBLIC_URL nor DATABASE_URL in Railway's ${environment}. Name the database's service in migration-guard.json: "railway": { "environment": "${environment}", "service": "Postgres" }.`,
    );
  }
  const url = parsed('DATABASE_URL', inside, where);
  if (!url.url.host.endsWith('.railway.internal')) return url;
  return fail(
    `${where} gives only an address inside Railway (${url.url.host}). Switch on the database's public networking, which makes DATABASE_PUBLIC_URL, or name the database's own service in migration-guard.json.`,
  );
}

function parsed(variable: string, text: string, where: string): Resolved {
  const from = `${variable} of ${where}`;
  return { url: parseUrl(text, from), from };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

async function ask(
  { environment, service }: RailwaySource,
  root: string,
  deps: EnvironmentDeps,
): Promise<ProgramResult> {
  const options = { cwd: root, env: { ...deps.env, NO_COLOR: '1' }, timeoutMs: timeoutsMsOf(deps).railway };
  const args = [
    '--environment',
    environment,
    ...(service === undefined ? [] : ['--service', service]),
    '--json',
  ];
  let result: ProgramResult = { kind: 'not-found' };
  for (const spelling of spellings) {
    result = await runCaptured('railway', [...spelling, ...args], options);
    if (!isRefusedSpelling(result)) break;
  }
  return result;
}

/** As the parser of Railway's command line says that it knows no such command or option. */
function isRefusedSpelling(result: ProgramResult): boolean {
  if (result.kind !== 'ended' || result.code === 0) return false;
  return /unrecognized subcommand|unexpected argument|unknown (?:sub)?command|unknown option/i.test(
    result.stderr,
  );
}

function notEnded(result: Exclude<ProgramResult, Ended>, deps: EnvironmentDeps): string {
  switch (result.kind) {
    case 'not-found':
      return 'railway is not installed. Install it from https://docs.railway.com/cli, or say in migration-guard.json where the URL is.';
    case 'not-started':
      return `railway could not be started: ${result.reason}.`;
    case 'timed-out':
      return `railway gave no answer within ${seconds(timeoutsMsOf(deps).railway)}. Check what it is waiting for: railway status`;
    case 'killed':
      return `railway was killed by ${result.signal}.`;
    case 'too-much':
      return 'railway printed more than variables could be.';
  }
}

interface Reason {
  readonly message: string;
  readonly isAbsent: boolean;
}

/**
 * Recognises failures by the text of Railway's messages, or by the codes that its newer versions put into JSON. The words
 * are matched but never repeated: what else stands there is not known.
 */
function reasonOf({ stdout, stderr, code }: Ended, { environment, service }: RailwaySource): Reason {
  const output = stripVTControlCharacters(`${stderr}\n${stdout}`);
  const here = (message: string): Reason => ({ message, isAbsent: false });
  const absent = (message: string): Reason => ({ message, isAbsent: true });
  if (/RAILWAY_(?:API_)?TOKEN|INVALID_TOKEN|Project Token not found/i.test(output)) {
    return here(
      'Railway does not accept the token in RAILWAY_TOKEN or RAILWAY_API_TOKEN. Set one that is valid for this project.',
    );
  }
  if (
    /unauthorized|not (?:logged|signed) in|not authenticated|railway login|log(?:in|ging) (?:state|back)/i.test(
      output,
    )
  ) {
    return here('railway is not logged in. Run: railway login');
  }
  if (/environment\b[^\n]*(?:not found|is deleted)|ENVIRONMENT_(?:NOT_FOUND|DELETED)/i.test(output)) {
    return absent(
      `Railway's project has no environment ${environment}. Name another one in migration-guard.json.`,
    );
  }
  if (/environment\b[^\n]*is restricted/i.test(output)) {
    return here(
      `Railway does not let this account see ${environment}. Ask an admin of the workspace for access.`,
    );
  }
  if (/service\b[^\n]*not found|SERVICE_NOT_FOUND/i.test(output)) {
    return here(
      `Railway's project has no service ${service ?? 'such as the linked one'}. Name another in migration-guard.json.`,
    );
  }
  if (/no services? linked|NO_SERVICE_LINKED|has no services/i.test(output)) {
    return here('this folder is linked to no service of Railway. Run: railway service');
  }
  if (
    /no linked project|NO_LINKED_PROJECT|project (?:not found|is deleted)|PROJECT_(?:NOT_FOUND|DELETED)|railway link/i.test(
      output,
    )
  ) {
    return absent('this folder is not linked to a project of Railway. Run: railway link');
  }
  return here(`railway failed with exit code ${code}. See what it says: railway status`);
}
