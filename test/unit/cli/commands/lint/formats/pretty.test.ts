import assert from 'node:assert/strict';
import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { pretty } from '../../../../../../src/cli/commands/lint/formats/pretty';
import { untouchedReport, skipNotice, type LintReport } from '../../../../../../src/workflows/lint-report';
import { addTags, addTagsText, aFinding, aReport, cwd, rangeOf, reportOn, restoreVector } from '../reports';

function show(reports: LintReport | LintReport[], width = 80, settled = false): string {
  return pretty([reports].flat(), { cwd, width, color: false, settled });
}

/** The two lines of the first code frame, without their gutters. */
function frame(report: LintReport, width = 80): [source: string, carets: string] {
  const [source, carets] = show(report, width)
    .split('\n')
    .flatMap((line) => /^[ \d]{6,} │ (.*)$/.exec(line)?.[1] ?? []);
  assert.ok(source !== undefined && carets !== undefined, 'there is a code frame');
  return [source, carets];
}

describe('the pretty reporter', () => {
  it('says once by which Prisma it judged, where that is assumed', () => {
    const project = (root: string, source: 'assumed' | 'locked') =>
      aReport({ root, findings: [], prisma: { version: '7.10.0', source } });
    assert.match(
      show(project(cwd, 'assumed')),
      /^Note: Prisma 7\.10\.0 is assumed: no version is installed, locked or required\.$/m,
    );
    const several = [project('a', 'assumed'), project('b', 'locked'), project('c', 'assumed')];
    assert.equal(
      show(several, 120).match(/Prisma 7\.10\.0 is assumed for 2 projects: no version is/g)?.length,
      1,
    );
    assert.doesNotMatch(show(project(cwd, 'locked')), /assumed/);
  });

  it('does not say so where nothing was judged, or to somebody who wants quiet', () => {
    const assumed = { findings: [], prisma: { version: '7.10.0', source: 'assumed' } } as const;
    assert.doesNotMatch(show(aReport({ ...assumed, linted: 0, skipped: 'SQLite' })), /assumed/);
    const quiet = pretty([aReport(assumed)], { cwd, width: 80, color: false, quiet: true });
    assert.doesNotMatch(quiet, /assumed/);
  });

  it('shows a finding as the design does, in 120 columns', () => {
    assert.equal(
      show(aReport(), 120),
      `prisma/migrations/20260301120000_add_tags/migration.sql
  2:12  error  drop-protected-index
     2 │ DROP INDEX "idx_memories_embedding";
       │            ^^^^^^^^^^^^^^^^^^^^^^^^
     Drops idx_memories_embedding, an ivfflat index on memories.embedding that Prisma cannot see.
     Made by hand in 20251127020000_restore_vector_index; not declared in schema.prisma.
     Keep it: migration-guard lint --fix    It is deliberate: -- migration-guard-ignore drop-protected-index: <reason>

1 error in 1 of 214 migrations
`,
    );
  });

  it('wraps words at 80 columns but breaks nothing that is there to be copied', () => {
    assert.equal(
      show(aReport(), 80),
      `prisma/migrations/20260301120000_add_tags/migration.sql
  2:12  error  drop-protected-index
     2 │ DROP INDEX "idx_memories_embedding";
       │            ^^^^^^^^^^^^^^^^^^^^^^^^
     Drops idx_memories_embedding, an ivfflat index on memories.embedding that
     Prisma cannot see.
     Made by hand in 20251127020000_restore_vector_index; not declared in
     schema.prisma.
     Keep it: migration-guard lint --fix
     It is deliberate: -- migration-guard-ignore drop-protected-index: <reason>

1 error in 1 of 214 migrations
`,
    );
  });

  it('says the same with colours as without', () => {
    const colored = pretty([aReport()], { cwd, width: 120, color: true });
    assert.ok(colored.includes('\x1b[31merror\x1b[39m'));
    assert.equal(stripVTControlCharacters(colored), show(aReport(), 120));
  });

  it('says what was linted when nothing was found', () => {
    assert.equal(show(aReport({ findings: [] })), 'No findings in 214 migrations\n');
    assert.equal(
      show(aReport({ findings: [], linted: 1 })),
      'No findings in 1 migration; the history has 214\n',
    );
  });

  it('counts findings outside migrations as files', () => {
    const finding = aFinding({ file: 'prisma/drift-ignore.json', severity: 'warning' });
    assert.match(show(aReport({ findings: [finding] })), /^1 warning in 1 file \(214 migrations\)$/m);
  });

  it('groups findings by file in the order in which they came, and names it with each', () => {
    const other = aFinding({ file: restoreVector, severity: 'warning' });
    const texts = new Map([addTags, restoreVector].map((file) => [file, addTagsText]));
    const findings = [aFinding(), other, aFinding({ severity: 'info' })];
    const text = show(aReport({ findings, texts }));
    const lines = text.split('\n').filter((line) => /^prisma|^ {2}\S/.test(line));
    assert.deepEqual(lines, [
      addTags,
      '  2:12  error  drop-protected-index',
      addTags,
      '  2:12  info  drop-protected-index',
      restoreVector,
      '  2:12  warning  drop-protected-index',
    ]);
    assert.match(text, /^1 error, 1 warning, 1 info in 2 of 214 migrations$/m);
  });

  it('does not count a migration that was deleted among those that there are', () => {
    const rule = 'edited-settled-migration';
    const text = show(aReport({ findings: [aFinding({ rule, file: restoreVector, fixes: [] })] }));
    assert.match(text, /^ {2}error {2}edited-settled-migration$/m);
    assert.match(text, /^1 error in 1 file \(214 migrations\)$/m);
  });

  it('offers no comment against the edit of a settled migration', () => {
    const edited = aFinding({ rule: 'edited-settled-migration', fixes: [] });
    assert.doesNotMatch(show(aReport({ findings: [edited] })), /migration-guard-ignore/);
  });

  it('shows settled findings last and apart, and offers no comment in their files', () => {
    const settled = aFinding({ state: 'settled', severity: 'warning', file: restoreVector, fixes: [] });
    const report = aReport({ findings: [settled, aFinding()] });
    const text = show(report, 80, true);
    const heading = text.indexOf('Already merged: part of the base, so these do not fail the run.');
    assert.ok(heading > text.indexOf(addTags));
    assert.ok(heading < text.indexOf(`${restoreVector}\n`));
    const apart = text.slice(heading);
    assert.doesNotMatch(apart, /--fix|migration-guard-ignore/);
    assert.match(apart, /^1 error in 1 of 214 migrations; 1 already merged$/m);
  });

  it('counts settled findings in one line, unless they are asked for', () => {
    const settled = aFinding({ state: 'settled', severity: 'warning', file: restoreVector, fixes: [] });
    assert.equal(
      show(aReport({ findings: [settled, settled] })),
      'No findings in 214 migrations; 2 already merged (--settled lists them)\n',
    );
  });

  it('counts suppressed findings, and shows of them where they are and why they do not count', () => {
    const suppressed = aFinding({ suppressed: { reason: 'not used any more', kind: 'source' } });
    const byEntry = aFinding({ suppressed: { reason: 'moved', kind: 'config' } });
    assert.equal(
      show(aReport({ findings: [suppressed, byEntry] })),
      `Suppressed, for the reasons given:
  ${addTags}:2  drop-protected-index
    idx_memories_embedding: not used any more (a comment)
  ${addTags}:2  drop-protected-index
    idx_memories_embedding: moved (migration-guard.json)

No findings in 214 migrations; 2 suppressed
`,
    );
  });

  it('says how many more are suppressed than it shows', () => {
    const suppressed = aFinding({ suppressed: { reason: 'not used any more', kind: 'source' } });
    const text = show(aReport({ findings: Array.from({ length: 23 }, () => suppressed) }));
    assert.match(text, /^ {2}and 3 more, which --format json lists$/m);
  });

  it('names the file to fix if it is not known to be a draft', () => {
    const text = show(aReport({ mayMend: false }));
    assert.match(text, new RegExp(`^ {5}Keep it: migration-guard lint --fix ${addTags}$`, 'm'));
  });

  it('quotes that file where a shell would take it for more', () => {
    const file = "it's $(here)/1_a/migration.sql";
    const report = aReport({
      mayMend: false,
      findings: [aFinding({ file, fixes: aFinding().fixes })],
      texts: new Map([[file, addTagsText]]),
    });
    assert.ok(show(report).includes(`lint --fix 'it'\\''s $(here)/1_a/migration.sql'\n`));
  });

  it('names the quick fixes of the editor where --fix has none', () => {
    const deliberate = aFinding({ intent: 'deliberate', severity: 'hint' });
    const text = show(aReport({ findings: [deliberate] }));
    assert.doesNotMatch(text, /--fix/);
    assert.match(text, /^ {5}In the editor: Declare it in schema\.prisma$/m);
  });

  it('says so where a project has no migrations yet', () => {
    const empty = aReport({ migrations: 0, linted: 0, findings: [] });
    assert.equal(show(empty), 'There are no migrations yet\n');
  });

  it('gives each of several projects a heading and all of them one summary', () => {
    const clean = aReport({ root: `${cwd}/apps/web`, migrations: 6, linted: 6, findings: [] });
    const lines = show([aReport({ root: `${cwd}/apps/api` }), clean]).split('\n');
    assert.equal(lines[0], 'Project apps/api');
    assert.ok(lines.includes('Project apps/web: no findings in 6 migrations'));
    assert.equal(lines.at(-2), '1 error in 1 of 220 migrations; 2 projects');
  });

  it('shows notices, wrapped under their label', () => {
    const notice =
      'There is no git here, so every migration is a draft and is judged by the schema as it is now.';
    assert.equal(
      show(aReport({ findings: [], notices: [notice] })),
      `Note: There is no git here, so every migration is a draft and is judged by the
      schema as it is now.

No findings in 214 migrations
`,
    );
  });

  it('leaves out place and source where the text of the file is not at hand', () => {
    const text = show(aReport({ texts: new Map() }));
    assert.match(text, /^ {2}error {2}drop-protected-index$/m);
    assert.doesNotMatch(text, /│/);
  });

  it('shows paths as seen from the working directory', () => {
    const absolute = aFinding({ file: `${cwd}/${addTags}` });
    assert.ok(show(aReport({ findings: [absolute] })).startsWith(`${addTags}\n`));
    const outside = aFinding({ file: '/elsewhere/migrations/1_a/migration.sql' });
    assert.ok(show(aReport({ findings: [outside] })).startsWith('../elsewhere/migrations/1_a/'));
  });
});

