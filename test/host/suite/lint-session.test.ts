import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { pageOf } from '../../../src/core/linter/findings/rule-metadata';
import type { Finding, Fix } from '../../../src/core/linter/findings/finding';
import { Findings } from '../../../src/editor/findings/findings';
import { LintSession } from '../../../src/editor/lint/lint-session';
import type { DocumentReport, DocumentSnapshot } from '../../../src/editor/lint/document-linter';
import { QuickFixes } from '../../../src/editor/lint/quick-fixes';

const sql = 'SELECT 1;\nDROP INDEX "x";\n';
const name = { start: sql.indexOf('"x"'), end: sql.indexOf('"x"') + 3 };

function finding(file: string, more: Partial<Finding> = {}): Finding {
  return {
    rule: 'drop-protected-index',
    severity: 'warning',
    file,
    range: name,
    state: 'draft',
    message: 'Drops x.',
    why: 'Made by hand.\nNot declared.',
    fixes: [],
    related: [],
    ...more,
  };
}

/** A session on one document whose linter answers when and what the test wants. */
async function setUp() {
  const document = await vscode.workspace.openTextDocument({ content: sql });
  const uri = document.uri.toString();
  const diagnostics = vscode.languages.createDiagnosticCollection('lint-session-test');
  const logged: (string | Error)[] = [];
  const asked: { snapshot: DocumentSnapshot; answer: (report: DocumentReport | Error) => void }[] = [];
  let loads = 0;
  const findings = new Findings({ diagnostics, severityOf: () => undefined, isSkipped: () => false });
  const session = new LintSession({
    findings,
    log: {
      error: (error: string | Error) => logged.push(error),
      warn: (line: string) => logged.push(`warning: ${line}`),
      info: (line: string) => logged.push(line),
    },
    clock: {
      after: (_milliseconds, callback) => {
        callback();
        return () => undefined;
      },
    },
    loadLinter: () => {
      loads += 1;
      if (loads === 1 && failFirstLoad) return Promise.reject(new Error('no parser'));
      return Promise.resolve({
        lint: (snapshot) =>
          new Promise((resolve, reject) => {
            const answer = (report: DocumentReport | Error) =>
              report instanceof Error ? reject(report) : resolve(report);
            asked.push({ snapshot, answer });
          }),
        invalidate: () => undefined,
      });
    },
  });
  let failFirstLoad = false;
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    document,
    uri,
    session,
    logged,
    failFirstLoad: () => (failFirstLoad = true),
    shown: () => [...(diagnostics.get(document.uri) ?? [])],
    versionsAsked: () => asked.map(({ snapshot }) => snapshot.version),
    async lint() {
      session.add(document, 0);
      await settle();
    },
    async answer(
      findings: readonly Finding[] | Error,
      texts = new Map<string, string>(),
      more: Partial<DocumentReport> = {},
    ) {
      const rest = { problems: [], unread: [], notices: [], ...more };
      asked.shift()!.answer(findings instanceof Error ? findings : { findings, texts, ...rest });
      await settle();
    },
    async edit(text: string) {
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(0, 0), text);
      assert.equal(await vscode.workspace.applyEdit(edit), true);
    },
    /** Those that edit something; another one explains the rule. */
    fixes: async () => {
      const range = new vscode.Range(1, 12, 1, 12);
      const actions = await new QuickFixes(session).provideCodeActions(document, range);
      return actions?.filter(({ edit }) => edit !== undefined);
    },
    close: () => {
      session.dispose();
      diagnostics.dispose();
    },
  };
}

