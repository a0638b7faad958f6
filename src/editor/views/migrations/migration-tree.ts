import * as vscode from 'vscode';
import { grouped } from '../../../core/grouped';
import { ids } from '../../ids';
import { canBeCheckedOut } from '../../../core/status/whereabouts';
import { asMarkdown } from '../../markdown';
import type { KnownMigration, KnownState, Failure } from '../../databases/known-state';
import { migrationColor, migrationIcon } from '../../labels/migration-icon';
import { dangerIcon, dangerLabel } from '../../labels/findings';
import { migrationWord, shortMigrationLabel } from '../../labels/migration-state';
import { firstPages, groupMigrations, type GroupKind, type MigrationGroup } from './migration-groups';
import { otherFileNodes, showCommand } from '../tree/finding-nodes';
import { splitName, type MigrationRow } from '../tree/migration-row';
import { actionNode, failureNode, shortReason, withAction } from './failure-node';
import { migrationTooltip } from './migration-tooltip';
import { nameOfProject } from '../../project-name';
import type { ShownProject } from '../tree/shown-project';
import type { Subject, TreeNode } from '../tree/tree-node';

/** How many pages of a group a person has asked for, by the group's id. */
export type Pages = (group: string) => number;

/** The tree of migrations: what needs attention, what is pending, what is applied. One project stands for itself. */
export function migrationTree(projects: readonly ShownProject[], pages: Pages): TreeNode[] {
  const [only, ...others] = projects;
  if (only && others.length === 0) return nodesOfProject(only, pages, true);
  return projects.map((project) => ({
    id: project.folders.root,
    label: nameOfProject(project.folders.root),
    icon: { name: 'root-folder' },
    context: 'project',
    expansion: 'open',
    subject: subjectOf(project),
    children: nodesOfProject(project, pages, false),
  }));
}

function subjectOf({ folders, view }: ShownProject): Subject {
  const { root, isPrisma8 } = folders;
  return { root, environment: view.environment, ...(isPrisma8 && { isPrisma8 }) };
}

/** Why nothing, or nothing new, is known of a project; it stays until there is another answer. Undefined where all is well. */
function failureFor({ folders, view }: ShownProject): Failure | undefined {
  if (folders.otherProvider === undefined) return view.failure;
  const message = vscode.l10n.t(
    'This project is for {0}. Migration Guard supports PostgreSQL only.',
    folders.otherProvider,
  );
  return { kind: 'other-provider', message };
}

/** The message above the tree: where there is one project, what is wrong with it. */
export function messageAbove(projects: readonly ShownProject[]): string | undefined {
  const [only, ...others] = projects;
  const failure = only && others.length === 0 ? failureFor(only) : undefined;
  return failure && shortReason(failure);
}

/** What stands below a project: why nothing is known, then its groups. */
function nodesOfProject(project: ShownProject, pages: Pages, isAlone: boolean): TreeNode[] {
  const { known, isLoading } = project.view;
  const subject = subjectOf(project);
  const failure = failureFor(project);
  const above = failure ? [failureNode(failure, subject, isAlone)] : [];
  if (failure?.kind === 'other-provider') return above;
  if (!known && !failure) above.push(isLoading ? loadingNode(subject) : askNode(subject));
  if (project.files?.failure !== undefined) above.push(notLintedNode(project.files.failure, subject));
  if (!known && !project.files) return above;
  return [...above, ...nodesOfMigrations(project, subject, pages)];
}

/** Nobody has looked at the files, so that nothing below tells of any danger. */
function notLintedNode(reason: string, subject: Subject): TreeNode {
  return withAction(
    {
      id: `${subject.root} not-linted`,
      label: vscode.l10n.t('Not linted'),
      description: reason,
      tooltip: asMarkdown(reason),
      icon: { name: 'warning', color: 'list.warningForeground' },
      subject,
    },
    { label: vscode.l10n.t('Show Log'), icon: 'output', command: ids.commands.showLog, args: [] },
  );
}

function loadingNode(subject: Subject): TreeNode {
  return {
    id: `${subject.root} loading`,
    label: vscode.l10n.t('Asking the database…'),
    icon: { name: 'loading~spin' },
    context: 'loading',
    subject,
  };
}

function askNode(subject: Subject): TreeNode {
  const label = vscode.l10n.t('Ask {0} what is applied', subject.environment);
  const about = { label, icon: 'database', command: ids.commands.refresh, args: [] };
  return actionNode(`${subject.root} ask`, about, subject);
}

function nodesOfMigrations(project: ShownProject, subject: Subject, pages: Pages): TreeNode[] {
  const { known } = project.view;
  const groups = groupMigrations(project.migrations).map((group) => groupNode(group, known, subject, pages));
  const others = otherFileNodes(project, subject);
  if (groups.length === 0) return [...others, noMigrationsNode(subject)];
  const noTable = known && !known.hasMigrationsTable ? [noTableNode(known, subject)] : [];
  return [...noTable, ...others, ...groups];
}

function noMigrationsNode(subject: Subject): TreeNode {
  return withAction(
    {
      id: `${subject.root} none`,
      label: vscode.l10n.t('No migrations yet'),
      icon: { name: 'info' },
      subject,
    },
    {
      label: vscode.l10n.t('Safe Migrate'),
      icon: 'shield',
      command: ids.commands.safeMigrate,
      args: [subject.root],
    },
  );
}