describe('several projects', () => {
  it('have their settled findings and notices behind everything that counts', () => {
    const settled = aFinding({
      state: 'settled',
      severity: 'warning',
      file: restoreVector,
      fixes: [],
      restore:
        'CREATE INDEX idx_memories_embedding ON memories USING ivfflat (embedding vector_cosine_ops) WITH (lists = 50);',
    });
    const first = aReport({ root: `${cwd}/a`, findings: [settled], notices: ['A notice.'] });
    const lines = show([first, aReport({ root: `${cwd}/b` })], 80, true).split('\n');
    const order = ['Project b', addTags].map((line) => lines.indexOf(line));
    const green = lines.indexOf('Project a: no findings in 214 migrations');
    const apart = lines.findIndex((line) => line.startsWith('Already merged: '));
    const restored = lines.indexOf(`     Make it again in a new migration: ${settled.restore ?? ''}`);
    const all = [
      ...order,
      apart,
      lines.indexOf(restoreVector),
      restored,
      lines.indexOf('Note: A notice.'),
      green,
    ];
    assert.deepEqual(
      all,
      [...all].sort((a, b) => a - b),
    );
    assert.equal(all.indexOf(-1), -1);
  });

  it('are distinguished by their migrations if one folder holds them', () => {
    const reports = ['billing', 'users'].map((name) =>
      aReport({ root: cwd, migrationsFolder: `${cwd}/prisma/${name}/migrations` }),
    );
    const text = show([...reports, aReport({ root: `${cwd}/apps/web`, findings: [] })]);
    assert.match(text, /^Project prisma\/billing\/migrations$/m);
    assert.match(text, /^Project prisma\/users\/migrations$/m);
    assert.match(text, /^Project apps\/web: no findings/m);
  });

  const green = (root: string, changes: Partial<LintReport> = {}) =>
    aReport({ root: `${cwd}/${root}`, migrations: 2, linted: 2, findings: [], ...changes });
  const services = Array.from({ length: 40 }, (_, index) => `services/s${index}`);

  it('without findings take one line, so that of forty the one with a finding is seen', () => {
    const file = `${cwd}/services/s7/${addTags}`;
    const bad = green('services/s7', {
      findings: [aFinding({ file })],
      texts: new Map([[file, addTagsText]]),
    });
    const alone = show(bad).split('\n');
    const all = show(services.map((root) => (root === 'services/s7' ? bad : green(root)))).split('\n');
    const finding = alone.slice(0, alone.indexOf(''));
    assert.deepEqual(all, [
      ...finding,
      '',
      '39 projects: no findings in 78 migrations',
      '1 error in 1 of 80 migrations; 40 projects',
      '',
    ]);
  });

  it('say nothing but the sum where all are green', () => {
    assert.equal(show(services.map((root) => green(root))), 'No findings in 80 migrations; 40 projects\n');
  });

  it('are never hidden among green ones if they were not looked at, or not for all', () => {
    const reports = [
      ...services.slice(0, 20).map((root) => green(root)),
      ...services.slice(20, 27).map((root) => green(root, { skipped: 'MySQL', linted: 0 })),
      ...services.slice(27, 29).map((root) => green(root, { migrations: 0, linted: 0 })),
      ...services
        .slice(29, 31)
        .map((root) => green(root, { leftOut: { rules: ['ignored-pattern'], migrations: 0 } })),
      ...services
        .slice(31, 33)
        .map((root) => green(root, { leftOut: { rules: [], migrations: 1 }, linted: 1 })),
      green('services/s33', {
        broken: [{ file: 'f', range: { start: 0, end: 0 }, message: 'm' }],
        linted: 0,
      }),
      ...services.slice(34).map((root) => untouchedReport({ root: `${cwd}/${root}` }, [])),
    ];
    assert.equal(
      show(reports, 200),
      `20 projects: no findings in 40 migrations
7 projects (services/s20, services/s21, services/s22, services/s23, services/s24 and 2 more): skipped, they use MySQL
2 projects (services/s27, services/s28): no findings in 0 migrations
2 projects (services/s29, services/s30): no findings in 4 migrations; 1 rule is off
2 projects (services/s31, services/s32): no findings in 2 migrations; 2 migrations are skipped
Project services/s33: not linted, its configuration cannot be read
No findings in 46 migrations; 34 projects; 7 skipped; the history has 50; 1 rule is off; 2 migrations are skipped; 1 project not linted; 6 projects are as at the base and not linted
`,
    );
  });

  it('of other databases are named in one line each and counted apart', () => {
    const other = (name: string, skipped: string) =>
      aReport({
        root: `${cwd}/${name}`,
        skipped,
        linted: 0,
        migrations: 5,
        findings: [],
        notices: [skipNotice(skipped)],
      });
    assert.equal(
      show([aReport({ root: `${cwd}/api`, findings: [] }), other('lite', 'SQLite'), other('old', 'MySQL')]),
      `Project api: no findings in 214 migrations
Project lite: skipped, it uses SQLite
Project old: skipped, it uses MySQL
No findings in 214 migrations; 3 projects; 2 skipped
`,
    );
    assert.equal(
      show(other('lite', 'SQLite')),
      `Note: The project uses SQLite, not PostgreSQL: its migrations are not linted.

Nothing to lint
`,
    );
  });
});

