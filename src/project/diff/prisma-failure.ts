import { stripVTControlCharacters } from 'node:util';
import { withoutCredentials } from '../../core/environment/masks';
import { HumanError } from '../../core/human-error';
import { seconds } from '../environments/resolved';
import type { PrismaCli } from '../prisma-cli';
import type { Captured } from '../programs/run-captured';
import { parseJson } from '../settings';
import { configErrorMark } from './temporary-config';

const longestWords = 600;

/** The migration at which Prisma's replay of the history stopped; undefined where that is not why it failed. */
export function failedMigration(stderr: string): string | undefined {
  return /Migration `([^`]+)` failed to apply cleanly to the shadow database/.exec(stderr)?.[1];
}

/** One sentence for a comparison that came to nothing. No URL with a credential stands in it. */
export function diffFailure(
  result: Captured,
  { words, program }: PrismaCli,
  configFile: string | undefined,
  limit: number,
): HumanError {
  switch (result.kind) {
    case 'timed-out':
      return new HumanError(
        `${words} did not finish within ${seconds(limit)}, and was ended. See what keeps it, or give it longer.`,
      );
    case 'killed':
      return new HumanError(`${words} was killed by ${result.signal} before it had an answer.`);
    case 'too-much':
      return new HumanError(`${words} printed more than any migration can be.`);
    case 'not-found':
      return new HumanError(
        `${program} was not found. Install it, or correct "prismaCommand" in migration-guard.json.`,
      );
    case 'not-started':
      return new HumanError(`${words} could not be started: ${result.reason}.`);
    case 'ended': {
      const ofConfig = configError(result.stderr);
      if (ofConfig !== undefined) {
        return new HumanError(
          `${configFile ?? 'The Prisma config'} could not be loaded: ${endless(ofConfig)}. Mend it first.`,
        );
      }
      const said = wordsOf(result.stderr) || wordsOf(result.stdout);
      return new HumanError(
        said === ''
          ? `${words} failed with exit code ${result.code} and said nothing.`
          : `${words} could not compare the history with the schema: ${endless(said)}.`,
      );
    }
  }
}

function configError(stderr: string): string | undefined {
  const at = stderr.indexOf(configErrorMark);
  if (at < 0) return undefined;
  const [line = ''] = stderr.slice(at + configErrorMark.length).split('\n');
  const message = parseJson(line);
  return oneLine(typeof message === 'string' ? message : 'it gives no reason');
}

/** What Prisma says, without what it says each time. */
function wordsOf(output: string): string {
  const lines = stripVTControlCharacters(output)
    .split('\n')
    .filter(
      (line) =>
        !/^(?:Loaded Prisma config from |Prisma schema loaded from |Environment variables loaded)/.test(line),
    )
    .filter((line) => !/^\s*(?:\d+: schema_|at schema-engine\/|\[Context: )/.test(line));
  return oneLine(lines.join('\n').replace(/^\s*(?:Error: )+/, ''));
}

function oneLine(text: string): string {
  const line = withoutCredentials(text).replace(/\s+/g, ' ').trim();
  return line.length > longestWords ? `${line.slice(0, longestWords)}…` : line;
}

function endless(text: string): string {
  return text.replace(/[.\s]+$/, '');
}
