import * as vscode from 'vscode';
import { ids } from '../ids';
import type { KnownMigration } from './known-state';
import type { OpenMigration } from './projects';
import { mayRun, runProject } from './run-project';
import type { State } from './state-feature';
import { verdictWords } from './state-words';

/** The scheme under which the texts that were applied are shown. */
const appliedScheme = 'migration-guard-applied';

/** Commands about how migrations fare in a database. Each looks after trust and state itself: hidden ones can be called too. */
export function registerStateCommands(state: State): vscode.Disposable {
  const { commands } = ids;
  const { store, projects } = state;

  const migrationFor = async (given: unknown): Promise<KnownOpen | undefined> => {
    if (!mayRun()) return undefined;
    const uri = uriOf(given) ?? vscode.window.activeTextEditor?.document.uri;
    const open = uri && (await projects.migrationAt(uri));
    if (uri && open?.known) return { ...open, known: open.known, uri };
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Open a migration that is known in {0}, or refresh first.', store.environment),
    );
    return undefined;
  };

  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(appliedScheme, {
      provideTextDocumentContent: async ({ query }) =>
        (await projects.migrationAt(vscode.Uri.parse(query)))?.known?.appliedText ?? '',
    }),
    vscode.commands.registerCommand(commands.refresh, async () => {
      if (!mayRun()) return;
      projects.forget();
      await state.refreshAll({ mayRunConfig: true });
    }),
    vscode.commands.registerCommand(commands.showDifference, async (given?: unknown) => {
      const migration = await migrationFor(given);
      if (migration) await showDifference(migration);
    }),
    vscode.commands.registerCommand(commands.fixDrift, async (given?: unknown) => {
      const migration = await migrationFor(given);
      if (!migration || !(await agreesToFix(migration))) return undefined;
      const { name, verdict } = migration.known;
      const which = verdict === 'unproved' ? [`--accept=${name}`] : ['--', name];
      return runProject(state, migration.project.root, (project) => [
        ...['fix-drift', '--yes', `--env=${migration.view.environment}`, `--project=${project}`],
        ...which,
      ]);
    }),
    vscode.commands.registerCommand(
      commands.keepLocally,
      async (uri?: unknown, edit?: unknown, index?: unknown) => {
        const migration = await migrationFor(uri);
        if (!migration) return undefined;
        const own = editKeeping(migration, edit);
        if (!own || typeof index !== 'string') return undefined;
        if (!(await agreesToKeep(migration, index)) || !(await vscode.workspace.applyEdit(own)))
          return undefined;
        const document = await vscode.workspace.openTextDocument(migration.uri);
        if (!(await document.save())) return undefined;
        const { name } = migration.known;
        return runProject(state, migration.project.root, (project) => [
          ...['fix-drift', `--keep-indexes=${name}`, '--yes', '--env=local', `--project=${project}`],
        ]);
      },
    ),
    vscode.commands.registerCommand(commands.showLogs, async (given?: unknown, name?: unknown) => {
      if (!mayRun()) return;
      const wanted = typeof given === 'string' ? { root: given, name } : placeOf(given);
      const known = wanted && store.view(wanted.root).known;
      const migration = known?.migrations.find((one) => one.name === wanted?.name);
      // What was resolved is no news.
      const content = migration?.state === 'failed' ? migration.logs : null;
      if (content === null) {
        void vscode.window.showInformationMessage(vscode.l10n.t('The database has kept no log of it.'));
        return;
      }
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content }));
    }),
  );
}

/** The project and the name of the migration that a node of the tree is about. */
function placeOf(given: unknown): { readonly root: string; readonly name: unknown } | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const { root, migration }: { root?: unknown; migration?: unknown } = given;
  if (typeof root !== 'string' || typeof migration !== 'object' || migration === null) return undefined;
  return { root, name: 'name' in migration ? migration.name : undefined };
}

