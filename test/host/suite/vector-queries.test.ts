import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { eventually } from '../eventually';
import { closeEditor, diagnostics, open, quickFixes, theFile } from './screen';

const root = vscode.workspace.workspaceFolders![0]!.uri;
const folder = vscode.Uri.joinPath(root, 'app');

/** Puts a file into the project's code. */
async function write(name: string, text: string): Promise<vscode.Uri> {
  const uri = vscode.Uri.joinPath(folder, name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

/** A script that searches memories by an operator. */
function search(operator: string, { orderBy = `embedding ${operator} \${query}::vector` } = {}): string {
  return [
    "import { prisma } from './client';",
    '',
    'export async function nearest(query: string) {',
    '  return await prisma.$queryRaw`',
    `    SELECT id, embedding ${operator} \${query}::vector AS distance`,
    '    FROM memories',
    `    ORDER BY ${orderBy}`,
    '    LIMIT 5`;',
    '}',
    '',
  ].join('\n');
}

/** What our hovers say at the last place of a text. */
async function hoverAt({ document }: vscode.TextEditor, text: string): Promise<string> {
  const at = document.getText().lastIndexOf(text);
  assert.ok(at >= 0, `${text} is not in the document`);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    document.positionAt(at + 1),
  );
  return hovers
    .flatMap(({ contents }) => contents.map((content) => (content as vscode.MarkdownString).value))
    .filter((value) => !value.includes('```typescript'))
    .join('\n---\n');
}

/** The newest migration of the example takes the index away: it has another text meanwhile. */
function withDraft(text: string): void {
  let draft: vscode.Uri;
  let asItWas: Uint8Array;

  before(async () => {
    draft = await theFile('**/migrations/*_add_tags/migration.sql');
    asItWas = await vscode.workspace.fs.readFile(draft);
    await vscode.workspace.fs.writeFile(draft, new TextEncoder().encode(text));
  });

  after(async () => {
    await vscode.workspace.fs.writeFile(draft, asItWas);
    await vscode.workspace.fs.delete(folder, { recursive: true });
  });
}

describe('a vector query in an open script', () => {
  withDraft('SELECT 1;\n');
  afterEach(closeEditor);

  it('is squiggled at the operator that no index serves, and a quick fix writes the right one everywhere', async () => {
    const { document } = await open(await write('wrong.ts', search('<->')));
    const [warning] = await diagnostics(document.uri, 1);
    assert.match(warning!.message, /Sorts memories\.embedding by <->, .* idx_memories_embedding \(ivfflat/);
    assert.equal(document.getText(warning!.range), '<->');
    assert.equal(warning!.range.start.line, 6);
    assert.equal(warning!.severity, vscode.DiagnosticSeverity.Warning);
    assert.match(
      warning!.relatedInformation![0]!.location.uri.path,
      /_restore_vector_index\/migration\.sql$/,
    );
    const fixes = await quickFixes(document.uri, warning!.range);
    const rewrite = fixes.find(({ title }) => title.startsWith('Write <=>'));
    assert.ok(rewrite?.edit, fixes.map(({ title }) => title).join());
    await vscode.workspace.applyEdit(rewrite.edit);
    assert.equal(document.getText(), search('<=>'));
    await diagnostics(document.uri, 0);
  });

  it('says under the pointer which index serves it', async () => {
    const editor = await open(await write('right.tsx', search('<=>')));
    const text = await hoverAt(editor, '<=>');
    assert.match(text, /Served by idx\\_memories\\_embedding \(ivfflat, cosine\)\./);
    assert.match(text, /\[Show the statement\]\(file:.*_restore_vector_index\/migration\.sql#L2\)/);
  });

  it('says under the pointer why none serves it, but not what the squiggle there says already', async () => {
    const text = search('<=>', { orderBy: '1 - (embedding <=> ${query}::vector) DESC' });
    const editor = await open(await write('similarity.ts', text));
    await diagnostics(editor.document.uri, 1);
    const atSquiggle = await hoverAt(editor, '<=>');
    assert.doesNotMatch(atSquiggle, /Show the statement|Served by|PostgreSQL compares/);
    const atOther = await hoverAt(editor, '<=> ${query}::vector AS');
    assert.match(atOther, /cannot serve that/);
  });

  it('is judged as it is typed, and in a file of SQL too', async () => {
    const editor = await open(
      await write('search.sql', 'SELECT id FROM memories ORDER BY embedding <=> $1 LIMIT 5;\n'),
    );
    const { document } = editor;
    assert.match(await hoverAt(editor, '<=>'), /Served by/);
    const start = document.positionAt(document.getText().indexOf('<=>'));
    await editor.edit((edit) => edit.replace(new vscode.Range(start, start.translate(0, 3)), '<#>'));
    const [warning] = await diagnostics(document.uri, 1);
    assert.equal(document.getText(warning!.range), '<#>');
  });

  it('is suppressed by a comment that a quick fix writes and a person gives the reason to', async () => {
    const editor = await open(await write('suppressed.ts', search('<->')));
    const { document } = editor;
    const [warning] = await diagnostics(document.uri, 1);
    const fixes = await quickFixes(document.uri, warning!.range);
    const deliberate = fixes.find(({ title }) => title.startsWith('It is deliberate'));
    assert.ok(deliberate?.edit, fixes.map(({ title }) => title).join());
    await vscode.workspace.applyEdit(deliberate.edit);
    const comment = '  // migration-guard-ignore vector-operator-mismatch: <reason>';
    assert.equal(document.lineAt(3).text, comment);
    const start = new vscode.Position(3, comment.indexOf('<reason>'));
    await editor.edit((edit) =>
      edit.replace(new vscode.Range(start, start.translate(0, 8)), 'a test of exact search'),
    );
    await diagnostics(document.uri, 0);
    assert.match(document.getText(), /exact search\n {2}return await prisma/);
  });

  it('is nobody’s business where the person wants to hear nothing of its rule', async () => {
    const settings = vscode.workspace.getConfiguration('migrationGuard.lint');
    const { document } = await open(await write('off.ts', search('<->')));
    await diagnostics(document.uri, 1);
    try {
      await settings.update('rules', { 'vector-operator-mismatch': 'off' });
      await diagnostics(document.uri, 0);
      await settings.update('rules', { 'vector-operator-mismatch': 'error' });
      const [error] = await diagnostics(document.uri, 1);
      assert.equal(error!.severity, vscode.DiagnosticSeverity.Error);
    } finally {
      await settings.update('rules', undefined);
    }
  });
});

describe('a migration that makes a vector index', () => {
  withDraft('CREATE INDEX "other_idx" ON "memories" USING hnsw ("embedding" vector_l2_ops);\n');
  afterEach(closeEditor);

  /** What our lens says about queries, and where these are. */
  async function queriesAbove(uri: vscode.Uri): Promise<{ title: string; line: number; files: string[] }> {
    const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      uri,
      50,
    );
    const ours = found.find(({ command }) => /quer(?:y|ies)/.test(command?.title ?? ''));
    assert.ok(ours, `no lens of ours among: ${found.map(({ command }) => command?.title).join()}`);
    const locations = (ours.command?.arguments?.[2] ?? []) as vscode.Location[];
    return {
      title: ours.command!.title,
      line: ours.range.start.line,
      files: locations.map((location) => path.basename(location.uri.path)).sort(),
    };
  }

  it('says how many queries use it, and leads to them, also after files have changed', async () => {
    const [one, other] = [await write('one.ts', search('<=>')), await write('other.mts', search('<=>'))];
    const migration = await theFile('**/migrations/*_restore_vector_index/migration.sql');
    const { document } = await open(migration);
    await eventually(async () => {
      const { title, files, line } = await queriesAbove(migration);
      assert.match(title, /^\d+ queries use this index$/);
      assert.deepEqual(
        files.filter((name) => name === 'one.ts' || name === 'other.mts'),
        ['one.ts', 'other.mts'],
      );
      assert.equal(Number.parseInt(title), files.length);
      assert.match(document.lineAt(line).text, /^CREATE INDEX/);
    });
    await vscode.workspace.fs.delete(one);
    await vscode.workspace.fs.writeFile(other, new TextEncoder().encode(search('<->')));
    await eventually(async () => {
      const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        migration,
        50,
      );
      const said = JSON.stringify(found.map(({ command }) => command?.arguments));
      assert.doesNotMatch(said, /one\.ts|other\.mts/);
    });
  });

  it('is not said to serve a query with another operator', async () => {
    await write('other.mts', search('<=>'));
    const migration = await theFile('**/migrations/*_add_tags/migration.sql');
    await open(migration);
    await eventually(async () => {
      const { title, files } = await queriesAbove(migration);
      assert.equal(title, 'no query of this project uses it');
      assert.deepEqual(files, []);
    });
  });

  it('has nothing said about queries while a file cannot be searched', async () => {
    await write('Search.vue', `<script>\n${search('<=>')}</script>\n`);
    await write('more.ts', search('<=>'));
    const migration = await theFile('**/migrations/*_restore_vector_index/migration.sql');
    await open(migration);
    await eventually(async () => {
      await assert.rejects(queriesAbove(migration), /no lens of ours/);
    });
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder, 'Search.vue'));
    await write('more.ts', `${search('<=>')}// again\n`);
    await eventually(async () => {
      assert.ok((await queriesAbove(migration)).files.includes('more.ts'));
    });
  });
});
