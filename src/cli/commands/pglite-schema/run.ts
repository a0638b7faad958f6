import fs from 'node:fs';
import { resolve } from 'node:path';
import { decodeText, readRegularFile } from '../../../adapters/files/regular-file';
import { HumanError } from '../../../core/human-error';
import { writeSchema } from '../../../workflows/pglite-schema';
import { isOurLimit } from '../../../workflows/replay-advice';
import { pageOf, type CliContext } from '../../context';
import type { ColorOption, ProjectOption } from '../../options';
import { textDiff } from '../../output/diff';
import { pathFrom } from '../../output/positions';
import { printable } from '../../output/printable';
import { failureLines } from '../../output/replay-failure';
import { preludeOf, tellUnread, withReplayable } from '../../projects';
import { usesColor, widthOf } from '../../terminal';
import { writeVerbatim } from '../../workflow-commands';
import { writeWhole } from '../../../adapters/files/write-file';
import { grouped } from '../../../core/grouped';

export interface PgliteSchemaArgs extends ProjectOption, ColorOption {
  /** The file to write or to compare with; undefined for stdout. */
  readonly output?: string;
  /** Compare instead of writing. */
  readonly check?: boolean;
}

/** A longer diff says no more than that the file is to be written again. */
const shownLines = 40;

/**
 * Writes the schema that the migrations make, or says whether a file still holds it.
 *
 * @returns 2 where it could not be found out; 1 where a migration fails, or the file is not what it would be; else 0
 * @throws HumanError without a project, and where a file cannot be read or written
 */
export async function pgliteSchema(args: PgliteSchemaArgs, context: CliContext): Promise<0 | 1 | 2> {
  const { cwd, env, stdout, stderr } = context;
  const { output, check = false } = args;
  if (check && output === undefined) {
    throw new HumanError('--check compares with a file: name it with --output.');
  }
  return withReplayable({ ...args, command: 'pglite-schema' }, context, async (project, hooks, progress) => {
    const { scripts: prelude } = preludeOf(project.source, hooks);
    const { openEmbedded } = await import('../../../adapters/embedded/open-embedded');
    const { script, failure } = await writeSchema(project.source, { openEmbedded, prelude, progress });
    progress.clear();
    if (tellUnread([project], context)) return 2;
    if (failure) {
      const page = { cwd, width: widthOf(stderr, env), color: usesColor(args.color, env, stderr) };
      stderr.write(`${failureLines(failure, page).join('\n')}\n`);
      return isOurLimit(failure) ? 2 : 1;
    }
    if (output === undefined) writeVerbatim(stdout, script);
    else if (check) return compare(output, script, args, context);
    else {
      writeWhole(resolve(cwd, output), script);
      stderr.write(`Wrote ${printable(pathFrom(cwd, output))}.\n`);
    }
    return 0;
  });
}

function compare(output: string, script: string, { color }: PgliteSchemaArgs, context: CliContext): 0 | 1 {
  const { cwd, stdout } = context;
  const shown = printable(pathFrom(cwd, output));
  const command = `migration-guard pglite-schema --output ${shown}`;
  const found = readText(resolve(cwd, output));
  if (found === undefined) {
    stdout.write(`There is no ${shown}. ${command} writes it.\n`);
    return 1;
  }
  // A checkout may have changed them.
  if (found.replaceAll('\r\n', '\n') === script) {
    stdout.write(`${shown} is what the migrations make.\n`);
    return 0;
  }
  const lines = textDiff(found, script, { color: pageOf(context, color).color, indent: '  ' });
  const rest = lines.length - shownLines;
  stdout.write(
    [
      `${shown} is not what the migrations make; - is in the file, + in what they make:`,
      '',
      ...lines.slice(0, shownLines),
      ...(rest > 0 ? [`  … ${grouped(rest)} more lines`] : []),
      '',
      `${command} writes it again.`,
      '',
    ].join('\n'),
  );
  return 1;
}

/** Undefined where there is no such file. @throws HumanError where it cannot be read */
function readText(file: string): string | undefined {
  if (!fs.existsSync(file)) return undefined;
  try {
    return decodeText(readRegularFile(file));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new HumanError(`${file} cannot be read: ${reason}`, { cause: error });
  }
}
