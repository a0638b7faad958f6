import * as vscode from 'vscode';
import { ids } from '../ids';
import { asMarkdown } from '../markdown';
import type { KnownIndex, KnownState } from '../state/known-state';
import { indexWords } from '../state/state-words';
import { nameOfProject, type ShownProject } from './migration-tree';
import type { Subject, TreeNode } from './tree-node';

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
    description: [indexWords(index), index.method ?? ''].filter((words) => words !== '').join(' · '),
    icon: iconOf(index),
    tooltip: tooltipOf(index, state),
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

function tooltipOf(index: KnownIndex, { environment, place }: KnownState): string {
  const { name, createStatement, listed, declared, origin } = index;
  const how = vscode.l10n.t('{0} in {1} ({2})', indexWords(index), environment, place);
  const why = [
    origin === null
      ? vscode.l10n.t('No migration makes it.')
      : vscode.l10n.t('It is made in {0}.', origin.migration),
    declared
      ? vscode.l10n.t('schema.prisma declares it.')
      : vscode.l10n.t('schema.prisma does not declare it.'),
    listed
      ? vscode.l10n.t('drift-ignore.json lists it.')
      : vscode.l10n.t('drift-ignore.json does not list it.'),
  ];
  const lines = [`**${asMarkdown(name)}**`, asMarkdown(how), asMarkdown(why.join(' '))];
  const code =
    createStatement === null
      ? []
      : [new vscode.MarkdownString().appendCodeblock(createStatement, 'sql').value];
  return [lines.join('  \n'), ...code].join('\n\n');
}