describe('a lint session', () => {
  let on: Awaited<ReturnType<typeof setUp>>;

  beforeEach(async () => {
    on = await setUp();
  });

  afterEach(() => on.close());

  it('shows a finding with its severity, rule, words and origin', async () => {
    const origin = 'file:///elsewhere/migration.sql';
    const made = '-- made\nCREATE INDEX "x"';
    await on.lint();
    await on.answer(
      [finding(on.uri, { related: [{ file: origin, range: { start: 8, end: 20 }, message: 'Made here.' }] })],
      new Map([[origin, made]]),
    );
    const [diagnostic] = on.shown();
    assert.equal(diagnostic!.message, 'Drops x. Made by hand. Not declared.');
    assert.equal(diagnostic!.severity, vscode.DiagnosticSeverity.Warning);
    assert.deepEqual(diagnostic!.range, new vscode.Range(1, 11, 1, 14));
    assert.ok(typeof diagnostic!.code === 'object');
    assert.equal(diagnostic!.code.target.toString(), pageOf('drop-protected-index'));
    const [related] = diagnostic!.relatedInformation!;
    assert.equal(related!.location.uri.toString(), origin);
    assert.deepEqual(related!.location.range, new vscode.Range(1, 0, 1, 12));
  });

  it('shows neither suppressed findings nor those of other files', async () => {
    await on.lint();
    await on.answer([
      finding(on.uri, { suppressed: { kind: 'source', reason: 'known' } }),
      finding('file:///elsewhere/migration.sql'),
    ]);
    assert.deepEqual(on.shown(), []);
  });

  it('drops what was found in an older version', async () => {
    await on.lint();
    await on.edit('-- typed meanwhile\n');
    await on.answer([finding(on.uri)]);
    assert.deepEqual(on.shown(), []);
  });

  it('lints the newest version after a run that was overtaken', async () => {
    await on.lint();
    const [old] = on.versionsAsked();
    await on.edit('-- typed meanwhile\n');
    await on.lint();
    assert.deepEqual(on.versionsAsked(), [old], 'two runs at a time');
    await on.answer([]);
    assert.deepEqual(on.versionsAsked(), [on.document.version]);
  });

  it('shows nothing that comes after the document was closed', async () => {
    await on.lint();
    on.session.drop(on.document);
    await on.answer([finding(on.uri)]);
    assert.deepEqual(on.shown(), []);
  });

  it('takes the diagnostics of a closed document away', async () => {
    await on.lint();
    await on.answer([finding(on.uri)]);
    assert.equal(on.shown().length, 1);
    on.session.drop(on.document);
    assert.deepEqual(on.shown(), []);
  });

  it('logs an exception whole, takes the old findings away and goes on', async () => {
    await on.lint();
    await on.answer([finding(on.uri)]);
    await on.lint();
    const failure = new Error('broken rule');
    await on.answer(failure);
    assert.ok(on.logged.includes(failure));
    assert.deepEqual(on.shown(), []);
    await on.lint();
    await on.answer([finding(on.uri)]);
    assert.equal(on.shown().length, 1);
  });

  it('shows what is wrong with a file that configures us', async () => {
    await on.lint();
    await on.answer([], new Map(), { problems: [{ file: on.uri, range: name, message: 'No such key.' }] });
    const [diagnostic] = on.shown();
    assert.equal(diagnostic!.message, 'No such key.');
    assert.equal(diagnostic!.severity, vscode.DiagnosticSeverity.Error);
    assert.deepEqual(diagnostic!.range, new vscode.Range(1, 11, 1, 14));
  });

  it('says at the top that part of the project could not be read, and logs it once', async () => {
    const file = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, 'gone.sql').toString();
    const unread = [{ file, reason: 'permission denied' }];
    for (let run = 0; run < 2; run++) {
      await on.lint();
      await on.answer([finding(on.uri)], new Map(), { unread, notices: ['There is no git.'] });
    }
    const [incomplete, ...others] = on.shown();
    assert.match(incomplete!.message, /gone\.sql could not be read: permission denied\./);
    assert.deepEqual(incomplete!.range, new vscode.Range(0, 0, 0, 0));
    assert.equal(others.length, 1);
    assert.deepEqual(on.logged, [
      'warning: gone.sql could not be read: permission denied.',
      'There is no git.',
    ]);
  });

  it('tries again after a linter that could not be loaded', async () => {
    on.failFirstLoad();
    await on.lint();
    assert.deepEqual(on.versionsAsked(), []);
    const [, failure, advice] = on.logged;
    assert.match(String(failure), /no parser/);
    assert.match(String(advice), /migration-guard doctor/);
    await on.lint();
    assert.equal(on.versionsAsked().length, 1);
  });
});

describe('quick fixes', () => {
  const workspace = vscode.workspace.workspaceFolders![0]!.uri;
  let tests = 0;
  let other: vscode.Uri;
  let on: Awaited<ReturnType<typeof setUp>>;

  beforeEach(async () => {
    tests += 1; // A file of its own for each: documents stay open for a while.
    other = vscode.Uri.joinPath(workspace, `other-${tests}.json`);
    on = await setUp();
  });

  afterEach(async () => {
    on.close();
    await vscode.workspace.fs.delete(other).then(undefined, () => undefined);
  });

  const write = (text: string) => vscode.workspace.fs.writeFile(other, new TextEncoder().encode(text));

  const keep = (): Fix => ({
    kind: 'keep',
    title: 'Keep x',
    preferred: true,
    edits: [{ file: on.uri, edits: [{ range: { start: 10, end: sql.length }, newText: '' }] }],
  });
  const list = (start: number): Fix => ({
    kind: 'list',
    title: 'List x',
    preferred: false,
    edits: [{ file: other.toString(), edits: [{ range: { start, end: start }, newText: '"x"' }] }],
  });

  it('are those of the finding, with its diagnostic and its preference', async () => {
    await on.lint();
    await on.answer([finding(on.uri, { fixes: [keep()] })]);
    const [fix] = (await on.fixes())!;
    assert.equal(fix!.title, 'Keep x');
    assert.equal(fix!.isPreferred, true);
    assert.deepEqual(fix!.diagnostics, on.shown());
    assert.equal(await vscode.workspace.applyEdit(fix!.edit!), true);
    assert.equal(on.document.getText(), 'SELECT 1;\n');
  });

  it('are not offered for a version that has been typed over', async () => {
    await on.lint();
    await on.answer([finding(on.uri, { fixes: [keep()] })]);
    await on.edit('-- typed\n');
    assert.equal(await on.fixes(), undefined);
  });

  it('edit another file', async () => {
    await write('\uFEFF[\r\n]');
    await on.lint();
    await on.answer([finding(on.uri, { fixes: [list(4)] })], new Map([[other.toString(), '\uFEFF[\r\n]']]));
    const [fix] = (await on.fixes())!;
    assert.equal(await vscode.workspace.applyEdit(fix!.edit!), true);
    assert.equal((await vscode.workspace.openTextDocument(other)).getText(), '[\r\n"x"]');
  });

  it('do not touch another file that has changed since it was read', async () => {
    await write('[ ]');
    await on.lint();
    await on.answer([finding(on.uri, { fixes: [list(1)] })], new Map([[other.toString(), '[]']]));
    assert.deepEqual(await on.fixes(), []);
  });

  it('make a file that there was not, unless somebody else has made it', async () => {
    await on.lint();
    await on.answer([finding(on.uri, { fixes: [list(0)] })]);
    assert.equal((await on.fixes())!.length, 1);
    await write('{}');
    assert.deepEqual(await on.fixes(), []);
  });
});
