import { createColors } from 'picocolors';
import { bytesLabel } from '../../../core/restore/table-size';
import {
  nameOfTable,
  type InspectedIndex,
  type InspectReport as Inspection,
} from '../../../workflows/inspect';
import type { ProtectedObjectStatus } from '../../../core/protection/live-objects';
import { wholeName } from '../../../core/protection/protected-object';
import { onOneLine } from '../../../core/sql/one-line';
import { ownCommand } from '../../../core/command-target';
import type { WithTarget } from '../../databases';
import type { Page } from '../../output/page';
import { wrap } from '../../output/wrap';
import { grid, gridByRow, type Cell } from '../../output/table';
import { kindOfIndex, marksOf, outcomeOf, searchLabels, timeLabel, vectorLabel } from './labels';
import { projectLabel } from '../../output/project-label';
import { printable } from '../../output/printable';
import { protectedObjectLines } from '../../output/protected-object-lines';
import { restoreSentence, statementsSentence, stateIndent } from '../../output/state-lines';
import { grouped } from '../../../core/grouped';

/** With what the printed commands are to act on. */
type InspectReport = WithTarget<Inspection>;

export interface InspectPage extends Page {
  /** Nothing but indexes. */
  readonly onlyIndexes: boolean;
}

/** What is in databases, as a person reads it in a terminal. */
export function inspectPretty(reports: readonly InspectReport[], page: InspectPage): string {
  const parts = reports.map((report) => projectLines(report, reports, page).join('\n'));
  return `${parts.join('\n\n')}\n`;
}

function projectLines(report: InspectReport, all: readonly InspectReport[], page: InspectPage): string[] {
  const { bold } = createColors(page.color);
  const project = all.length > 1 ? `${printable(projectLabel(report, all, page.cwd))}: ` : '';
  const head = bold(`${project}${printable(report.environment)} at ${printable(report.location)}`);
  const oneTable = report.parts !== undefined;
  const sections: (readonly [title: string, lines: readonly string[]])[] = [
    ['Columns', columnLines(report, page)],
    [oneTable ? '' : 'Tables', tableLines(report, page)],
    ['Indexes', indexLines(report, page)],
    ['Protected indexes that are missing', missingLines(report, page)],
    ['Protected constraints, triggers and policies', objectLines(report, page)],
    ['Constraints', constraintLines(report, page)],
    ['Extensions', extensionLines(report, page)],
    ['Last migrations', migrationLines(report, page)],
  ];
  const wanted = sections.filter(([title]) => {
    if (page.onlyIndexes) return /indexes/i.test(title);
    return !oneTable || !['Extensions', 'Last migrations'].includes(title);
  });
  // A table's own line stands above its columns.
  const ordered = oneTable ? wanted.toSorted(([a], [b]) => Number(b === '') - Number(a === '')) : wanted;
  return [
    head,
    ...ordered.flatMap(([title, lines]) =>
      lines.length > 0 ? ['', ...(title === '' ? [] : [bold(title)]), ...lines] : [],
    ),
  ];
}

function right(text: string): Cell {
  return { text, align: 'right' };
}

function rowsLabel(rows: number | undefined): string {
  return rows === undefined ? 'unknown' : `~${grouped(rows)}`;
}

function header(texts: readonly string[], { color }: InspectPage): Cell[] {
  const { dim } = createColors(color);
  return texts.map((text, column) => ({ text, paint: dim, ...(column > 0 && { align: 'right' }) }));
}

function tableLines({ tables, schema }: InspectReport, page: InspectPage): string[] {
  if (tables.length === 0) return ['  There are none.'];
  const rows = tables.map((table) => [
    { text: printable(nameOfTable(table, schema)) },
    right(rowsLabel(table.estimatedRows)),
    right(bytesLabel(table.bytes)),
    right(bytesLabel(table.indexBytes)),
    { text: table.kind === 'table' ? '' : table.kind },
  ]);
  return grid([header(['table', 'rows', 'size', 'indexes', ''], page), ...rows], '  ', page.width);
}

function columnLines({ parts }: InspectReport, page: InspectPage): string[] {
  const rows = (parts?.columns ?? []).map((column) => {
    const origin =
      column.generated === 'identity'
        ? 'identity'
        : column.default && `${column.generated ? 'generated as' : 'default'} ${column.default}`;
    return [
      { text: printable(column.name) },
      { text: printable(column.type) },
      { text: column.isNullable ? '' : 'not null' },
      { text: printable(origin ?? '') },
    ];
  });
  return grid(rows, '  ', page.width);
}

