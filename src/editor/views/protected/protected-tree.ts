import * as vscode from 'vscode';
import { ids } from '../../ids';
import type { KnownState } from '../../databases/known-state';
import { indexLabel } from '../../labels/index-state';
import { titleOf } from '../../labels/migration-title';
import { kindLabel } from '../../labels/object-kind';
import { objectLabel } from '../../labels/object-state';
import { threatLabel } from '../../labels/threat';
import { nameOfProject } from '../../project-name';
import { showCommand } from '../tree/finding-nodes';
import type { ShownProject } from '../tree/shown-project';
import type { Subject, TreeNode } from '../tree/tree-node';
import { indexTooltip } from './index-tooltip';
import { objectTooltip } from './object-tooltip';
import {
  isInDanger,
  isLost,
  protectedTables,
  type IndexRow,
  type ObjectRow,
  type ProtectedRow,
  type ProtectedTable,
} from './protected-row';

/** The tree of what is protected, by table; below their projects where these are several. */
export function protectedTree(projects: readonly ShownProject[]): TreeNode[] {
  const shown = projects
    .map((project) => ({ project, tables: protectedTables(project) }))
    .filter(({ tables }) => tables.length > 0);
  const [only, ...others] = shown;
  if (only && others.length === 0) return tableNodes(only.project, only.tables);
  return shown.map(({ project, tables }) => ({
    id: project.folders.migrationsFolder,
    label: nameOfProject(project.folders.root),
    icon: { name: 'root-folder' },
    expansion: 'open',
    subject: subjectOf(project),
    children: tableNodes(project, tables),
  }));
}

function subjectOf({ folders, view }: ShownProject): Subject {
  const { root, isPrisma8 } = folders;
  return { root, environment: view.environment, ...(isPrisma8 && { isPrisma8 }) };
}

function tableNodes(project: ShownProject, tables: readonly ProtectedTable[]): TreeNode[] {
  const subject = subjectOf(project);
  return tables.map(({ table, rows }) => {
    const danger = dangerLabel(rows);
    // VS Code keeps what is closed by its id: what gets into danger is another one, and opens.
    const id = [project.folders.migrationsFolder, ...(danger === undefined ? [] : ['!']), table].join(' ');
    return {
      id,
      label: table === '' ? vscode.l10n.t('(no table)') : table,
      description: danger,
      count: rows.length,
      icon: danger === undefined ? { name: 'table' } : { name: 'warning', color: 'list.warningForeground' },
      context: 'table',
      // What is in order needs no room where there is much of it.
      expansion: tables.length === 1 || danger !== undefined ? 'open' : 'closed',
      subject,
      children: rows.map((row) => rowNode(id, row, project.view.known, subject)),
    };
  });
}

function dangerLabel(rows: readonly ProtectedRow[]): string | undefined {
  const lost = rows.filter(({ known }) => known && isLost(known)).length;
  if (lost > 0) return vscode.l10n.t('{0} of {1} not in place', lost, rows.length);
  const threatened = rows.filter(({ threat }) => threat).length;
  return threatened > 0 ? vscode.l10n.t('{0} of {1} in danger', threatened, rows.length) : undefined;
}

function rowNode(
  table: string,
  row: ProtectedRow,
  state: KnownState | undefined,
  subject: Subject,
): TreeNode {
  const { name, schema, origin } = row.thing;
  const command = origin ? { id: ids.commands.goToOrigin, args: [origin] } : undefined;
  return {
    // A constraint, a trigger and a policy of a table may have the same name.
    id: [table, schema ?? '', ...(row.kind === 'object' ? [row.thing.kind] : []), name].join(' '),
    icon: iconOf(row),
    // What is about to happen comes before what has been.
    command: showCommand(row.threat?.finding) ?? command,
    ...(row.kind === 'index' ? indexFace(row, state, subject) : objectFace(row, state, subject)),
  };
}

type Face = Pick<TreeNode, 'label' | 'description' | 'tooltip' | 'context' | 'subject'>;

function indexFace(row: IndexRow, state: KnownState | undefined, subject: Subject): Face {
  const { thing, known } = row;
  return {
    label: thing.name,
    description: described(row, known && indexLabel(known), thing.method ?? ''),
    tooltip: {
      facts: [row, state?.environment, state?.place, subject.isPrisma8],
      write: () => indexTooltip(row, state, subject),
    },
    context: indexContext(row, subject),
    subject: { ...subject, index: thing },
  };
}

function objectFace(row: ObjectRow, state: KnownState | undefined, subject: Subject): Face {
  const { thing, known } = row;
  // Its name is that of the table, which stands above.
  const isNameless = thing.kind === 'row level security';
  const kind = kindLabel(thing.kind);
  return {
    label: isNameless ? kind : thing.name,
    description: described(row, known && objectLabel(known), isNameless ? '' : kind),
    tooltip: { facts: [row, state?.environment, state?.place], write: () => objectTooltip(row, state) },
    context: objectContext(row, subject),
    subject: { ...subject, object: thing },
  };
}

/** What stands behind a name: `in place · ivfflat`. */
function described({ thing, known, threat }: ProtectedRow, state: string | undefined, what: string): string {
  const made = thing.origin ? vscode.l10n.t('made in {0}', titleOf(thing.origin.migration)) : '';
  const how = threat && !(known && isLost(known)) ? threatLabel(threat) : (state ?? made);
  return [how, what].filter((part) => part !== '').join(' · ');
}

function iconOf(row: ProtectedRow): TreeNode['icon'] {
  if (isInDanger(row)) return { name: 'error', color: 'list.errorForeground' };
  if (!row.known) return { name: 'shield' };
  return row.known.state === 'pending'
    ? { name: 'circle-outline' }
    : { name: 'shield', color: 'charts.green' };
}

function indexContext({ thing, known }: IndexRow, { isPrisma8 }: Subject): string {
  const { origin, listed, declared, createStatement } = thing;
  return joined([
    'index',
    // What restores and declares works with the migrations and the schema of Prisma 7.
    isPrisma8 ? 'prisma8' : (known?.state ?? 'unknown'),
    origin === null ? '' : 'made',
    known?.droppedBy ? 'dropped' : '',
    listed ? 'listed' : 'unlisted',
    isPrisma8 ? '' : declared ? 'declared' : 'undeclared',
    createStatement === null ? '' : 'sql',
  ]);
}

function objectContext({ thing: { origin, statements }, known }: ObjectRow, { isPrisma8 }: Subject): string {
  return joined([
    'object',
    isPrisma8 ? 'prisma8' : (known?.state ?? 'unknown'),
    origin === null ? '' : 'made',
    statements === null ? '' : 'sql',
  ]);
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('.');
}
