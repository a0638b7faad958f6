import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { extendedFiles } from '../../../core/config/extended-files';
import type { Range } from '../../../core/range';
import { isHumanError } from '../../../core/human-error';
import type { Origin } from '../../../core/ledger/records';
import type { ProtectedIndex } from '../../../core/protection/protected-index';
import type { ProtectedObject } from '../../../core/protection/protected-object';
import { sha256 } from '../../../adapters/files/sha256';
import { headLogOf } from '../../../adapters/git/head-log';
import { openProjects, type OpenedProject } from '../../../adapters/open-projects';
import { stoppableMatcher } from '../../../adapters/project/pattern-matcher';
import type { AppliedRow } from '../../../workflows/edited-applied';
import type { LintReport } from '../../../workflows/lint-report';
import { overviewOf, type OverviewMigration } from '../../../workflows/project-overview';
import { positionAt } from '../../documents/text-positions';
import { aboutFile, knownFinding, type KnownFinding, type Span } from '../../findings/known-finding';
import type { FileIndex, FileMigration, FileObject, LintedProject } from '../../findings/linted-project';
import { uriOf } from './uri-of';

/**
 * Lints whole projects by their files. No code of theirs is run, no database is asked; git is.
 *
 * @param migrationsFolders URIs of the projects' migrations folders
 * @param applied by the URI of a migration's file, what is remembered of it in a database
 */
export async function lintProjects(
  migrationsFolders: readonly string[],
  applied: Readonly<Record<string, AppliedRow>>,
): Promise<LintedProject[]> {
  const rows = new Map(Object.entries(applied).map(([uri, row]) => [fileURLToPath(uri), row]));
  const linted: LintedProject[] = [];
  for (const folder of migrationsFolders) linted.push(await lintFolder(folder, rows));
  return linted;
}

async function lintFolder(uri: string, applied: ReadonlyMap<string, AppliedRow>): Promise<LintedProject> {
  const folder = fileURLToPath(uri);
  const nothing = {
    migrationsFolder: uri,
    migrations: [],
    indexes: [],
    objects: [],
    findings: [],
    notices: [],
    gitLogs: [],
    configuredBy: [],
  };
  // A project that has no migrations yet.
  if (!fs.existsSync(folder)) return nothing;
  try {
    const [opened, headLog] = await Promise.all([
      openProjects([folder], { cwd: folder, prisma8: true }),
      headLogOf(folder),
    ]);
    const project = opened[0];
    if (!project) return nothing;
    return {
      ...nothing,
      ...(await lintOpened(project, applied)),
      gitLogs: headLog === undefined ? [] : [headLog],
    };
  } catch (error) {
    if (!isHumanError(error)) throw error;
    return { ...nothing, failure: error.message };
  }
}

async function lintOpened(
  { source, notices }: OpenedProject,
  applied: ReadonlyMap<string, AppliedRow>,
): Promise<Partial<LintedProject>> {
  const overview = await overviewOf(source, { matchPattern: stoppableMatcher(), sha256, applied });
  if (!overview) return {};
  const { report, migrations, indexes, objects } = overview;
  return {
    migrations: migrations.map(plainMigration),
    indexes: indexes.map(plainIndex),
    objects: objects.map(plainObject),
    findings: findingsOf(report),
    notices: [...notices, ...report.notices],
    configuredBy: source.config ? extendedFiles(source.config).map(uriOf) : [],
  };
}

function findingsOf({ findings, broken, unread = [], texts }: LintReport): KnownFinding[] {
  const spanIn = (file: string, { start, end }: Range): Span => {
    const text = texts.get(file) ?? '';
    return { start: positionAt(text, start), end: positionAt(text, end) };
  };
  return [
    ...unread.map(({ file, reason }) =>
      aboutFile(uriOf(file), unreadMessage(reason), { severity: 'warning' }),
    ),
    ...broken.map(({ file, range, message }) =>
      aboutFile(uriOf(file), message, { severity: 'error', span: spanIn(file, range) }),
    ),
    ...findings
      .filter(({ suppressed }) => suppressed === undefined)
      .map((finding) => knownFinding(finding, { spanIn, uriOf })),
  ];
}

function unreadMessage(reason: string): string {
  return `This could not be read: ${reason}. What is found in its project may be incomplete.`;
}

function plainMigration({ name, file, isSettled, isBeside }: OverviewMigration): FileMigration {
  return { name, file: file === undefined ? null : uriOf(file), isSettled, ...(isBeside && { isBeside }) };
}

function plainIndex({
  schema,
  name,
  table,
  record,
  entry,
  definition,
  protection,
  createStatement,
}: ProtectedIndex): FileIndex {
  return {
    schema: schema ?? null,
    name,
    table: table ?? null,
    listed: entry !== undefined,
    madeIn: record?.origin.migration ?? null,
    method: definition?.method ?? null,
    declared: protection?.declaration !== undefined,
    createStatement: createStatement ?? null,
    origin: plainOrigin(record?.origin),
  };
}

function plainObject({ kind, schema, name, table, record, statements, entry }: ProtectedObject): FileObject {
  return {
    ...{ kind, name, schema: schema ?? null, table: table ?? null },
    listed: entry !== undefined,
    statements: statements ?? null,
    origin: plainOrigin(record?.origin),
  };
}

function plainOrigin(origin: Origin | undefined): FileIndex['origin'] {
  if (!origin) return null;
  const { migration, file, range } = origin;
  return { migration, file: uriOf(file), start: range.start, end: range.end };
}
