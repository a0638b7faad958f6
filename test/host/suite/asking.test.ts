import assert from 'node:assert/strict';
import fs from 'node:fs';
import * as vscode from 'vscode';
import { answering } from '../dialog';
import { itsVscode } from '../extension';
import { needTerminals } from '../terminals';
import { choosing, saying, typingOverProposal } from './answers';
import { run, tidyUp } from './commands';
import { checksumOfText, startProjectDatabase, type ProjectDatabase } from './database';
import { theFile } from './screen';
import { watchingTasks } from './tasks';

/** What a list offers while something is done, of which nothing is chosen. */
async function offering(act: () => Thenable<unknown>): Promise<string[]> {
  const { window } = itsVscode();
  const { showQuickPick } = window;
  let labels: string[] = [];
  Object.assign(window, {
    showQuickPick: async (items: readonly vscode.QuickPickItem[]) => {
      labels = (await Promise.resolve(items)).map(({ label }) => label);
      return undefined;
    },
  });
  try {
    await act();
    return labels;
  } finally {
    Object.assign(window, { showQuickPick });
  }
}

describe('a command that needs a name', () => {
  let schema: vscode.Uri;
  let original: string;

  before(async function () {
    needTerminals(this);
    schema = await theFile('**/schema.prisma');
    original = fs.readFileSync(schema.fsPath, 'utf8');
  });

  afterEach(async () => {
    fs.writeFileSync(schema.fsPath, original);
    await tidyUp();
  });

  it('proposes one from what has changed in the schema, and passes on what is typed', async () => {
    fs.writeFileSync(schema.fsPath, `${original}\nmodel Note {\n  id Int @id\n  @@map("notes")\n}\n`);
    const { result, commandLines } = await watchingTasks(() =>
      typingOverProposal('Notes, at last', () => run('safeMigrate')),
    );
    assert.equal(result.asked[0]?.value, 'add_notes');
    assert.deepEqual(commandLines, [['safe-migrate', '--name=Notes, at last', '--project=.']]);
  });

  it('proposes none where nothing has changed, and takes none that leaves nothing', async () => {
    const { asked } = await typingOverProposal('…', () => run('safeMigrate'));
    assert.deepEqual([asked[0]?.value, asked.length], ['', 1]);
    assert.match(asked[0]?.refusal ?? '', /needs letters or digits/);
  });

  it('is quiet after Escape', async () => {
    for (const command of ['safeMigrate', 'dev']) {
      const { result, commandLines } = await watchingTasks(() =>
        saying(() => typingOverProposal(undefined, () => run(command))),
      );
      assert.deepEqual([result, commandLines], [[], []]);
    }
  });

  it('may be dev without one, where nothing is to be named', async () => {
    const { commandLines } = await watchingTasks(() => typingOverProposal('', () => run('dev')));
    assert.deepEqual(commandLines, [['dev', '--project=.']]);
  });
});

describe('a command about drift', () => {
  let database: ProjectDatabase;
  let settled: vscode.Uri;
  let original: string;
  const name = '20260112160540_no_default_title';

  before(async function () {
    this.timeout(120_000);
    needTerminals(this);
    database = await startProjectDatabase();
    await database.applyCommitted();
    settled = await theFile('**/migrations/*_no_default_title/migration.sql');
    original = fs.readFileSync(settled.fsPath, 'utf8');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await run('refresh');
  });

  after(async () => {
    fs.writeFileSync(settled.fsPath, original);
    await database.close();
  });

  afterEach(tidyUp);

  it('says so where there is none', async () => {
    assert.deepEqual(await saying(() => run('fixDrift')), ['No migration has drifted in local.']);
    assert.deepEqual(await saying(() => run('fixAllCosmetic')), [
      'No migration has drifted in local by comments or white space alone.',
    ]);
  });

  it('offers what has drifted where no migration is open', async () => {
    fs.writeFileSync(settled.fsPath, `-- reformatted\n${original}`);
    await run('refresh');
    assert.deepEqual(await offering(() => run('fixDrift')), [name]);
    const { result } = await answering(undefined, () => choosing(name, () => run('fixDrift')));
    assert.equal(result, undefined);
  });

  it('fixes all that is cosmetic, once a person has seen what that is', async function () {
    this.timeout(120_000);
    // Another try would find it fixed already.
    await database.run(
      `UPDATE "_prisma_migrations" SET checksum = '${checksumOfText(original)}' WHERE migration_name = '${name}'`,
    );
    const text = `-- reformatted\n${original}`;
    fs.writeFileSync(settled.fsPath, text);
    await run('refresh');
    assert.deepEqual(await saying(() => run('fixAllCosmetic')), [
      'Give these migrations in local the checksums of their files as they are now?',
    ]);
    const declined = await answering(undefined, () => watchingTasks(() => run('fixAllCosmetic')));
    assert.deepEqual(declined.result.commandLines, []);
    assert.match(declined.dialogs[0] ?? '', new RegExp(`^${name}$`, 'm'));
    const { result } = await answering('Fix Checksums', () => watchingTasks(() => run('fixAllCosmetic')));
    assert.deepEqual(result.commandLines, [
      ['fix-drift', '--all-cosmetic', '--yes', '--env=local', '--project=.'],
    ]);
    assert.equal(await database.checksumOf(name), checksumOfText(text));
  });
});

describe('the list of environments', () => {
  // Catches: dev and prod of a Railway that nobody has linked.
  it('has the local one alone where nothing else is configured', async () => {
    assert.deepEqual(await offering(() => run('selectEnvironment')), ['local']);
  });
});