describe('a code frame', () => {
  it('expands tabs to stops of four columns', () => {
    const text = '\tDROP\tINDEX "a";';
    assert.deepEqual(frame(reportOn(text, rangeOf(text, '"a"'))), [
      '    DROP    INDEX "a";',
      '                  ^^^',
    ]);
  });

  for (const [what, before, name] of [
    ['wide characters', '/* 索引 */ ', '"顧客_idx"'],
    ['emoji of several code points', '/* 👩‍👩‍👧 👍🏽 */ ', '"a"'],
    ['combining marks', '/* cafe\u0301 */ ', '"cafe\u0301"'],
  ] as const) {
    it(`puts the carets in their place after ${what}`, () => {
      const text = `${before}DROP INDEX ${name};`;
      const [source, carets] = frame(reportOn(text, rangeOf(text, name)));
      assert.equal(source, text);
      assert.equal(carets.indexOf('^'), stringWidth(`${before}DROP INDEX `));
      assert.equal(carets.trim().length, stringWidth(name));
    });
  }

  it('never lets a control character of the source reach the terminal', () => {
    const name = '"a\u202e\x1b[2J\0\u009b\ud800\u2066b"';
    const text = `DROP INDEX ${name}; -- \u2028`;
    const [source, carets] = frame(reportOn(text, rangeOf(text, name)), 120);
    const shown = '"a\\u{202e}\\x1b[2J\\x00\\x9b\\u{d800}\\u{2066}b"';
    assert.equal(source, `DROP INDEX ${shown}; -- \\u{2028}`);
    assert.equal(carets, ' '.repeat(11) + '^'.repeat(shown.length));
  });

  it('underlines the first line of a range over several', () => {
    const text = 'SELECT 1; DROP INDEX   \r\n  "a",\r\n  "b";\r\n';
    const range = rangeOf(text, 'DROP INDEX   \r\n  "a",\r\n  "b"');
    assert.deepEqual(frame(reportOn(text, range)), ['SELECT 1; DROP INDEX   ', '          ^^^^^^^^^^']);
  });

  it('gives an empty range one caret, also at the end of a line or of the text', () => {
    assert.deepEqual(frame(reportOn('a;\nb;\n', { start: 2, end: 2 })), ['a;', '  ^']);
    assert.deepEqual(frame(reportOn('a;\nb;', { start: 5, end: 5 })), ['b;', '  ^']);
    assert.deepEqual(frame(reportOn('', { start: 0, end: 0 })), ['', '^']);
  });

  it('cuts a long line around the range and keeps every line within the width', () => {
    const text = `${'SELECT 1; '.repeat(500)}DROP INDEX "far_away"; ${'SELECT 2; '.repeat(500)}`;
    for (const width of [80, 120]) {
      const [source, carets] = frame(reportOn(text, rangeOf(text, '"far_away"')), width);
      assert.match(source, /^….*DROP INDEX "far_away";.*…$/);
      assert.equal(source.indexOf('"far_away"'), carets.indexOf('^'));
      assert.equal(carets.trim().length, '"far_away"'.length);
      assert.ok(stringWidth(source) <= width - 9);
    }
  });

  it('cuts only the end of a line whose start and range fit', () => {
    const text = `DROP INDEX IF EXISTS "a"."${'b'.repeat(30)}"; ${'-'.repeat(100)}`;
    const range = rangeOf(text, `"${'b'.repeat(30)}"`);
    const [source, carets] = frame(reportOn(text, range));
    assert.match(source, /^DROP INDEX IF EXISTS "a"\."b+"; -+…$/);
    assert.equal(carets, ' '.repeat(25) + '^'.repeat(32));
  });

  it('shows the start of a range that is longer than the line', () => {
    const text = `SELECT 1; DROP INDEX "${'a'.repeat(200)}";`;
    const [source, carets] = frame(reportOn(text, { start: 10, end: text.length }));
    assert.match(source, /DROP INDEX "a+…$/);
    assert.equal(carets.indexOf('^'), source.indexOf('DROP'));
    assert.ok(carets.length <= 71);
  });

  it('does not count a byte order mark as a column', () => {
    const text = '\uFEFFDROP INDEX "a";';
    const report = reportOn(text, rangeOf(text, '"a"'));
    assert.match(show(report), /^ {2}1:12 {2}error/m);
    assert.deepEqual(frame(report), ['DROP INDEX "a";', '           ^^^']);
  });

  it('widens the gutter for a line number that needs it', () => {
    const text = `${'\n'.repeat(1_234_566)}DROP INDEX "a";`;
    assert.match(
      show(reportOn(text, rangeOf(text, '"a"'))),
      /^1234567 │ DROP INDEX "a";\n {8}│ {12}\^\^\^$/m,
    );
  });
});

describe('what a project says elsewhere', () => {
  it('is escaped too: names, messages, notices, paths', () => {
    const text = show(
      aReport({
        root: 'r\x1b',
        notices: ['n\x1b'],
        findings: [
          aFinding({ file: 'f\x1b/migration.sql', message: 'm\x1b\r\nx', why: 'w\x1b', rule: 'r\x1b' }),
        ],
        texts: new Map([['f\x1b/migration.sql', addTagsText]]),
      }),
    );
    assert.doesNotMatch(text, /(?!\n)\p{Cc}/u);
    for (const shown of ['n\\x1b', 'f\\x1b/', 'm\\x1b x', 'w\\x1b']) assert.ok(text.includes(shown), shown);
  });
});