/** Commands are given a document's URI, or a node of the tree. */
function uriOf(given: unknown): vscode.Uri | undefined {
  if (given instanceof vscode.Uri) return given;
  if (typeof given !== 'object' || given === null) return undefined;
  const { migration }: { migration?: unknown } = given;
  if (typeof migration !== 'object' || migration === null || !('file' in migration)) return undefined;
  return typeof migration.file === 'string' ? vscode.Uri.parse(migration.file) : undefined;
}

interface KnownOpen extends OpenMigration {
  readonly known: KnownMigration;
  readonly uri: vscode.Uri;
}

async function showDifference({ known, uri, view }: KnownOpen): Promise<void> {
  if (known.appliedText === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'The text of {0} that was applied to {1} is not to be found.',
        known.name,
        view.environment,
      ),
    );
    return;
  }
  const applied = vscode.Uri.from({
    scheme: appliedScheme,
    path: `/${known.name}/migration.sql`,
    query: uri.toString(),
  });
  const title = vscode.l10n.t('{0}: applied to {1} ↔ now', known.name, view.environment);
  await vscode.commands.executeCommand('vscode.diff', applied, uri, title);
}

/** What an edit does to the text of the migration itself: the command can be called with anything. */
function editKeeping({ known, uri, view }: KnownOpen, given: unknown): vscode.WorkspaceEdit | undefined {
  const isApplied = known.state === 'applied' || known.state === 'marked' || known.state === 'drifted';
  const edits = given instanceof vscode.WorkspaceEdit ? given.get(uri) : [];
  if (view.environment === 'local' && isApplied && edits.length > 0) {
    const own = new vscode.WorkspaceEdit();
    own.set(uri, edits);
    return own;
  }
  void vscode.window.showWarningMessage(
    vscode.l10n.t('Only in a migration that is applied to the local database can an index be kept this way.'),
  );
  return undefined;
}

/** The migration is applied to the local database already, so that the edit alone would be drift. */
async function agreesToKeep({ known, view }: KnownOpen, index: string): Promise<boolean> {
  const keep = vscode.l10n.t('Keep {0}', index);
  const steps = [
    vscode.l10n.t('1. The statement that drops it is taken out of {0}, and the file is saved.', known.name),
    vscode.l10n.t(
      '2. {0} is made again in {1}, with the rows that are there.',
      index,
      view.known?.place ?? 'local',
    ),
    vscode.l10n.t(
      '3. The checksum of the migration becomes that of the file, so that Prisma does not ask for a reset.',
    ),
  ];
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('{0} is applied to the local database already. Keep {1} all the same?', known.name, index),
    { modal: true, detail: steps.join('\n') },
    keep,
  );
  return answer === keep;
}

/** Shows what has changed, and asks in words that name the migration and what is proved. */
async function agreesToFix(migration: KnownOpen): Promise<boolean> {
  const { known, view } = migration;
  if (known.state !== 'drifted') {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('{0} has not drifted in {1}.', known.name, view.environment),
    );
    return false;
  }
  if (view.known?.production === true) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t('{0} is production. Checksums are repaired in local databases only.', view.environment),
    );
    return false;
  }
  if (known.appliedText !== undefined) await showDifference(migration);
  if (known.verdict === 'changed') {
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        'The SQL of {0} is not what was applied to {1}. Put the applied text back, and write the change as a new migration.',
        known.name,
        view.environment,
      ),
    );
    return false;
  }
  const fix = vscode.l10n.t('Fix Checksum');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      'Give {0} the checksum of the file as it is now in {1}? It is drifted, {2}.',
      known.name,
      view.environment,
      verdictWords(known.verdict),
    ),
    {
      modal: true,
      detail:
        known.verdict === 'cosmetic'
          ? vscode.l10n.t('It is proved that only comments or white space differ.')
          : vscode.l10n.t('Nothing is proved: the text that was applied is not to be found.'),
    },
    fix,
  );
  return answer === fix;
}
