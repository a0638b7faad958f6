import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { lintSettings } from '../../../src/editor/lint/lint-settings';
import { triggerLints } from '../../../src/editor/lint/lint-triggers';
import { closeEditor, open, theFile } from './screen';

/** A session that only writes down what it is told, and says when. */
function recorder() {
  const linted = new vscode.EventEmitter<string>();
  const lines: string[] = [];
  const note = (line: string): void => {
    lines.push(line);
    linted.fire(line);
  };
  return {
    lines,
    session: {
      add: ({ uri }: vscode.TextDocument, delay: number) => note(`add ${uri.toString()} after ${delay} ms`),
      drop: ({ uri }: vscode.TextDocument) => note(`drop ${uri.toString()}`),
      invalidate: (uri: vscode.Uri | undefined) => note(`invalidate ${uri?.toString() ?? 'everything'}`),
    },
    /** Resolves once that has been told. The test's own time limit ends the wait. */
    async until(line: string): Promise<void> {
      while (!lines.includes(line)) {
        await new Promise<void>((resolve) => {
          const subscription = linted.event(() => {
            subscription.dispose();
            resolve();
          });
        });
      }
    },
  };
}

describe('what makes us lint', () => {
  const root = vscode.workspace.workspaceFolders![0]!.uri;
  let migration: vscode.Uri;
  let record: ReturnType<typeof recorder>;
  let triggers: vscode.Disposable;
  const settings = lintSettings();
  after(() => settings.dispose());

  beforeEach(async () => {
    migration = await theFile('**/migrations/*_add_tags/migration.sql');
    record = recorder();
    triggers = triggerLints(record.session, settings);
  });

  afterEach(async () => {
    triggers.dispose();
    await closeEditor();
  });

  it('is a migration that opens, at once; one that is typed in, after the delay; and one that closes', async () => {
    const editor = await open(migration);
    await record.until(`add ${migration.toString()} after 0 ms`);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '-- typed\n'));
    await record.until(`add ${migration.toString()} after 150 ms`);
    await closeEditor();
    await record.until(`drop ${migration.toString()}`);
  });

  it('is a migration that is open already', async () => {
    await open(migration);
    const late = recorder();
    triggerLints(late.session, settings).dispose();
    assert.ok(late.lines.includes(`add ${migration.toString()} after 0 ms`));
  });

  it('is no other version of a migration, as a comparison shows it', async () => {
    const past = migration.with({ scheme: 'past' });
    const provider = vscode.workspace.registerTextDocumentContentProvider('past', {
      provideTextDocumentContent: () => 'DROP INDEX "x";',
    });
    await open(past);
    provider.dispose();
    assert.deepEqual(
      record.lines.filter((line) => line.startsWith(`add ${past.toString()}`)),
      [],
    );
  });

  for (const path of [
    'prisma/other.prisma',
    'prisma/drift-ignore.json',
    'migration-guard.json',
    'prisma7.config.ts',
    'prisma/migrations/migration_lock.toml',
  ]) {
    it(`is ${path}, when it changes on disk`, async () => {
      const file = vscode.Uri.joinPath(root, path);
      const before = await vscode.workspace.fs.readFile(file).then(
        (bytes) => bytes,
        () => undefined,
      );
      await vscode.workspace.fs.writeFile(file, before ?? new Uint8Array());
      await record.until(`invalidate ${file.toString()}`);
      if (!before) await vscode.workspace.fs.delete(file);
    });
  }
});