function noTableNode({ place }: KnownState, subject: Subject): TreeNode {
  const reason = subject.isPrisma8
    ? vscode.l10n.t('{0} has no prisma_contract: nothing was ever applied there.', place)
    : vscode.l10n.t('{0} has no _prisma_migrations: nothing was ever applied there.', place);
  const node = {
    id: `${subject.root} no-table`,
    label: vscode.l10n.t('Nothing applied yet'),
    description: reason,
    tooltip: asMarkdown(reason),
    icon: { name: 'info' },
    subject,
  };
  if (subject.isPrisma8) return node;
  return withAction(node, {
    label: vscode.l10n.t('Migrate'),
    icon: 'play',
    command: ids.commands.migrate,
    args: [subject.root],
  });
}

function groupNode(
  group: MigrationGroup,
  known: KnownState | undefined,
  subject: Subject,
  pages: Pages,
): TreeNode {
  const id = `${subject.root} ${group.kind}`;
  const { shown, left } = firstPages(group, pages(id));
  const nodes = shown.map((row) => migrationNode(id, row, known, subject));
  return {
    id,
    label: groupLabel(group.kind),
    count: group.rows.length,
    context: subject.isPrisma8 ? 'group' : `group.${group.kind}`,
    expansion: group.kind === 'applied' || group.kind === 'merged' ? 'closed' : 'open',
    subject,
    children: left > 0 ? [...nodes, moreNode(id, left, subject)] : nodes,
  };
}

function groupLabel(kind: GroupKind): string {
  switch (kind) {
    case 'attention':
      return vscode.l10n.t('Needs attention');
    case 'pending':
      return vscode.l10n.t('Pending');
    case 'draft':
      return vscode.l10n.t('Drafts');
    case 'applied':
      return vscode.l10n.t('Applied');
    case 'merged':
      return vscode.l10n.t('Merged');
  }
}

function moreNode(group: string, left: number, subject: Subject): TreeNode {
  const label = vscode.l10n.t('Show more ({0} left)', grouped(left, vscode.env.language));
  const about = { label, icon: 'ellipsis', command: ids.commands.showMore, args: [group] };
  return actionNode(`${group} more`, about, subject);
}

function migrationNode(
  group: string,
  row: MigrationRow,
  known: KnownState | undefined,
  subject: Subject,
): TreeNode {
  const { name, file, dangers } = row;
  const { title, day } = splitName(name);
  const parts = (...all: readonly string[]): string => all.filter((part) => part !== '').join(' · ');
  return {
    // With its group: what moves from one group to the other is drawn anew.
    id: `${group} ${name}`,
    label: title,
    // How many errors there are VS Code writes at the end of the row, since it knows the file: here they would be cut off.
    description: parts(day ?? '', stateLabel(row, migrationWord)),
    line: parts(name, stateLabel(row, shortMigrationLabel), dangerLabel(dangers)),
    icon: iconOf(row),
    tooltip: migrationTooltip(row, known),
    context: subject.isPrisma8 ? contextOfPrisma8(row) : contextOf(row),
    ...(file !== null && { file, command: openCommand(row, file) }),
    subject: { ...subject, migration: { name, file, ...row.known } },
  };
}

/** What is wrong comes into sight at once. */
function openCommand({ dangers }: MigrationRow, file: string): TreeNode['command'] {
  return showCommand(dangers[0]) ?? { id: ids.commands.openMigration, args: [file] };
}

/** @param labelOf what is said of one whose state in the chosen environment is known */
export function stateLabel(
  { known, isSettled, file, isBeside }: MigrationRow,
  labelOf: (known: KnownMigration) => string,
): string {
  const state = stateOf({ known, isSettled, file }, labelOf);
  return isBeside ? vscode.l10n.t('{0}, on a branch', state) : state;
}

function stateOf(
  { known, isSettled, file }: Pick<MigrationRow, 'known' | 'isSettled' | 'file'>,
  labelOf: (known: KnownMigration) => string,
): string {
  if (known) return labelOf(known);
  if (file === null) return vscode.l10n.t('no migration.sql');
  return isSettled === true ? vscode.l10n.t('merged') : vscode.l10n.t('draft');
}

function iconOf({ known, dangers, file }: MigrationRow): TreeNode['icon'] {
  if (dangers.length > 0) return dangerIcon(dangers);
  if (known) return { name: migrationIcon(known), color: migrationColor(known) };
  return file === null ? { name: 'error', color: 'list.errorForeground' } : { name: 'file' };
}

/** Whatever its state is: what Prisma 8 has applied, its own commands change. */
function contextOfPrisma8({ file }: MigrationRow): string {
  return file === null ? 'migration.prisma8' : 'migration.prisma8.here';
}

/** Menus look at this: what can be done depends on the state, and on what is known. */
function contextOf({ known, file, isSettled }: MigrationRow): string {
  const where = known?.where ?? null;
  return [
    'migration',
    known?.state ?? (isSettled === true ? 'merged' : 'draft'),
    known?.verdict ?? '',
    file === null ? '' : 'here',
    known?.appliedText === undefined ? '' : 'known',
    known && known.lostIndexes.length > 0 ? 'lost' : '',
    where === null || where.kind === 'renamed-here' ? '' : 'in-git',
    where !== null && canBeCheckedOut(where) ? 'to-check-out' : '',
  ]
    .filter((part) => part !== '')
    .join('.');
}