function constraintLines({ parts }: InspectReport, page: InspectPage): string[] {
  const rows = (parts?.constraints ?? []).map(({ name, definition, isValidated }) => [
    { text: printable(name) },
    // PostgreSQL adds NOT VALID to the definition itself.
    { text: printable(definition) + (isValidated || / NOT VALID$/.test(definition) ? '' : ' NOT VALID') },
  ]);
  return grid(rows, '  ', page.width);
}

function indexLines({ indexes, schema, parts }: InspectReport, page: InspectPage): string[] {
  const { dim } = createColors(page.color);
  const detailed = page.onlyIndexes || parts !== undefined;
  const rows = indexes.map((one) => [
    { text: printable(one.index.name) },
    ...(parts
      ? []
      : [{ text: printable(nameOfTable({ schema: one.index.schema, name: one.index.table }, schema)) }]),
    { text: kindOfIndex(one) },
    right(bytesLabel(one.index.bytes)),
    right(`${grouped(one.index.scans)} ${one.index.scans === 1 ? 'scan' : 'scans'}`),
    { text: marksOf(one), paint: markColor(one, page) },
  ]);
  if (rows.length === 0) return page.onlyIndexes || parts ? ['  There are none.'] : [];
  return gridByRow(rows, '  ', page.width).flatMap((lines, at) => {
    const one = indexes[at];
    const remarks = [
      ...(detailed && one ? [printable(one.index.definition)] : []),
      ...(one?.vector
        ? [
            vectorLabel(one.vector),
            ...searchLabels(one.searches, page.cwd).map(printable),
            ...one.vector.advice,
          ]
        : []),
    ];
    return [...lines, ...remarks.flatMap((text) => hanging(text, '      ', page).map(dim))];
  });
}

function markColor({ index, protection }: InspectedIndex, { color }: InspectPage): (text: string) => string {
  const { red, green } = createColors(color);
  return index.isValid && protection?.state !== 'different' ? green : red;
}

function hanging(text: string, indent: string, { width }: InspectPage): string[] {
  return wrap(text, width - indent.length).map((line) => indent + line);
}

function missingLines({ missing, target, isPrisma8 }: InspectReport, page: InspectPage): string[] {
  const { red } = createColors(page.color);
  return missing.flatMap(({ index: { name, createStatement } }) => [
    `  ${red(printable(name))}`,
    ...hanging(
      printable(
        isPrisma8
          ? statementsSentence(createStatement === undefined ? undefined : [createStatement])
          : `${ownCommand('restore', target, name)} prints what brings it back.`,
      ),
      '      ',
      page,
    ),
  ]);
}

/** By table and kind, each with what makes it and the migration that does. */
function objectLines({ objects, target, isPrisma8 }: InspectReport, page: InspectPage): string[] {
  const { dim } = createColors(page.color);
  const order = ({ object }: ProtectedObjectStatus): string => `${object.table ?? ''}\0${object.kind}`;
  const sorted = objects.toSorted((one, other) => order(one).localeCompare(order(other)));
  return sorted.flatMap((status) => {
    const { statements, record } = status.object;
    const made = record ? `made in ${record.origin.migration}` : undefined;
    const remarks = [
      ...(statements ?? []).map((sql) => `${onOneLine(sql)};`),
      ...(made === undefined ? [] : [made]),
    ];
    return [
      ...protectedObjectLines(status, page, () =>
        isPrisma8
          ? statementsSentence(status.object.statements)
          : restoreSentence(wholeName(status.object), status, target),
      ),
      ...remarks.flatMap((text) => hanging(printable(text), stateIndent, page).map(dim)),
    ];
  });
}

function extensionLines({ extensions }: InspectReport, page: InspectPage): string[] {
  return grid(
    extensions.map(({ name, version, schema }) => [
      { text: printable(name) },
      { text: printable(version) },
      { text: printable(`in ${schema}`) },
    ]),
    '  ',
    page.width,
  );
}

function migrationLines({ lastMigrations, isPrisma8 }: InspectReport, page: InspectPage): string[] {
  if (!lastMigrations) {
    const table = isPrisma8 ? 'prisma_contract.marker' : '_prisma_migrations';
    return [`  Nothing has been applied yet: there is no ${table}.`];
  }
  const { red } = createColors(page.color);
  return grid(
    lastMigrations.map((row) => {
      const outcome = outcomeOf(row);
      return [
        { text: printable(row.name) },
        { text: outcome, ...(outcome === 'failed' && { paint: red }) },
        { text: timeLabel(row.finishedAt ?? row.startedAt) },
      ];
    }),
    '  ',
    page.width,
  );
}
