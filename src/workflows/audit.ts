import type { FileProblem } from '../core/json/problem';
import type { Range } from '../core/range';
import type { MatchPattern } from '../core/protection/patterns';
import { loadGrammar } from '../core/sql/grammar';
import { auditEntries, type AuditEntry } from './audit-entries';
import { otherDatabase, textsOf } from './lint';
import type { LintSource, UnreadFile } from './lint-source';
import type { Progress } from './progress';
import { ReplayedProject } from './replayed-project';
import { suppressionUse, type SuppressionUse } from './suppression-use';

/** Who wrote something, as far as it is known. */
export type Origin =
  | {
      readonly kind: 'commit';
      readonly commit: string;
      /** The name only. */
      readonly author: string;
      /** When it was written: ISO 8601 with the author's own offset; undefined where git has nonsense. */
      readonly date: string | undefined;
      /** The first line of the commit's message. */
      readonly summary: string;
    }
  | { readonly kind: 'uncommitted' }
  /** At or before the edge of a clone that is not whole; `command` gets the rest. */
  | { readonly kind: 'beyond'; readonly command: string | undefined }
  | { readonly kind: 'no-git' }
  /** git could not say; `reason` is a part of a sentence. */
  | { readonly kind: 'failed'; readonly reason: string };

export interface AuditPorts {
  /** Who wrote what stands at the ranges of a file, in their order. */
  readonly originsOf: (file: string, text: string, ranges: readonly Range[]) => Promise<readonly Origin[]>;
  /** Tries the patterns of drift-ignore.json. */
  readonly matchPattern?: MatchPattern | undefined;
  readonly progress?: Progress | undefined;
}

/** An entry with who wrote it. */
export type AuditedEntry = AuditEntry & {
  readonly origin: Origin;
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
  const texts = textsOf(source);
  const common = { root, migrationsFolder, unread, texts };
  const other = otherDatabase(source);
  if (other !== undefined) return { ...common, skipped: other, entries: [], broken: [], notices: [] };
  const project = await ReplayedProject.open(source, loadGrammar, ports.progress);
  const entries = auditEntries(project);
  const { useOf, notices } = await suppressionUse(project, entries, ports);
  ports.progress?.say('Asking git who wrote it…');
  const origins = await originsOf(entries, texts, ports);
  const audited = entries.map((entry): AuditedEntry => {
    const origin = origins.get(entry) ?? { kind: 'no-git' };
    return entry.kind === 'suppression' ? { ...entry, origin, use: useOf(entry) } : { ...entry, origin };
  });
  return {
    ...common,
    entries: audited,
    broken: project.configuration.problems,
    notices: [...notices, ...noticesOf(audited)],
  };
}

/** One question for each file. */
async function originsOf(
  entries: readonly AuditEntry[],
  texts: ReadonlyMap<string, string>,
  ports: AuditPorts,
): Promise<ReadonlyMap<AuditEntry, Origin>> {
  const byFile = new Map<string, AuditEntry[]>();
  for (const entry of entries) byFile.set(entry.file, [...(byFile.get(entry.file) ?? []), entry]);
  const origins = new Map<AuditEntry, Origin>();
  for (const [file, own] of byFile) {
    const ranges = own.map(({ range }) => range);
    const answers = await ports.originsOf(file, texts.get(file) ?? '', ranges);
    own.forEach((entry, position) => {
      const origin = answers[position];
      if (origin) origins.set(entry, origin);
    });
  }
  return origins;
}

/** What is not known of who wrote the entries, each once. */
function noticesOf(entries: readonly AuditedEntry[]): string[] {
  const notices = entries.flatMap(({ origin }): string[] => {
    switch (origin.kind) {
      case 'no-git':
        return ['Without git it is not known who wrote what is listed here.'];
      case 'beyond': {
        const more = origin.command === undefined ? '' : ` ${origin.command} gets the rest.`;
        return [`This clone does not have the whole history: some of this was written before it.${more}`];
      }
      default:
        return [];
    }
  });
  return [...new Set(notices)];
}

/** Whether something could not be read, so that the report is not the whole one. */
export function isIncomplete({ unread, broken, entries }: AuditReport): boolean {
  return unread.length > 0 || broken.length > 0 || entries.some(({ origin }) => origin.kind === 'failed');
}
