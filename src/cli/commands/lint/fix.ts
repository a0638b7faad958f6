import { basename, dirname, resolve } from 'node:path';
import { applyEdits } from '../../../core/edits';
import { combineFixes } from '../../../core/linter/fixes/combine';
import { automaticFix } from '../../../core/linter/fixes/automatic';
import type { Edit } from '../../../core/edits';
import type { Finding, Fix, FixKind } from '../../../core/linter/findings/finding';
import type { LintReport } from '../../../workflows/lint-report';
import { counted } from '../../../core/counted';
import { printable } from '../../output/printable';
import { realPathOf } from '../../../adapters/files/real-path';
import { writeMigrations } from '../../../adapters/files/write-migrations';
import { checkFile, replaceFile } from '../../../adapters/files/write-file';

/** A fix that was written, and the files that it changed. */
export interface AppliedFix {
  readonly finding: Finding;
  readonly fix: Fix;
  readonly files: readonly string[];
}

/**
 * Writes the automatic fixes of the reports, each whole or not at all. A fix that touches what an earlier one changes
 * waits for the next round, when the file has been linted again.
 * @throws HumanError before anything is written, where a file is not as it was linted or must not be written
 */
export function applyAutomaticFixes(reports: readonly LintReport[], cwd: string): AppliedFix[] {
  const { taken, edits } = combineFixes(wantedFixes(reports, cwd));
  const texts = new Map(
    reports.flatMap(({ texts }) => [...texts].map(([file, text]) => [resolve(cwd, file), text] as const)),
  );
  const added = edits
    .filter(({ file }) => !texts.has(file) && basename(file) === 'migration.sql')
    .map(({ file, edits }) => ({ name: basename(dirname(file)), file, text: applyEdits('', edits) }));
  const isNew = new Set(added.map(({ file }) => file));
  const changed = edits.flatMap(({ file, edits }) => {
    if (isNew.has(file)) return [];
    const before = texts.get(file);
    if (before === undefined) throw new Error(`A fix edits ${file}, which was not read`);
    const after = applyEdits(before, withLineEndsOf(before, edits));
    return after === before ? [] : [{ file, before, after }];
  });
  const checked = changed.map(({ file, before, after }) => ({ file: checkFile(file, before), after }));
  writeMigrations(added);
  for (const { file, after } of checked) replaceFile(file, after);
  const written = new Set([...changed, ...added].map(({ file }) => file));
  return taken
    .map(({ finding, fix, edits }) => ({ finding, fix, files: edits.map(({ file }) => file) }))
    .filter(({ files }) => files.some((file) => written.has(file)));
}

/** The automatic fixes with the absolute paths of what they edit. A settled migration is never edited, whatever a fix says. */
function wantedFixes(reports: readonly LintReport[], cwd: string) {
  const findings = reports.flatMap((report) => report.findings);
  const mendable = reports.filter(({ mayMend }) => mayMend).flatMap((report) => report.findings);
  // The same file may be reached by two paths, and be new work by one of them.
  const settled = new Set(
    [
      ...findings.filter(({ state }) => state === 'settled').map(({ file }) => file),
      ...reports.flatMap(({ settledFiles }) => settledFiles ?? []),
    ].map((file) => realPathOf(resolve(cwd, file))),
  );
  return mendable.flatMap((finding) => {
    const fix = automaticFix(finding);
    if (fix === undefined) return [];
    const edits = fix.edits.map(({ file, edits }) => ({ file: resolve(cwd, file), edits }));
    return edits.some(({ file }) => settled.has(realPathOf(file))) ? [] : [{ finding, fix, edits }];
  });
}

/** An editor gives inserted lines the file's own line ends; so do we. */
function withLineEndsOf(text: string, edits: readonly Edit[]): Edit[] {
  const lineEnd = /\r\n/.test(text) && !/(?<!\r)\n/.test(text) ? '\r\n' : undefined;
  return edits.map(({ range, newText }) => ({
    range,
    newText: lineEnd === undefined ? newText : newText.replace(/\r?\n/g, lineEnd),
  }));
}

const done: Record<FixKind, (names: string) => string> = {
  keep: (names) => `kept ${names}`,
  recreate: (names) => `made ${names} again`,
  declare: (names) => `declared ${names}`,
  list: (names) => `listed ${names}`,
  deliberate: (names) => `marked ${names} as deliberate`,
  revert: (names) => `put ${names} back`,
  move: (names) => `moved ${names}`,
  rewrite: (names) => `wrote ${names} otherwise`,
};

function namesIn({ index, objects, rule }: Finding): string {
  const names = objects?.map(({ kind, name }) =>
    kind === 'row level security' ? `${kind} of ${name}` : name,
  );
  return names?.join(', ') ?? index ?? rule;
}

/** `Fixed 2 findings in 1 file: kept idx_a, idx_b` */
export function fixedMessage(applied: readonly AppliedFix[]): string {
  const files = new Set(applied.flatMap((fix) => fix.files));
  const names = new Map<FixKind, Set<string>>();
  for (const { finding, fix } of applied) {
    const sameKind = names.get(fix.kind) ?? new Set();
    names.set(fix.kind, sameKind.add(printable(namesIn(finding))));
  }
  const what = [...names].map(([kind, set]) => done[kind]([...set].join(', '))).join('; ');
  return `Fixed ${counted(applied.length, 'finding')} in ${counted(files.size, 'file')}: ${what}`;
}
