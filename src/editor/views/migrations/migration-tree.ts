import * as vscode from 'vscode';
import { ids } from '../../ids';
import { asMarkdown } from '../../markdown';
import type { KnownMigration, KnownState, Failure } from '../../databases/known-state';
import { migrationColor, migrationIcon } from '../../labels/migration-icon';
import { shortMigrationLabel } from '../../labels/migration-state';
import { firstPages, groupMigrations, type GroupKind, type MigrationGroup } from './migration-groups';
import { actionNode, failureNode, withAction } from './failure-node';
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
  return { root: folders.root, environment: view.environment };
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
  return only && others.length === 0 ? failureFor(only)?.message : undefined;
}

/** What stands below a project: why nothing is known, then its groups. */
function nodesOfProject(project: ShownProject, pages: Pages, isAlone: boolean): TreeNode[] {
  const { known, isLoading } = project.view;
  const subject = subjectOf(project);
  const failure = failureFor(project);
  const above = failure ? [failureNode(failure, subject, isAlone)] : [];
  if (failure?.kind === 'other-provider') return above;
  if (known) return [...above, ...nodesOfState(known, subject, pages)];
  if (failure) return above;
  return [isLoading ? loadingNode(subject) : askNode(subject)];
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

function nodesOfState(known: KnownState, subject: Subject, pages: Pages): TreeNode[] {
  const groups = groupMigrations(known.migrations).map((group) => groupNode(group, known, subject, pages));
  if (groups.length === 0) return [noMigrationsNode(subject)];
  return known.hasMigrationsTable ? groups : [noTableNode(known, subject), ...groups];
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
  const reason = vscode.l10n.t('{0} has no _prisma_migrations: nothing was ever applied there.', place);
  return withAction(
    {
      id: `${subject.root} no-table`,
      label: vscode.l10n.t('Nothing applied yet'),
      description: reason,
      tooltip: asMarkdown(reason),
      icon: { name: 'info' },
      subject,
    },
    {
      label: vscode.l10n.t('Migrate'),
      icon: 'play',
      command: ids.commands.migrate,
      args: [subject.root],
    },
  );
}

function groupNode(group: MigrationGroup, known: KnownState, subject: Subject, pages: Pages): TreeNode {
  const id = `${subject.root} ${group.kind}`;
  const { shown, left } = firstPages(group, pages(id));
  const nodes = shown.map((migration) => migrationNode(id, migration, known, subject));
  return {
    id,
    label: groupLabel(group.kind),
    count: group.migrations.length,
    context: `group.${group.kind}`,
    expansion: group.kind === 'applied' ? 'closed' : 'open',
    subject,
    children: left > 0 ? [...nodes, moreNode(id, left, subject)] : nodes,
  };
}

function groupLabel(kind: GroupKind): string {
  if (kind === 'attention') return vscode.l10n.t('Needs attention');
  return kind === 'pending' ? vscode.l10n.t('Pending') : vscode.l10n.t('Applied');
}

function moreNode(group: string, left: number, subject: Subject): TreeNode {
  const label = vscode.l10n.t('Show more ({0} left)', left.toLocaleString());
  const about = { label, icon: 'ellipsis', command: ids.commands.showMore, args: [group] };
  return actionNode(`${group} more`, about, subject);
}

function migrationNode(
  group: string,
  migration: KnownMigration,
  known: KnownState,
  subject: Subject,
): TreeNode {
  const { name, file } = migration;
  return {
    // With its group: what moves from one group to the other is drawn anew.
    id: `${group} ${name}`,
    label: name,
    description: shortMigrationLabel(migration),
    icon: { name: migrationIcon(migration), color: migrationColor(migration) },
    tooltip: migrationTooltip(migration, known),
    context: contextOf(migration),
    ...(file !== null && { command: { id: ids.commands.openMigration, args: [file] } }),
    subject: { ...subject, migration },
  };
}

/** Menus look at this: what can be done depends on the state, and on what is known. */
function contextOf({ state, verdict, file, appliedText }: KnownMigration): string {
  return [
    'migration',
    state,
    verdict ?? '',
    file === null ? '' : 'here',
    appliedText === undefined ? '' : 'known',
  ]
    .filter((part) => part !== '')
    .join('.');
}
