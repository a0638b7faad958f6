import * as vscode from 'vscode';
import { ids } from '../../ids';
import type { KnownIndex, KnownState } from '../../databases/known-state';
import { indexLabel } from '../../labels/index-state';
import { nameOfProject } from '../../project-name';
import { splitName } from '../tree/migration-row';
import { showCommand } from '../tree/finding-nodes';
import type { ShownProject } from '../tree/shown-project';
import { indexTooltip } from './index-tooltip';
import type { IndexRow } from './index-row';
import { threatLabel, threatsIn } from './threats';
import type { Subject, TreeNode } from '../tree/tree-node';

/** Whether an index is not as it should be in the chosen environment. */
export function isLost({ state }: KnownIndex): boolean {
  return state !== 'present' && state !== 'pending';
}

/** The tree of protected indexes, by table; below their projects where these are several. */
export function indexTree(projects: readonly ShownProject[]): TreeNode[] {
  const shown = projects
    .map((project) => ({ project, rows: indexRows(project) }))
    .filter(({ rows }) => rows.length > 0);
  const [only, ...others] = shown;
  if (only && others.length === 0) return tableNodes(only.project, only.rows);
  return shown.map(({ project, rows }) => ({
    id: project.folders.migrationsFolder,
    label: nameOfProject(project.folders.root),
    icon: { name: 'root-folder' },
    expansion: 'open',
    subject: subjectOf(project),
    children: tableNodes(project, rows),
  }));
}

function subjectOf({ folders, view }: ShownProject): Subject {
  return { root: folders.root, environment: view.environment };
}

function indexRows({ view, files, findings }: ShownProject): IndexRow[] {
  const applied = new Set(
    view.known?.migrations.flatMap(({ file, state }) =>
      file !== null && ['applied', 'marked', 'drifted'].includes(state) ? [file] : [],
    ),
  );
  const threats = threatsIn(findings, (file) => applied.has(file));
  const known = view.known?.protectedIndexes.map((index) => ({ index, known: index }));
  const byFiles = (files?.indexes ?? []).map((index) => ({ index, known: undefined }));
  return (known ?? byFiles).map((row) => ({ ...row, threat: threats.get(row.index.name) }));
}

function tableNodes(project: ShownProject, rows: readonly IndexRow[]): TreeNode[] {
  const byTable = new Map<string, IndexRow[]>();
  for (const row of rows) {
    const table = row.index.table ?? '';
    const ofTable = byTable.get(table);
    if (ofTable) ofTable.push(row);
    else byTable.set(table, [row]);
  }
  const subject = subjectOf(project);
  const tables = [...byTable].sort(([one], [other]) => compare(one, other));
  return tables.map(([table, unsorted]) => {
    const sorted = unsorted.toSorted((one, other) => compare(one.index.name, other.index.name));
    const id = `${project.folders.migrationsFolder} ${table}`;
    return {
      id,
      label: table === '' ? vscode.l10n.t('(no table)') : table,
      description: tableLabel(sorted),
      icon: { name: 'table' },
      context: 'table',
      expansion: 'open',
      subject,
      children: sorted.map((row) => indexNode(id, row, project.view.known, subject)),
    };
  });
}

/** By code units: names are mostly ASCII, and the order of languages costs the first who asks for it a tenth of a second. */
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function tableLabel(rows: readonly IndexRow[]): string | undefined {
  const lost = rows.filter(({ known }) => known && isLost(known)).length;
  if (lost > 0) return vscode.l10n.t('{0} of {1} not in place', lost, rows.length);
  const threatened = rows.filter(({ threat }) => threat).length;
  return threatened > 0 ? vscode.l10n.t('{0} of {1} in danger', threatened, rows.length) : undefined;
}

function indexNode(table: string, row: IndexRow, state: KnownState | undefined, subject: Subject): TreeNode {
  const { name, schema, origin, method } = row.index;
  const command = origin ? { id: ids.commands.goToOrigin, args: [origin] } : undefined;
  return {
    id: `${table} ${schema ?? ''} ${name}`,
    label: name,
    description: [stateOf(row), method ?? ''].filter((part) => part !== '').join(' · '),
    icon: iconOf(row),
    tooltip: {
      facts: [row, state?.environment, state?.place],
      write: () => indexTooltip(row, state),
    },
    context: contextOf(row),
    // What is about to happen comes before what has been.
    command: showCommand(row.threat?.finding) ?? command,
    subject: { ...subject, index: row.index },
  };
}

function stateOf({ index, known, threat }: IndexRow): string {
  if (threat && !(known && isLost(known))) return threatLabel(threat);
  if (known) return indexLabel(known);
  return index.madeIn === null ? '' : vscode.l10n.t('made in {0}', splitName(index.madeIn).title);
}

function iconOf({ known, threat }: IndexRow): TreeNode['icon'] {
  if (threat || (known && isLost(known))) return { name: 'error', color: 'list.errorForeground' };
  if (!known) return { name: 'shield' };
  return known.state === 'pending' ? { name: 'circle-outline' } : { name: 'shield', color: 'charts.green' };
}

function contextOf({ index, known }: IndexRow): string {
  const { origin, listed, declared } = index;
  return [
    'index',
    known?.state ?? 'unknown',
    origin === null ? '' : 'made',
    known?.droppedBy ? 'dropped' : '',
    listed ? 'listed' : 'unlisted',
    declared ? 'declared' : 'undeclared',
  ]
    .filter((part) => part !== '')
    .join('.');
}
