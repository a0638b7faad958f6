import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { closeEditor, diagnostics, open, theFile } from './screen';

/** Where a text stands in a document. */
function positionOf(document: vscode.TextDocument, text: string): vscode.Position {
  const offset = document.getText().indexOf(text);
  assert.ok(offset >= 0, `${text} is not in the document`);
  return document.positionAt(offset + 2);
}

const nameOf = ({ uri }: vscode.Location) => path.basename(path.dirname(uri.path)).replace(/^\d+_/, '');

describe('an index name in an open migration', () => {
  let migration: vscode.Uri;
  let editor: vscode.TextEditor;
  let position: vscode.Position;

  beforeEach(async () => {
    migration = await theFile('**/migrations/*_add_tags/migration.sql');
    editor = await open(migration);
    position = positionOf(editor.document, '"idx_memories_embedding"');
  });

  afterEach(closeEditor);

  /** What our hover says at a position. */
  async function hoverAt(uri: vscode.Uri, where: vscode.Position): Promise<string> {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uri,
      where,
    );
    const texts = hovers.flatMap(({ contents }) =>
      contents.map((content) => (content as vscode.MarkdownString).value),
    );
    const ours = texts.find((text) => text.includes('[Show the statement]'));
    assert.ok(ours, `no hover of ours among: ${texts.join('\n---\n')}`);
    return ours;
  }

  it('says under the pointer what it is, where it comes from and what its loss costs', async () => {
    const uri = await theFile('**/migrations/20251106141500_vector_index/migration.sql');
    const { document } = await open(uri);
    const text = await hoverAt(uri, positionOf(document, 'idx_memories_embedding'));
    assert.match(text, /an ivfflat index on memories\\\.embedding that Prisma cannot see/);
    assert.match(text, /CREATE INDEX idx_memories_embedding/);
    assert.match(text, /_vector\\_index; not declared in schema\\\.prisma/);
    assert.match(text, /\[Show the statement\]\(file:.*vector_index\/migration\.sql#L2\)/);
    assert.match(text, /every similarity search/);
    assert.match(text, /Protected/);
  });

  it('does not say again what the squiggle in the same place says', async () => {
    await diagnostics(migration, 2);
    const text = await hoverAt(migration, position);
    assert.doesNotMatch(text, /that Prisma cannot see|not declared|CREATE INDEX|\n/);
    assert.match(text, /\[Show the statement\]\(file:.*restore_vector_index\/migration\.sql#L2\)/);
    assert.match(text, /every similarity search/);
  });

  it('leads to the statement that made it', async () => {
    const [origin] = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeDefinitionProvider',
      migration,
      position,
    );
    assert.equal(nameOf(origin!), 'restore_vector_index');
    assert.equal(origin!.range.start.line, 1);
  });

  it('is found wherever the history names it', async () => {
    const locations = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeReferenceProvider',
      migration,
      position,
    );
    assert.deepEqual(locations.map(nameOf), [
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
