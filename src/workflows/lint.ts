import type { MigrationState } from '../core/finding';
import { readDeclarations } from '../core/schema/read-declarations';
import { loadGrammar } from '../core/sql/grammar';
import { schemaProblems } from '../core/schema/problems';
import { skipNotice, type LintReport } from './lint-report';
import type { LintSource, UnreadFile } from './lint-source';
import type { Progress } from './progress';
import { ProjectLint } from './project-lint';

export interface LintOptions {
  /** Names of the migrations to look at; all where it is not given. */
  readonly only?: ReadonlySet<string> | undefined;
  readonly progress?: Progress | undefined;
}

/** As the databases write themselves. */
const DATABASES: ReadonlyMap<string, string> = new Map([
  ['cockroachdb', 'CockroachDB'],
  ['mongodb', 'MongoDB'],
  ['mysql', 'MySQL'],
  ['sqlite', 'SQLite'],
  ['sqlserver', 'SQL Server'],
]);

const POSTGRES: ReadonlySet<string> = new Set(['postgresql', 'postgres']);

/** The database that a project is for, where it is another one than PostgreSQL. */
export function otherProvider(source: LintSource): string | undefined {
  const provider = readDeclarations(source.schema).provider ?? source.lockProvider;
  return provider === undefined || POSTGRES.has(provider) ? undefined : provider;
}

/**
 * Lints one project: each migration against the ledger of those before it.
 *
 * @throws what the source throws (a base that is gone, an unreadable repository)
 */
export async function lintProject(
  source: LintSource,
  { only, progress }: LintOptions = {},
): Promise<LintReport> {
  const { root, migrationsFolder, migrations } = source;
  const mayMend = source.history !== undefined || only !== undefined;
  const report = { root, migrationsFolder, migrations: migrations.length, mayMend };
  const provider = otherProvider(source);
  if (provider !== undefined) {
    const skipped = DATABASES.get(provider) ?? provider;
    return { ...report, skipped, linted: 0, findings: [], notices: [skipNotice(skipped)], texts: new Map() };
  }
  progress?.say(`Linting ${migrations.length.toLocaleString('en')} migrations…`);
  const project = await ProjectLint.open(source, await loadGrammar(), progress);
  const { unread, notices } = settledApart(source, (migration) => project.stateOf(migration));
  return {
    ...report,
    linted: only ? migrations.filter(({ name }) => only.has(name)).length : migrations.length,
    findings: await project.lint(only),
    unread,
    notices: [...notices, ...schemaNotices(source)],
    texts: new Map([...migrations, ...source.schema].map(({ file, text }) => [file, text])),
  };
}

/** A settled migration that cannot be read is no news, and nobody can be asked to mend it: that is only told. */
function settledApart(
  { unread = [] }: LintSource,
  stateOf: (migration: string) => MigrationState,
): { unread: UnreadFile[]; notices: string[] } {
  const isSettled = ({ migration }: UnreadFile): boolean =>
    migration !== undefined && stateOf(migration) === 'settled';
  return {
    unread: unread.filter((file) => !isSettled(file)),
    notices: unread
      .filter(isSettled)
      .map(
        ({ migration = '', reason }) => `The settled migration ${migration} could not be read: ${reason}.`,
      ),
  };
}

function schemaNotices({ root, schema }: LintSource): string[] {
  const texts = new Map(schema.map(({ file, text }) => [file, text]));
  return schemaProblems(schema).map(({ file, offset, message }) => {
    const line = (texts.get(file) ?? '').slice(0, offset).split('\n').length;
    const name = file.startsWith(root) ? file.slice(root.length).replace(/^[\\/]/, '') : file;
    return `${name}:${line}: ${message}, so the schema may declare more than was read.`;
  });
}
