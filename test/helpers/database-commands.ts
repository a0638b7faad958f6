import { inspect, type InspectArgs } from '../../src/cli/commands/inspect/run';
import { restore, type RestoreArgs } from '../../src/cli/commands/restore/run';
import type { CliContext, Questions } from '../../src/cli/context';
import { DatabaseUrl } from '../../src/core/environment/database-url';
import { loadGrammar } from '../../src/core/sql/grammar';
import { readScript } from '../../src/core/sql/statements';
import { openDatabase } from '../../src/adapters/database/open-database';
import { openProjects } from '../../src/adapters/open-projects';
import { sha256 } from '../../src/adapters/files/sha256';
import { ReplayedProject } from '../../src/workflows/replayed-project';
import { readStatus } from '../../src/workflows/status';
import { inheritedVariables } from './cli';
import { captureContext } from './cli-here';
import { openSession } from './sql';

/** How a command ended. */
interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What our commands do with a database, on the project in a folder and without starting a process. */
export interface DatabaseCommands {
  readonly restore: (args?: Partial<RestoreArgs>, yesOrNo?: Questions['yesOrNo']) => Promise<Ran>;
  readonly inspect: (args?: Partial<InspectArgs>, width?: number) => Promise<Ran>;
  /** `name: state` of every protected index, as `status` says. */
  readonly states: () => Promise<string[]>;
}

export function databaseCommands(folder: string, databaseUrl: string): DatabaseCommands {
  const run = async (
    command: (context: CliContext) => Promise<number>,
    width: number,
    ask: Partial<Questions> = {},
  ): Promise<Ran> => {
    const env = { ...inheritedVariables(), DATABASE_URL: databaseUrl, COLUMNS: String(width) };
    const { context, written } = captureContext(folder, { env, ask });
    const exitCode = await command(context);
    return { exitCode, ...written };
  };
  return {
    restore: (args, yesOrNo) =>
      run((context) => restore({ env: 'local', names: [], ...args }, context), 120, yesOrNo && { yesOrNo }),
    inspect: (args, width = 120) =>
      run((context) => inspect({ env: 'local', paths: [], color: false, ...args }, context), width),
    states: async () => {
      const [project] = await openProjects([], { cwd: folder });
      if (!project) throw new Error(`there is no project in ${folder}`);
      const database = openDatabase(DatabaseUrl.parse(databaseUrl, 'the test'));
      try {
        const replayed = ReplayedProject.open(project.source, loadGrammar);
        const { protectedIndexes } = await readStatus(replayed, 'local', database, sha256);
        return protectedIndexes.map(({ index, state }) => `${index.name}: ${state}`);
      } finally {
        await database.close();
      }
    },
  };
}

/** Runs a script as psql does: each statement by itself, all on one connection, until one fails. */
export async function runLikePsql(databaseUrl: string, script: string): Promise<void> {
  const session = await openSession(databaseUrl);
  try {
    for (const { start, end } of readScript(script).statements) await session.run(script.slice(start, end));
  } finally {
    await session.close();
  }
}
