import type { WithTarget } from '../../databases';
import { projectLabel } from '../../output/project-label';
import { createColors } from 'picocolors';
import { hasDrift, type DriftedMigration, type DriftReport } from '../../../workflows/check-drift';
import { hasSchemaDrift, type SchemaDrift } from '../../../workflows/schema-drift';
import { wrap } from '../../output/wrap';
import { statementDiff } from '../../output/diff';
import { foundSentence, nextSteps, verdictSentence } from '../../output/drift-messages';
import { counted } from '../../../core/counted';
import { printable, sentence } from '../../output/printable';
import { schemaDriftLines } from '../../output/schema-drift/pretty';
import type { StatusPage } from '../status/pretty';
import { squashAdvice, whereaboutsLabel } from '../../output/whereabouts';
import { append } from '../../../core/append';

/** With what `--schema` asked for. */
type Report = WithTarget<DriftReport & { readonly schema?: SchemaDrift }>;

const wordColumns = 'unchanged'.length;
const indent = ' '.repeat(wordColumns + 4);
/** A checksum has 64 letters, and shall fit on a line of 80 with its name. */
const checksumIndent = '    ';

/** What differs from what was applied, as a person reads it in a terminal. */
export function driftPretty(reports: readonly Report[], page: StatusPage): string {
  return reports.map((report) => projectLines(report, reports, page).join('\n')).join('\n\n') + '\n';
}

function projectLines(report: Report, all: readonly Report[], page: StatusPage): string[] {
  const { bold, red, green, yellow } = createColors(page.color);
  const project = all.length > 1 ? `${printable(projectLabel(report, all, page.cwd))}: ` : '';
  const lines = [bold(`${project}${printable(report.environment)} at ${printable(report.location)}`), ''];
  if (!report.hasTable) lines.push('Nothing has been applied yet: there is no _prisma_migrations.', '');
  if (page.all) {
    append(
      lines,
      report.unchanged.map((name) => `  ${green('unchanged')}  ${printable(name)}`),
    );
    if (report.unchanged.length > 0) lines.push('');
  }
  for (const drifted of report.drifted) append(lines, [...driftedLines(drifted, page), '']);
  for (const { name, where } of report.missing) {
    lines.push(`  ${red('missing'.padEnd(wordColumns))}  ${printable(name)}`);
    append(lines, hanging(`Applied here, but this checkout has no such folder.`, page));
    if (where) append(lines, hanging(sentence(capitalised(whereaboutsLabel(where, report.target))), page));
    lines.push('');
  }
  for (const { name, where, unmarked } of report.squashed) {
    const color = unmarked.length > 0 ? yellow : green;
    lines.push(`  ${color('squashed'.padEnd(wordColumns))}  ${printable(name)}`);
    if (where) append(lines, hanging(sentence(capitalised(whereaboutsLabel(where, report.target))), page));
    for (const advice of squashAdvice(unmarked, report.target))
      append(lines, hanging(sentence(capitalised(advice)), page));
    lines.push('');
  }
  append(lines, summaryOf(report, page));
  for (const step of nextSteps(report, report.target)) {
    const [first = '', ...more] = wrap(printable(step), page.width - 2);
    append(lines, [first, ...more.map((line) => `  ${line}`)]);
  }
  if (report.schema) append(lines, ['', ...schemaDriftLines(report.schema, report.target, page)]);
  return lines;
}

/** One drifted migration with both checksums, what is proved about it and the statements that differ. */
function driftedLines(drifted: DriftedMigration, page: StatusPage): string[] {
  const { red, yellow, dim } = createColors(page.color);
  const { name, verdict, row, checksum } = drifted;
  const color = verdict.kind === 'cosmetic' ? yellow : red;
  const found = foundSentence(drifted);
  return [
    `  ${color(verdict.kind.padEnd(wordColumns))}  ${printable(name)}`,
    ...hanging(verdictSentence(drifted), page),
    ...(found === undefined ? [] : hanging(found, page)),
    dim(`${checksumIndent}applied  ${printable(row.checksum)}`),
    dim(`${checksumIndent}file     ${checksum}`),
    ...(verdict.kind === 'changed'
      ? statementDiff(verdict.changes, { color: page.color, indent: checksumIndent })
      : []),
  ];
}

function hanging(text: string, { width }: StatusPage): string[] {
  return wrap(printable(text), width - indent.length).map((line) => indent + line);
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function summaryOf(report: Report, { width, color }: StatusPage): string[] {
  const { bold } = createColors(color);
  const { unchanged, drifted, missing, squashed } = report;
  const applied = unchanged.length + drifted.length + missing.length + squashed.length;
  const kinds = (['cosmetic', 'changed', 'unproved'] as const).flatMap((kind) => {
    const count = drifted.filter(({ verdict }) => verdict.kind === kind).length;
    return count > 0 ? [`${count} ${kind}`] : [];
  });
  if (missing.length > 0) kinds.push(`${missing.length} missing`);
  if (squashed.length > 0) kinds.push(`${squashed.length} squashed`);
  const text = hasDrift(report)
    ? `${unchanged.length} of ${counted(applied, 'applied migration')} as they were applied; ${kinds.join(', ')}.`
    : `${counted(applied, 'applied migration')}, ${applied === 1 ? 'its file' : 'all files'} as applied${squashed.length > 0 ? ` or squashed since` : ''}.${report.schema && hasSchemaDrift(report.schema) ? '' : ' Nothing needs attention.'}`;
  return wrap(text, width).map((line) => bold(line));
}
