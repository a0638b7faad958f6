import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { withoutCredentials } from '../../../core/environment/masks';
import { HumanError } from '../../../core/human-error';
import { seconds } from '../../environments/resolved';
import type { PrismaCli } from '../prisma-cli';
import { maskText } from '../../process/mask-secrets';
import type { ProgramResult } from '../../process/run-program';
import type { Variables } from '../../process/variables';
import { secretsIn } from '../../process/secrets-in';
import { parseJson } from '../../project/settings';
import { configErrorMark } from './temporary-config';

const longestMessage = 600;

/** The migration at which Prisma's replay of the history stopped; undefined where that is not why it failed. */
export function failedMigration(stderr: string): string | undefined {
  return /Migration `([^`]+)` failed to apply cleanly to the shadow database/.exec(stderr)?.[1];
}

/** What is known of a comparison, for the sentence on why it failed. */
export interface FailedDiff {
  readonly prisma: PrismaCli;
  readonly configFile: string | undefined;
  /** Milliseconds. */
  readonly timeoutMs: number;
  /** The variables that Prisma had. */
  readonly env: Variables;
}

/** One sentence for a comparison that came to nothing. No credential stands in it. */
export function diffFailure(
  result: ProgramResult,
  { prisma, configFile, timeoutMs, env }: FailedDiff,
): HumanError {
  const { label } = prisma;
  const clean = (text: string): string => endless(maskText(text, secretsIn(env)));
  if (result.kind !== 'ended') return programFailure(result, { prisma, timeoutMs });
  const ofConfig = configError(result.stderr);
  if (ofConfig !== undefined) {
    return new HumanError(
      `${configFile === undefined ? 'The Prisma config' : path.basename(configFile)} could not be loaded: ${clean(ofConfig)}. Fix it first.`,
    );
  }
  const message = messageIn(result.stderr) || messageIn(result.stdout);
  return new HumanError(
    message === ''
      ? `${label} failed with exit code ${result.code} and said nothing.`
      : `${label} could not compare the history with the schema: ${clean(message)}.`,
  );
}

/** One sentence for a Prisma that did not come to an end by itself. */
export function programFailure(
  result: Exclude<ProgramResult, { kind: 'ended' }>,
  { prisma: { label, program }, timeoutMs }: Pick<FailedDiff, 'prisma' | 'timeoutMs'>,
): HumanError {
  switch (result.kind) {
    case 'timed-out':
      return new HumanError(
        `${label} did not finish within ${seconds(timeoutMs)}, and was stopped. Check what blocks it, or give it more time.`,
      );
    case 'killed':
      return new HumanError(`${label} was killed by ${result.signal} before it answered.`);
    case 'too-much':
      return new HumanError(`${label} printed more than any migration can be.`);
    case 'not-found':
      return new HumanError(
        `${program} was not found. Install it, or correct "prismaCommand" in migration-guard.json.`,
      );
    case 'not-started':
      return new HumanError(`${label} could not be started: ${result.reason}.`);
  }
}

function configError(stderr: string): string | undefined {
  const at = stderr.indexOf(configErrorMark);
  if (at < 0) return undefined;
  const [line = ''] = stderr.slice(at + configErrorMark.length).split('\n');
  const message = parseJson(line);
  return typeof message === 'string' && message.trim() !== ''
    ? oneLine(essence(message))
    : 'it gives no reason';
}

/** A tree of what a checker expected ends in what is wrong. */
function essence(message: string): string {
  const branches = message
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('└─'));
  return branches.length > 0 ? branches.map((line) => line.slice(2).trim()).join(' ') : message;
}

/** What Prisma says, without what it says each time. */
function messageIn(output: string): string {
  const lines = stripVTControlCharacters(output)
    .split('\n')
    .filter(
      (line) =>
        !/^(?:Loaded Prisma config from |Prisma schema loaded from |Environment variables loaded)/.test(line),
    )
    // Where in the engine it happened, and the lines of the schema around the position that is named.
    .filter((line) => !/^\s*(?:\d+: schema_|at schema-engine\/|\[Context: |\d* *\|)/.test(line));
  return oneLine(lines.join('\n').replace(/^\s*(?:Error: )+/, ''));
}

function oneLine(text: string): string {
  const line = withoutCredentials(text).replace(/\s+/g, ' ').trim();
  return line.length > longestMessage ? `${line.slice(0, longestMessage)}…` : line;
}

function endless(text: string): string {
  return text.replace(/[.\s]+$/, '');
}
