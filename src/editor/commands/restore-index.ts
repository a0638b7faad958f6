import * as vscode from 'vscode';
import { runProject } from '../terminal/run-project';
import { withProject } from './arguments/project';
import type { CommandContext } from './context';

interface Restorable {
  readonly name: string;
  readonly table: string | null;
  /** Of an index there is none. */
  readonly kind?: string;
}

/**
 * Brings something protected that is lost back by a new migration, in a terminal.
 *
 * @param node of it in the tree; without one the command line asks which
 */
export function restoreIndex({ state }: CommandContext, node: unknown): Promise<number | undefined> {
  return withProject(
    state,
    node,
    async (root) => {
      const { environment, known } = state.store.view(root);
      const name = nameIn(node);
      const names = known && [...known.protectedIndexes, ...known.protectedObjects].map(nameForRestore);
      if (name !== undefined && names?.includes(name) !== true) {
        void vscode.window.showWarningMessage(
          vscode.l10n.t('Nothing protected is known as {0} in {1}. Refresh first.', name, environment),
        );
        return undefined;
      }
      return runProject(state, root, (project) => [
        'restore',
        `--env=${environment}`,
        `--project=${project}`,
        ...(name === undefined ? [] : ['--', name]),
      ]);
    },
    { older: 'other' },
  );
}

function nameIn(node: unknown): string | undefined {
  if (typeof node !== 'object' || node === null) return undefined;
  const { index, object }: { index?: unknown; object?: unknown } = node;
  const thing = index ?? object;
  if (typeof thing !== 'object' || thing === null || !('name' in thing)) return undefined;
  const { name } = thing;
  if (typeof name !== 'string') return undefined;
  const [kind, table] = ['kind', 'table'].map((key): unknown => Reflect.get(thing, key));
  return nameForRestore({
    name,
    ...(typeof kind === 'string' && { kind }),
    table: typeof table === 'string' ? table : null,
  });
}

/** As `restore` takes it: the objects of two tables may have the same names, indexes never. */
function nameForRestore({ kind, table, name }: Restorable): string {
  const isUnique = kind === undefined || kind === 'row level security' || table === null;
  return isUnique ? name : `${table}.${name}`;
}
