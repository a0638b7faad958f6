import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { applyAutomaticFixes, fixedMessage } from '../../../../../src/cli/commands/lint/fix';
import type { Edit } from '../../../../../src/core/edits';
import type { Finding } from '../../../../../src/core/linter/findings/finding';
import type { LintReport } from '../../../../../src/workflows/lint-report';
import { addTags, aFinding, aReport, rangeOf } from './reports';

const text = 'DROP INDEX "a", "b";\nSELECT 1;\n';

/** A finding whose automatic fix makes these edits of the file. */
function fixedBy(edits: Edit[], changes: Partial<Finding> = {}, file = addTags): Finding {
  const fixes = [{ kind: 'keep' as const, title: 'Keep', preferred: true, edits: [{ file, edits }] }];
  return aFinding({ fixes, ...changes });
}

const without = (part: string, of = text): Edit => ({ range: rangeOf(of, part), newText: '' });

describe('applying automatic fixes', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(join(tmpdir(), 'migration-guard-'));
    file = join(folder, addTags);
    fs.mkdirSync(dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  const apply = (findings: Finding[], linted = text, changes: Partial<LintReport> = {}) =>
    applyAutomaticFixes([aReport({ findings, texts: new Map([[addTags, linted]]), ...changes })], folder);
  const content = () => fs.readFileSync(file, 'utf8');

  it('applies all that do not touch each other and leaves nothing else behind', () => {
    const applied = apply([
      fixedBy([without('"a", ')], { index: 'a' }),
      fixedBy([without('SELECT 1;\n')], { index: 's' }),
    ]);
    assert.equal(content(), 'DROP INDEX "b";\n');
    assert.equal(fixedMessage(applied), 'Fixed 2 findings in 1 file: kept a, s');
    assert.deepEqual(fs.readdirSync(dirname(file)), ['migration.sql']);
  });

  it('leaves a fix that touches another for the next round', () => {
    const applied = apply([
      fixedBy([without('"a", ')], { index: 'a' }),
      fixedBy([without(', "b"')], { index: 'b' }),
    ]);
    assert.deepEqual(
      applied.map(({ finding }) => finding.index),
      ['a'],
    );
    assert.equal(content(), 'DROP INDEX "b";\nSELECT 1;\n');
  });

  for (const [what, changes] of [
    ['settled', { state: 'settled' }],
    ['local', { state: 'local' }],
    ['deliberate', { intent: 'deliberate' }],
    ['mild', { severity: 'info' }],
    ['suppressed', { suppressed: { reason: 'r', kind: 'source' } }],
  ] as const) {
    it(`leaves a ${what} finding alone`, () => {
      assert.deepEqual(apply([fixedBy([without('"a", ')], changes)]), []);
      assert.equal(content(), text);
    });
  }

  it('leaves a settled file alone even if the fix of a draft edits it', () => {
    const edit = fixedBy([without('"a", ')], { file: 'prisma/migrations/2_new/migration.sql' });
    assert.deepEqual(apply([edit, aFinding({ state: 'settled', fixes: [] })]), []);
    assert.equal(content(), text);
  });

  it('applies only preferred fixes', () => {
    const [fix] = fixedBy([without('"a", ')]).fixes;
    assert.ok(fix !== undefined);
    assert.deepEqual(apply([aFinding({ fixes: [{ ...fix, preferred: false }] })]), []);
  });

  it('keeps a byte order mark, whether it was linted or not', () => {
    const marked = `\uFEFF${text}`;
    fs.writeFileSync(file, marked);
    apply([fixedBy([without('"a", ')])]);
    assert.equal(content(), '\uFEFFDROP INDEX "b";\nSELECT 1;\n');

    fs.writeFileSync(file, marked);
    apply([fixedBy([without('"a", ', marked)])], marked);
    assert.equal(content(), '\uFEFFDROP INDEX "b";\nSELECT 1;\n');
  });

  it('gives inserted lines the line ends of the file', () => {
    const windows = text.replaceAll('\n', '\r\n');
    fs.writeFileSync(file, windows);
    apply([fixedBy([{ range: { start: 0, end: 0 }, newText: '-- one\n-- two\r\n' }])], windows);
    assert.equal(content(), `-- one\r\n-- two\r\n${windows}`);
  });

  it('keeps the mode of the file', () => {
    fs.chmodSync(file, 0o666);
    apply([fixedBy([without('"a", ')])]);
    assert.equal(fs.statSync(file).mode & 0o777, 0o666);
  });

  it('writes through a symbolic link', () => {
    const target = join(folder, 'elsewhere.sql');
    fs.renameSync(file, target);
    fs.symlinkSync(target, file);
    apply([fixedBy([without('"a", ')])]);
    assert.ok(fs.lstatSync(file).isSymbolicLink());
    assert.equal(fs.readFileSync(target, 'utf8'), 'DROP INDEX "b";\nSELECT 1;\n');
  });

  it('writes nothing at all where one file changed since it was linted', () => {
    const other = 'prisma/migrations/2_other/migration.sql';
    const findings = [fixedBy([without('"a", ')]), fixedBy([without('"a", ')], { file: other }, other)];
    fs.mkdirSync(dirname(join(folder, other)));
    fs.writeFileSync(join(folder, other), `${text}-- saved meanwhile`);
    const texts = new Map([addTags, other].map((name) => [name, text] as const));
    assert.throws(() => apply(findings, text, { texts }), {
      name: 'HumanError',
      message: /2_other\/migration\.sql changed in the meantime, so nothing was written/,
    });
    assert.equal(content(), text);
  });

  it('does not write back a file that is not UTF-8', () => {
    const latin = Buffer.from('DROP INDEX "a", "\xe4";', 'latin1');
    fs.writeFileSync(file, latin);
    const linted = latin.toString('utf8');
    assert.throws(() => apply([fixedBy([without('"a", ', linted)])], linted), {
      name: 'HumanError',
      message: /is not UTF-8, so nothing was written: save it as UTF-8 first$/,
    });
    assert.ok(fs.readFileSync(file).equals(latin));
  });

  it('leaves a read-only file as it is, whoever asks', () => {
    fs.chmodSync(file, 0o444);
    assert.throws(() => apply([fixedBy([without('"a", ')])]), {
      name: 'HumanError',
      message:
        /add_tags\/migration\.sql cannot be changed, so nothing was written: (?:it is read-only|EACCES.*)$/,
    });
    assert.equal(content(), text);
  });

  it('says which file is gone', () => {
    fs.rmSync(file);
    assert.throws(() => apply([fixedBy([without('"a", ')])]), {
      name: 'HumanError',
      message: /add_tags\/migration\.sql cannot be changed, so nothing was written: ENOENT/,
    });
  });
});

describe('what was fixed', () => {
  it('is reported by kind of fix and by index, each once', () => {
    const { fixes } = aFinding();
    const [keep] = fixes;
    assert.ok(keep !== undefined);
    const { index = '', ...nameless } = aFinding({ index: 'a', rule: 'ignored-pattern' });
    const message = fixedMessage([
      { finding: { ...nameless, index }, fix: keep, files: ['/1'] },
      { finding: aFinding({ index: 'b' }), fix: { ...keep, kind: 'recreate' }, files: ['/2'] },
      { finding: aFinding({ index: 'a' }), fix: keep, files: ['/1'] },
      { finding: nameless, fix: keep, files: ['/1'] },
    ]);
    assert.equal(message, 'Fixed 4 findings in 2 files: kept a, ignored-pattern; made b again');
  });
});
