import * as vscode from 'vscode';
import { ids } from '../../ids';
import type { KnownIndex, KnownState } from '../../databases/known-state';
import { indexLabel } from '../../labels/index-state';
import { nameOfProject } from '../../project-name';
import type { ShownProject } from '../tree/shown-project';
import { indexTooltip } from './index-tooltip';
import type { Subject, TreeNode } from '../tree/tree-node';

/** Whether an index is not as it should be in the chosen environment. */
export function isLost({ state }: KnownIndex): boolean {
  return state !== 'present' && state !== 'pending';
}

/** The tree of protected indexes, by table; below their projects where these are several. */
export function indexTree(projects: readonly ShownProject[]): TreeNode[] {
  const known = projects
    .flatMap(({ view }) => view.known ?? [])
    .filter(({ protectedIndexes }) => protectedIndexes.length > 0);
  const [only, ...others] = known;
  if (only && others.length === 0) return tableNodes(only);
  return known.map((state) => ({
    id: state.root,
    label: nameOfProject(state.root),
    icon: { name: 'root-folder' },
    expansion: 'open',
    subject: { root: state.root, environment: state.environment },
    children: tableNodes(state),
  }));
}

function tableNodes(state: KnownState): TreeNode[] {
  const byTable = new Map<string, KnownIndex[]>();
  for (const index of state.protectedIndexes) {
    const table = index.table ?? '';
    byTable.set(table, [...(byTable.get(table) ?? []), index]);
  }
  const subject = { root: state.root, environment: state.environment };
  const tables = [...byTable].sort(([one], [other]) => one.localeCompare(other));
  return tables.map(([table, unsorted]) => {
    const indexes = unsorted.toSorted((one, other) => one.name.localeCompare(other.name));
    const id = `${state.root} ${table}`;
    const lost = indexes.filter(isLost).length;
    return {
      id,
      label: table === '' ? vscode.l10n.t('(no table)') : table,
      description: lost > 0 ? vscode.l10n.t('{0} of {1} not in place', lost, indexes.length) : undefined,
      icon: { name: 'table' },
      context: 'table',
      expansion: 'open',
      subject,
      children: indexes.map((index) => indexNode(id, index, state, subject)),
    };
  });
}

function indexNode(table: string, index: KnownIndex, state: KnownState, subject: Subject): TreeNode {
  const { name, schema, origin } = index;
  return {
    id: `${table} ${schema ?? ''} ${name}`,
    label: name,
    description: [indexLabel(index), index.method ?? ''].filter((part) => part !== '').join(' · '),
    icon: iconOf(index),
    tooltip: indexTooltip(index, state),
    context: contextOf(index),
    ...(origin && { command: { id: ids.commands.goToOrigin, args: [origin] } }),
    subject: { ...subject, index },
  };
}

function iconOf(index: KnownIndex): TreeNode['icon'] {
  if (isLost(index)) return { name: 'error', color: 'list.errorForeground' };
  return index.state === 'pending' ? { name: 'circle-outline' } : { name: 'shield', color: 'charts.green' };
}

function contextOf({ state, origin, listed, declared }: KnownIndex): string {
  return [
    'index',
    state,
    origin === null ? '' : 'made',
    listed ? 'listed' : 'unlisted',
    declared ? 'declared' : 'undeclared',
  ]
    .filter((part) => part !== '')
    .join('.');
}
