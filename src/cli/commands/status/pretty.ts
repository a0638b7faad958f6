import { ownCommand, type CommandTarget } from '../../../core/command-target';
import type { WithTarget } from '../../databases';
import { projectLabel } from '../../output/project-label';
import { createColors } from 'picocolors';
import {
  needsAttention,
  type AppliedState,
  type MigrationStatus,
} from '../../../core/status/migration-status';
import { wholeName } from '../../../core/protection/protected-object';
import { objectNeedsAttention, type ProtectedObjectStatus } from '../../../core/protection/live-objects';
import { indexNeedsAttention, type LiveState } from '../../../core/protection/live-state';
import { hasSchemaDrift, type SchemaDrift } from '../../../workflows/schema-drift';
import type { IndexStatus, StatusReport } from '../../../workflows/status';
import type { Page } from '../../output/page';
import { wrap } from '../../output/wrap';
import { counted } from '../../../core/counted';
import { printable, sentence } from '../../output/printable';
import { protectedIndexLines } from '../../output/protected-index-lines';
import { protectedObjectLines } from '../../output/protected-object-lines';
import { restoreSentence, statementsSentence } from '../../output/state-lines';
import { summaryOf as schemaSummary } from '../../output/schema-drift/pretty';
import { countOf, usualFailOn, type FailOn } from './fail-on';
import { dropSentence, remarks, stateWord } from './messages';
import { standingSentences } from './prisma8';
import { append } from '../../../core/append';

/** With what `--schema` asked for. */
type Report = WithTarget<StatusReport & { readonly schema?: SchemaDrift }>;

export interface StatusPage extends Page {
  /** A line for every migration, also in a long stretch of applied ones. */
  readonly all: boolean;
  /** What counts as in need of attention; undefined is the usual. */
  readonly failOn?: FailOn;
}

/** So many applied migrations in a row are shown as they are; of more, the first and the last. */
const stretch = 6;
const stateColumns = 'rolled back'.length;
const states: readonly AppliedState[] = [
  ...([
    'failed',
    'drifted',
    'missing',
    'empty',
    'rolled-back',
    'pending',
    'squashed',
    'not-needed',
    'marked',
    'applied',
  ] as const),
];

/** How projects stand in their databases, as a person reads it in a terminal. */
export function statusPretty(reports: readonly Report[], page: StatusPage): string {
  return reports.map((report) => projectLines(report, reports, page).join('\n')).join('\n\n') + '\n';
}

function projectLines(report: Report, all: readonly Report[], page: StatusPage): string[] {
  const { bold } = createColors(page.color);
  const project = all.length > 1 ? `${printable(projectLabel(report, all, page.cwd))}: ` : '';
  const lines = [bold(`${project}${printable(report.environment)} at ${printable(report.location)}`), ''];
  if (!report.hasTable && !report.prisma8)
    lines.push('Nothing has been applied yet: there is no _prisma_migrations.', '');
  append(lines, migrationLines(report, page));
  if (report.prisma8) {
    const sentences = standingSentences(report.prisma8, report.target);
    if (report.migrations.length > 0) lines.push('');
    append(
      lines,
      sentences.flatMap((text) => wrap(printable(text), page.width)),
    );
  }
  if (report.protectedIndexes.length > 0) {
    append(lines, [
      '',
      bold('Protected indexes'),
      ...report.protectedIndexes.flatMap((one) => protectedIndexLines(one, page, () => wayOut(one, report))),
    ]);
  }
  if (report.protectedObjects.length > 0) {
    append(lines, [
      '',
      bold('Protected constraints, triggers and policies'),
      ...report.protectedObjects.flatMap((one) =>
        protectedObjectLines(one, page, () => objectWayOut(one, report)),
      ),
    ]);
  }
  append(lines, ['', ...summaryOf(report, page)]);
  if (report.schema) append(lines, schemaLines(report.schema, report.target, page));
  return lines;
}

/** What brings back what is no index. */
function objectWayOut(status: ProtectedObjectStatus, { prisma8, target }: Report): string {
  const { object } = status;
  return prisma8 ? statementsSentence(object.statements) : restoreSentence(wholeName(object), status, target);
}

/** Who took an index away, and what brings it back. */
function wayOut(status: IndexStatus, { target, prisma8 }: Report): string {
  const who = status.droppedBy ? `${dropSentence(status.droppedBy)} ` : '';
  const { name, createStatement } = status.index;
  const how = prisma8
    ? statementsSentence(createStatement === undefined ? undefined : [createStatement])
    : restoreSentence(name, status, target);
  return `${who}${how}`.trimEnd();
}

