import { runInspect, type InspectArgs } from '../../src/cli/commands/inspect';
import { runRestore, type RestoreArgs } from '../../src/cli/commands/restore';
import { DatabaseUrl } from '../../src/core/environment/database-url';
import { loadGrammar } from '../../src/core/sql/grammar';
import { readScript } from '../../src/core/sql/statements';
import { openDatabase } from '../../src/adapters/database/open-database';
import { openProjects } from '../../src/adapters/project/open-projects';
import { sha256 } from '../../src/adapters/project/sha256';
import { writeMigrations } from '../../src/adapters/project/write-migrations';
import { inspect } from '../../src/workflows/inspect';
import { planRestores, writeRestores } from '../../src/workflows/restore';
import { openEachOnce } from '../../src/workflows/replayed-project';
import { readStatus } from '../../src/workflows/status';
import { openSession } from './sql';

/** How a command ended. */
interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What our commands do with a database, on the project in a folder and without starting a process. */
export interface DatabaseCommands {
  readonly restore: (
    args?: Partial<RestoreArgs>,
    ask?: (question: string) => Promise<boolean>,
  ) => Promise<Ran>;
  readonly inspect: (args?: Partial<InspectArgs>, width?: number) => Promise<Ran>;
  /** `name: state` of every protected index, as `status` says. */
  readonly states: () => Promise<string[]>;
}

export function databaseCommands(folder: string, databaseUrl: string): DatabaseCommands {
  const url = DatabaseUrl.parse(databaseUrl, 'the test');
  const connect = () => Promise.resolve(openDatabase(url));
  const open = (paths: readonly string[]) => openProjects(paths, { cwd: folder });
  const captured = async (
    run: (output: {
      stdout: { write: (text: string) => unknown };
      stderr: { write: (text: string) => unknown };
    }) => Promise<number>,
  ): Promise<Ran> => {
    const texts = { stdout: '', stderr: '' };
    const exitCode = await run({
      stdout: { write: (text) => (texts.stdout += text) },
      stderr: { write: (text) => (texts.stderr += text) },
    });
    return { exitCode, ...texts };
  };
  const replayed = openEachOnce(loadGrammar);
  const usual = { env: 'local', json: false };
  return {
    restore: (args, ask) =>
      captured((output) =>
        runRestore(
          { ...usual, names: [], project: undefined, migration: undefined, confirmDrop: [], ...args },
          {
            openProjects: open,
            connect,
            planRestores: (source, environment, database, wishes) =>
              planRestores(replayed(source), environment, database, wishes),
            writeRestores: async (source, plans, wish) => writeRestores(await replayed(source), plans, wish),
            writeMigrations,
            ask: ask ?? (() => Promise.resolve(false)),
            now: () => Date.now(),
            ...{ cwd: folder, env: { COLUMNS: '120' }, ...output },
          },
        ),
      ),
    inspect: (args, width = 120) =>
      captured((output) =>
        runInspect(
          { ...usual, paths: [], table: undefined, indexes: false, color: false, ...args },
          {
            openProjects: open,
            connect,
            inspect: (source, environment, database, table) =>
              inspect(replayed(source), environment, database, table),
            ...{ cwd: folder, env: { COLUMNS: String(width) }, ...output },
          },
        ),
      ),
    states: async () => {
      const [project] = await open([]);
      if (!project) throw new Error(`there is no project in ${folder}`);
      const database = await connect();
      try {
        const { protectedIndexes } = await readStatus(replayed(project.source), 'local', database, sha256);
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
