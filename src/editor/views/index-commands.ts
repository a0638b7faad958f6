import * as vscode from 'vscode';
import type { Fix } from '../../core/linter/findings/finding';
import type { IndexChoices } from '../../workflows/index-choices';
import { toWorkspaceEdit } from '../fix-edits';
import { ids } from '../ids';
import type { MigrationReader } from '../linting';
import type { KnownIndex } from '../state/known-state';
import { mayRun } from '../state/run-project';
import type { State } from '../state/state-feature';
import { TreeElement } from './tree-node';

/** What the tree of protected indexes can write into the project's files: a declaration, an entry, or none any more. */
export function registerIndexCommands(
  load: () => Promise<MigrationReader>,
  { store, projects }: State,
): vscode.Disposable {
  const chosen = async (given: unknown): Promise<Chosen | undefined> => {
    if (!(given instanceof TreeElement) || !given.index || !mayRun()) return undefined;
    const { index, root } = given;
    const place = (await projects.all()).find((project) => project.root === root);
    const found =
      place &&
      (await (
        await load()
      ).choicesFor(place.migrationsFolder, {
        schema: index.schema ?? undefined,
        name: index.name,
      }));
    if (place && found) return { ...found, index, root: place.root };
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        '{0} is not protected any more, or its project has mistakes. Refresh, and see the log.',
        index.name,
      ),
    );
    return undefined;
  };
  const asksAgain = async (root: string): Promise<void> => store.refresh(root);

  return vscode.Disposable.from(
    vscode.commands.registerCommand(ids.commands.declareIndex, async (given: unknown) => {
      const choice = await chosen(given);
      if (!choice) return;
      const { declare } = choice.choices;
      if (declare) await apply(declare, choice, { isSaved: false });
      else tellImpossible(choice.index);
    }),
    vscode.commands.registerCommand(ids.commands.listIndex, async (given: unknown) => {
      const choice = await chosen(given);
      if (!choice?.choices.list) return;
      if (await apply(choice.choices.list, choice, { isSaved: true })) await asksAgain(choice.root);
    }),
    vscode.commands.registerCommand(ids.commands.forgetIndex, async (given: unknown) => {
      const choice = await chosen(given);
      const edits = choice?.choices.forget;
      if (!choice || !edits || !(await agreesToForget(choice))) return;
      const fix = { kind: 'list' as const, title: '', edits };
      if (await apply(fix, choice, { isSaved: true })) await asksAgain(choice.root);
    }),
  );
}

interface Chosen {
  readonly index: KnownIndex;
  readonly root: string;
  readonly choices: IndexChoices;
  readonly texts: ReadonlyMap<string, string>;
}

/** Shows the file with what was written into it. */
async function apply(
  fix: Pick<Fix, 'kind' | 'title' | 'edits'> | undefined,
  { texts }: Chosen,
  { isSaved }: { readonly isSaved: boolean },
): Promise<boolean> {
  const edit = fix && (await toWorkspaceEdit(fix, undefined, { texts }));
  const [target] = fix?.edits ?? [];
  if (!edit || !target) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t('A file has changed in the meantime. Save it, and try again.'),
    );
    return false;
  }
  if (!(await vscode.workspace.applyEdit(edit))) return false;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(target.file));
  await vscode.window.showTextDocument(document);
  return isSaved ? document.save() : true;
}

function tellImpossible({ name, method, declared }: KnownIndex): void {
  void vscode.window.showInformationMessage(
    declared
      ? vscode.l10n.t('schema.prisma declares {0} already.', name)
      : vscode.l10n.t(
          'schema.prisma cannot say what {0} is ({1}). List it in drift-ignore.json instead.',
          name,
          method ?? vscode.l10n.t('nobody knows what'),
        ),
  );
}

async function agreesToForget({ index: { name }, choices }: Chosen): Promise<boolean> {
  const forget = vscode.l10n.t('Forget {0}', name);
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Take {0} out of drift-ignore.json?', name),
    {
      modal: true,
      detail: choices.staysProtected
        ? vscode.l10n.t(
            'It stays protected, because Prisma does not see all of it. But a migration of the same change that drops it counts as agreed.',
          )
        : vscode.l10n.t('Nothing else protects it: from then on a migration may drop it without a warning.'),
    },
    forget,
  );
  return answer === forget;
}