/** How many differences there are; check-drift tells which. */
function schemaLines(drift: SchemaDrift, target: CommandTarget, { width, color }: StatusPage): string[] {
  const { bold } = createColors(color);
  const more = hasSchemaDrift(drift) ? ` ${ownCommand('check-drift', target, '--schema')} shows more.` : '';
  return wrap(`${schemaSummary(drift)}${more}`, width).map((line) => bold(line));
}

function migrationLines({ migrations, target, prisma8 }: Report, page: StatusPage): string[] {
  const lines: string[] = [];
  let quiet: MigrationStatus[] = [];
  const flush = (): void => {
    const hidden = page.all || quiet.length <= stretch ? 0 : quiet.length - 2;
    const shown = hidden === 0 ? quiet : quiet.slice(0, 1);
    append(
      lines,
      shown.flatMap((status) => oneMigration(status, { target, prisma8 }, page)),
    );
    if (hidden > 0) {
      const { dim } = createColors(page.color);
      lines.push(dim(`  ${' '.repeat(stateColumns)}  … ${hidden} more (--all shows them) …`));
      append(
        lines,
        quiet.slice(-1).flatMap((status) => oneMigration(status, { target, prisma8 }, page)),
      );
    }
    quiet = [];
  };
  for (const status of migrations) {
    if (status.state === 'applied' && remarks(status, target, prisma8).length === 0) quiet.push(status);
    else {
      flush();
      append(lines, oneMigration(status, { target, prisma8 }, page));
    }
  }
  flush();
  return lines;
}

function oneMigration(
  status: MigrationStatus,
  { target, prisma8 }: Pick<Report, 'target' | 'prisma8'>,
  page: StatusPage,
): string[] {
  const word = stateWord(status).padEnd(stateColumns);
  const indent = ' '.repeat(stateColumns + 4);
  const sentences = remarks(status, target, prisma8).map(sentence);
  return [
    `  ${colorOf(status, page)(word)}  ${printable(status.name)}`,
    ...sentences.flatMap((remark) => hanging(remark, indent, page)),
  ];
}

function colorOf(status: MigrationStatus, { color }: StatusPage): (text: string) => string {
  const { red, yellow, green, dim } = createColors(color);
  if (['failed', 'drifted', 'missing', 'empty'].includes(status.state)) return red;
  if (needsAttention(status)) return yellow;
  return ['marked', 'squashed', 'not-needed'].includes(status.state) ? dim : green;
}

function hanging(text: string, indent: string, { width }: StatusPage): string[] {
  return wrap(printable(text), width - indent.length).map((line) => indent + line);
}

/** What is still to be made is neither in place nor missing. */
function placeOf(protectedOnes: readonly { readonly state: LiveState }[], bad: number, all: string): string {
  if (bad > 0) return `${bad} of ${all} not as it should be`;
  const pending = protectedOnes.filter(({ state }) => state === 'pending').length;
  if (pending === 0) return `${all} in place`;
  const there = protectedOnes.length - pending;
  return `${all}: ${there > 0 ? `${there} in place, ` : ''}${pending} still to be made`;
}

function summaryOf(report: Report, { width, color, failOn = usualFailOn }: StatusPage): string[] {
  const { migrations, protectedIndexes, protectedObjects, prisma8, schema } = report;
  const { bold } = createColors(color);
  const kinds = states.flatMap((state) => {
    const count = migrations.filter((status) => status.state === state).length;
    return count > 0 ? [`${count} ${state.replace('-', ' ')}`] : [];
  });
  const bad = protectedIndexes.filter(indexNeedsAttention).length;
  const parts = [
    `${counted(migrations.length, 'migration')}${kinds.length > 0 ? `: ${kinds.join(', ')}` : ''}`,
  ];
  if (protectedIndexes.length > 0) {
    const all = counted(protectedIndexes.length, 'protected index').replace('indexs', 'indexes');
    parts.push(placeOf(protectedIndexes, bad, all));
  }
  if (protectedObjects.length > 0) {
    const all = counted(protectedObjects.length, 'protected object');
    parts.push(placeOf(protectedObjects, protectedObjects.filter(objectNeedsAttention).length, all));
  }
  const attention = countOf({ migrations, protectedIndexes, protectedObjects, prisma8 }, failOn);
  // A schema that differs is reported in a sentence of its own, which follows.
  const verdict =
    attention === 0
      ? schema && hasSchemaDrift(schema)
        ? ''
        : 'Nothing needs attention.'
      : `${attention} need${attention === 1 ? 's' : ''} attention.`;
  return wrap(`${parts.join('; ')}. ${verdict}`.trimEnd(), width).map((line) => bold(line));
}
