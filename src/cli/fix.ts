import { resolve } from 'node:path';
import { applyEdits } from '../core/fixes/apply';
import { automaticFix } from '../core/fixes/automatic';
import type { Edit, Finding, Fix, FixKind } from '../core/finding';
import type { LintReport } from '../workflows/lint-report';
import { counted, printable } from './reporters/printable';
import { checkFile, replaceFile } from './write-file';

/** A fix that was written, and the files that it changed. */
export interface AppliedFix {
  readonly finding: Finding;
  readonly fix: Fix;
  readonly files: readonly string[];
}

interface Change {
  readonly before: string;
  readonly edits: Edit[];
}

interface Plan {
  /** By absolute path. */
  readonly changes: ReadonlyMap<string, Change>;
  readonly applied: readonly AppliedFix[];
}

/**
 * Writes the automatic fixes of the reports, each whole or not at all. A fix that touches what an earlier one changes
 * waits for the next round, when the file has been linted again.
 * @throws HumanError before anything is written, where a file is not as it was linted or must not be written
 */
export function applyAutomaticFixes(reports: readonly LintReport[], cwd: string): AppliedFix[] {
  const { changes, applied } = plan(reports, cwd);
  const files = [...changes].map(([path, { before, edits }]) => ({
    path,
    after: applyEdits(before, withLineEndsOf(before, edits)),
    before,
  }));
  const changed = files.filter(({ before, after }) => after !== before);
  const checked = changed.map(({ path, before, after }) => ({ file: checkFile(path, before), after }));
  for (const { file, after } of checked) replaceFile(file, after);
  const written = new Set(changed.map(({ path }) => path));
  return applied.filter((fix) => fix.files.some((file) => written.has(file)));
}

function plan(reports: readonly LintReport[], cwd: string): Plan {
  const changes = new Map<string, Change>();
  const applied: AppliedFix[] = [];
  const settled = new Set(
    reports.flatMap(({ findings }) =>
      findings.filter(({ state }) => state === 'settled').map(({ file }) => resolve(cwd, file)),
    ),
  );
  for (const { findings, texts } of reports) {
    for (const finding of findings) {
      const fix = automaticFix(finding);
      if (fix === undefined) continue;
      const wanted = fix.edits.map(({ file, edits }) => ({ path: resolve(cwd, file), file, edits }));
      // A settled migration is never edited, whatever a fix says.
      if (wanted.some(({ path }) => settled.has(path))) continue;
      if (wanted.some(({ path, edits }) => overlaps(edits, changes.get(path)?.edits ?? []))) continue;
      for (const { path, file, edits } of wanted) {
        const before = texts.get(file);
        if (before === undefined)
          throw new Error(`A fix of ${finding.rule} edits ${file}, which was not read`);
        const change = changes.get(path) ?? { before, edits: [] };
        change.edits.push(...edits);
        changes.set(path, change);
      }
      applied.push({ finding, fix, files: wanted.map(({ path }) => path) });
    }
  }
  return { changes, applied };
}

/** Edits that only touch count too: two insertions at one place have no order. */
function overlaps(edits: readonly Edit[], taken: readonly Edit[]): boolean {
  return edits.some(({ range: a }) => taken.some(({ range: b }) => a.start <= b.end && b.start <= a.end));
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
};

/** `Fixed 2 findings in 1 file: kept idx_a, idx_b` */
export function fixedMessage(applied: readonly AppliedFix[]): string {
  const files = new Set(applied.flatMap((fix) => fix.files));
  const names = new Map<FixKind, Set<string>>();
  for (const { finding, fix } of applied) {
    const sameKind = names.get(fix.kind) ?? new Set();
    names.set(fix.kind, sameKind.add(printable(finding.index ?? finding.rule)));
  }
  const what = [...names].map(([kind, set]) => done[kind]([...set].join(', '))).join('; ');
  return `Fixed ${counted(applied.length, 'finding')} in ${counted(files.size, 'file')}: ${what}`;
}
