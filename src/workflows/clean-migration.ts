import { applyEdits } from '../core/edits';
import { combineFixes } from '../core/linter/fixes/combine';
import { automaticFix } from '../core/linter/fixes/automatic';
import type { Finding, Fix } from '../core/linter/findings/finding';
import { readWholeScript } from '../core/sql/steps';
import type { Range } from '../core/range';
import type { MigrationFile } from './lint-source';
import type { LintText } from './lint-text';
import { append } from '../core/append';

/** A statement that was not let through, and why. */
export interface KeptBack {
  /** As Prisma wrote it. */
  readonly statement: string;
  readonly finding: Finding;
  readonly fix: Fix;
}

/** A new migration after its fixes. */
export interface CleanMigration {
  readonly migration: MigrationFile;
  /** In the order in which they were found. */
  readonly keptBack: readonly KeptBack[];
  /** What its statements take along, and further ones make again behind them. */
  readonly broughtBack: readonly Finding[];
  /** What lint says of it now. */
  readonly findings: readonly Finding[];
  /** Whether a statement is left. */
  readonly hasStatements: boolean;
}

const ifNotExists = /^\s*create\s+extension\s+if\s+not\s+exists\s+(?:"((?:[^"]|"")+)"|([\w$]+))\s*;?\s*$/i;

/** A fix that overlaps another one waits for the next round, and no history needs many. */
const mostRounds = 10;

/**
 * Lints a migration that is not part of the history yet, applies the fixes that need no decision, and lints it again.
 * Nothing is written, and no other file is touched.
 *
 * @param extensions names of those that the history has: to create one again if it is not there does nothing
 */
export async function cleanMigration(
  lintText: LintText,
  drafted: MigrationFile,
  extensions: ReadonlySet<string> = new Set(),
): Promise<CleanMigration> {
  const keptBack: KeptBack[] = [];
  const broughtBack: Finding[] = [];
  let migration = drafted;
  let findings = await lintText(migration);
  for (let round = 0; round < mostRounds; round++) {
    const wanted = findings.flatMap((finding) => {
      const fix = automaticFix(finding);
      return fix?.edits.every(({ file }) => file === drafted.file)
        ? [{ finding, fix, edits: fix.edits }]
        : [];
    });
    if (wanted.length === 0) break;
    const { taken, edits } = combineFixes(wanted);
    const { text } = migration;
    const again = taken.filter(({ fix }) => fix.kind === 'recreate');
    const left = taken.filter(({ fix }) => fix.kind !== 'recreate');
    append(
      broughtBack,
      again.map(({ finding }) => finding),
    );
    append(
      keptBack,
      left.map(({ finding, fix }) => ({ statement: statementAt(text, finding), finding, fix })),
    );
    migration = {
      ...migration,
      text: applyEdits(
        migration.text,
        edits.flatMap((one) => one.edits),
      ),
    };
    findings = await lintText(migration);
  }
  const { statements } = readWholeScript(migration.text);
  const doesNothing = ({ start, end }: Range): boolean => {
    const made = ifNotExists.exec(migration.text.slice(start, end));
    return made !== null && extensions.has(made[1]?.replaceAll('""', '"') ?? made[2]?.toLowerCase() ?? '');
  };
  return { migration, keptBack, broughtBack, findings, hasStatements: !statements.every(doesNothing) };
}

function statementAt(text: string, { range }: Finding): string {
  const { statements } = readWholeScript(text);
  const { start, end } = statements.find((one) => one.end > range.start) ?? range;
  return text.slice(start, end);
}
