import assert from 'node:assert/strict';
import { github } from '../../../../../../src/cli/commands/lint/formats/github';
import type { LintReport } from '../../../../../../src/workflows/lint-report';
import { addTags, addTagsText, aFinding, aReport, cwd, rangeOf, reportOn } from '../reports';

function lines(reports: LintReport | LintReport[], top = cwd): string[] {
  return github([reports].flat(), { cwd, top }).split('\n').slice(0, -1);
}

/** As the runner reads a command: https://github.com/actions/runner, ActionCommand. */
function parse(line: string): { command: string; properties: Record<string, string>; message: string } {
  const [, head = '', message = ''] = /^::(.*?)::(.*)$/.exec(line) ?? [];
  const [command = '', rest = ''] = head.split(/ (.*)/);
  const unescape = (text: string) =>
    text
      .replaceAll('%0D', '\r')
      .replaceAll('%0A', '\n')
      .replaceAll('%3A', ':')
      .replaceAll('%2C', ',')
      .replaceAll('%25', '%');
  const pairs = rest.split(',').flatMap((pair) => {
    const [, key, value] = /^([^=]+)=(.*)$/.exec(pair) ?? [];
    return key === undefined || value === undefined ? [] : [[key, unescape(value)]];
  });
  return {
    command,
    properties: Object.fromEntries(pairs) as Record<string, string>,
    message: unescape(message),
  };
}

describe('the GitHub reporter', () => {
  it('gives an annotation with its position, a title and how to fix it, and the summary last', () => {
    assert.deepEqual(lines(aReport()), [
      `::error file=${addTags},line=2,endLine=2,col=12,endColumn=36,title=drop-protected-index%3A idx_memories_embedding::Drops idx_memories_embedding, an ivfflat index on memories.embedding that Prisma cannot see. Made by hand in 20251127020000_restore_vector_index; not declared in schema.prisma. Fix it: migration-guard lint --fix`,
      '1 error in 1 of 214 migrations',
    ]);
  });

  it('puts the worst first: GitHub shows ten of a kind', () => {
    const findings = (['hint', 'warning', 'info', 'error'] as const).map((severity) =>
      aFinding({ severity }),
    );
    const commands = lines([aReport({ findings }), aReport()]).map((line) => parse(line).command);
    assert.deepEqual(commands, ['error', 'error', 'warning', 'notice', 'notice', '']);
  });

  it('leaves out what is settled or suppressed', () => {
    const findings = [
      aFinding({ state: 'settled' }),
      aFinding({ suppressed: { kind: 'source', reason: 'because' } }),
    ];
    assert.deepEqual(lines(aReport({ findings })), [
      'No findings in 214 migrations; 1 already merged; 1 suppressed',
    ]);
  });

  it('names files as seen from the top of the repository, and nothing outside of it', () => {
    const file = (given: string, top: string) =>
      parse(lines(aReport({ findings: [aFinding({ file: given })] }), top)[0] ?? '').properties['file'];
    assert.equal(file(addTags, '/'), `work space/${addTags}`);
    assert.equal(file(`${cwd}/${addTags}`, cwd), addTags);
    assert.equal(file('../beside/migration.sql', '/'), 'beside/migration.sql');
    assert.equal(file('../beside/migration.sql', cwd), undefined);
    const outside = lines(aReport({ findings: [aFinding({ file: '../beside/migration.sql' })] }))[0];
    assert.match(outside ?? '', /::\.\.\/beside\/migration\.sql: Drops idx_memories_embedding/);
  });

  it('gives columns only where the range is on one line, and no place without the text', () => {
    const [first = ''] = lines(reportOn(addTagsText, rangeOf(addTagsText, '-- DropIndex\nDROP INDEX')));
    const { line, endLine, col } = parse(first).properties;
    assert.deepEqual([line, endLine, col], ['1', '2', undefined]);
    assert.equal(parse(lines(aReport({ texts: new Map() }))[0] ?? '').properties['line'], undefined);
  });

  it('lets nothing of a project begin a command or a property of its own', () => {
    const evil = 'x%0A::error::y, a=b:c\r\n::set-output name=x::y\u2028::stop-commands::z\x1b[2J %25';
    const finding = aFinding({ message: evil, why: evil, index: evil, file: `prisma/${evil}/migration.sql` });
    const all = lines(aReport({ findings: [finding], notices: [evil] }));
    assert.equal(all.length, 3);
    const [error, notice] = all.map(parse);
    assert.equal(error?.command, 'error');
    assert.equal(notice?.command, 'notice');
    const shown = 'x%0A::error::y, a=b:c ::set-output name=x::y\\u{2028}::stop-commands::z\\x1b[2J %25';
    assert.equal(error.message, `${shown} ${shown} Fix it: migration-guard lint --fix`);
    assert.equal(error.properties['title'], `drop-protected-index: ${shown}`);
    assert.equal(error.properties['file'], `prisma/${shown}/migration.sql`);
    assert.deepEqual(Object.keys(error.properties), ['file', 'title']);
    assert.equal(notice.message, shown);
  });

  it('reports what could not be read as errors, and offers no fix that --fix would not apply', () => {
    const unread = [{ file: `${cwd}/${addTags}`, reason: 'permission denied' }];
    const [first, second] = lines(aReport({ unread, mayMend: false })).map(parse);
    assert.deepEqual(first, {
      command: 'error',
      properties: { file: addTags, title: 'Migration Guard' },
      message: `${addTags} could not be read: permission denied.`,
    });
    assert.doesNotMatch(second?.message ?? '', /--fix/);
  });
});
