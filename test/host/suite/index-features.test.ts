import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { closeEditor, open, theFile } from './screen';

/** Where a text stands in a document. */
function placeOf(document: vscode.TextDocument, text: string): vscode.Position {
  const offset = document.getText().indexOf(text);
  assert.ok(offset >= 0, `${text} is not in the document`);
  return document.positionAt(offset + 2);
}

const nameOf = ({ uri }: vscode.Location) => path.basename(path.dirname(uri.path)).replace(/^\d+_/, '');

describe('an index name in an open migration', () => {
  let migration: vscode.Uri;
  let editor: vscode.TextEditor;
  let place: vscode.Position;

  beforeEach(async () => {
    migration = await theFile('**/migrations/*_add_tags/migration.sql');
    editor = await open(migration);
    place = placeOf(editor.document, '"idx_memories_embedding"');
  });

  afterEach(closeEditor);

  it('says under the pointer what it is, where it comes from and what its loss costs', async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      migration,
      place,
    );
    const texts = hovers.flatMap(({ contents }) =>
      contents.map((content) => (content as vscode.MarkdownString).value),
    );
    const ours = texts.find((text) => text.includes('```sql'));
    assert.ok(ours, `no hover of ours among: ${texts.join('\n---\n')}`);
    assert.match(ours, /an ivfflat index on memories\\?\.embedding that Prisma cannot see/);
    assert.match(ours, /CREATE INDEX idx_memories_embedding/);
    assert.match(ours, /restore\\_vector\\_index; not declared in schema\\\.prisma/);
    assert.match(ours, /\[Show the statement\]\(file:.*restore_vector_index\/migration\.sql#L2\)/);
    assert.match(ours, /every similarity search/);
    assert.match(ours, /Protected/);
  });

  it('leads to the statement that made it', async () => {
    const [origin] = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeDefinitionProvider',
      migration,
      place,
    );
    assert.equal(nameOf(origin!), 'restore_vector_index');
    assert.equal(origin!.range.start.line, 1);
  });

  it('is found wherever the history names it', async () => {
    const places = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeReferenceProvider',
      migration,
      place,
    );
    assert.deepEqual(places.map(nameOf), [
      'vector_index',
      'rename_chats',
      'restore_vector_index',
      'add_tags',
    ]);
  });
});

describe('the outline of a migration', () => {
  afterEach(closeEditor);

  it('has its statements by what they are', async () => {
    const migration = await theFile('**/migrations/*_add_tags/migration.sql');
    await open(migration);
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      migration,
    );
    assert.deepEqual(
      symbols.map(({ name, kind }) => `${vscode.SymbolKind[kind]} ${name}`),
      [
        'Key DROP INDEX chats_title_idx',
        'Key DROP INDEX idx_memories_embedding',
        'Struct ALTER TABLE memories',
        'Key CREATE INDEX memories_chunk_group_id_idx',
        'Key CREATE INDEX memories_tags_idx',
      ],
    );
  });
});
