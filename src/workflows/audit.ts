import type { FileProblem } from '../core/json/problem';
import type { MatchPattern } from '../core/protection/patterns';
import { loadGrammar } from '../core/sql/grammar';
import { auditEntries, type AuditEntry } from './audit-entries';
import { otherDatabase, textsOf } from './lint';
import type { LintSource, UnreadFile } from './lint-source';
import { toldOfFiles } from './prisma8-files';
import type { Progress } from './progress';
import { ReplayedProject } from './replayed-project';
import { suppressionUse, type SuppressionUse } from './suppression-use';
import { gapsOf, whoWrote, type AskWhoWrote, type WrittenBy } from './written-by';

export interface AuditPorts {
  readonly originsOf: AskWhoWrote;
  /** Tries the patterns of drift-ignore.json. */
  readonly matchPattern?: MatchPattern | undefined;
  readonly progress?: Progress | undefined;
}

/** An entry with who wrote it. */
export type AuditedEntry = AuditEntry & {
  readonly origin: WrittenBy;
  /** Of a suppression: whether it suppresses something. */
  readonly use?: SuppressionUse;
};

/** All that a project lets through, and lists. */
export interface AuditReport {
  /** The project's folder, as a person would name it. */
  readonly root: string;
  readonly migrationsFolder: string | undefined;
  /** The database that the project is for, by its own name, where it is not PostgreSQL: then nothing was looked at. */
  readonly skipped?: string;
  /** In the order of kinds, then as they are written. */
  readonly entries: readonly AuditedEntry[];
  readonly unread: readonly UnreadFile[];
  /** What is wrong with drift-ignore.json and migration-guard.json. */
  readonly broken: readonly FileProblem[];
  /** Sentences about what is not known. */
  readonly notices: readonly string[];
  /** The text of every file that an entry or a problem stands in. */
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * Lists what a project lets through: suppressions, loosened rules, skipped paths, and the entries of drift-ignore.json,
 * each with who wrote it. Of files with mistakes, what is right in them.
 *
 * @throws what the source throws (an unreadable repository)
 */
export async function auditProject(source: LintSource, ports: AuditPorts): Promise<AuditReport> {
  const { root, migrationsFolder, unread = [] } = source;
  const told = toldOfFiles(source);
  const texts = new Map([...textsOf(source), ...told.texts]);
  const common = { root, migrationsFolder, unread, texts };
  const other = otherDatabase(source);
  if (other !== undefined) return { ...common, skipped: other, entries: [], broken: [], notices: [] };
  const project = await ReplayedProject.open(source, loadGrammar, ports.progress);
  const entries = auditEntries(project);
  const { useOf, notices } = await suppressionUse(project, entries, ports);
  ports.progress?.say('Asking git who wrote it…');
  const written = entries.map((entry) => told.placeIn(entry));
  const origins = await whoWrote(written, (file) => texts.get(file) ?? '', ports.originsOf);
  const audited = entries.map((entry, position): AuditedEntry => {
    const origin = origins[position] ?? { kind: 'no-git' };
    const placed = told.placeIn(entry);
    return placed.kind === 'suppression' && entry.kind === 'suppression'
      ? { ...placed, origin, use: useOf(entry) }
      : { ...placed, origin };
  });
  return {
    ...common,
    entries: audited,
    broken: project.configuration.problems,
    notices: [...notices, ...gapsOf(audited.map(({ origin }) => origin))],
  };
}

/** Whether something could not be read, so that the report is not the whole one. */
export function isIncomplete({ unread, broken, entries }: AuditReport): boolean {
  return unread.length > 0 || broken.length > 0 || entries.some(({ origin }) => origin.kind === 'failed');
}
