import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import type { Log, Result, Run } from 'sarif';
import { ruleMetadata } from '../../../../../../src/core/linter/findings/rule-metadata';
import { sarif } from '../../../../../../src/cli/commands/lint/formats/sarif';
import { untouchedReport, type LintReport } from '../../../../../../src/workflows/lint-report';
import { addTags, addTagsText, aFinding, aReport, cwd, rangeOf, reportOn } from '../reports';

const rules = [
  ruleMetadata({
    id: 'drop-protected-index',
    summary: 'A statement drops a protected index.',
    kinds: ['migration'],
    severity: { generated: 'error', deliberate: 'hint' },
    fixable: [],
  }),
  ruleMetadata({
    id: 'not-idempotent',
    summary: 'A statement fails when it runs twice.',
    kinds: ['migration'],
    severity: { generated: undefined, deliberate: 'warning' },
    isOffByDefault: true,
    fixable: [],
  }),
];

/** The official schema: TypeScript's declarations of it let too much through. */
const validate = (() => {
  const load = (id: string): object => JSON.parse(readFileSync(require.resolve(id), 'utf8')) as object;
  const ajv = new Ajv({ schemaId: 'auto', allErrors: true });
  ajv.addMetaSchema(load('ajv/lib/refs/json-schema-draft-04.json'));
  return ajv.compile(load('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'));
})();

function runsOf(reports: readonly LintReport[]): Run[] {
  const log = JSON.parse(sarif(reports, { cwd, version: '1.2.3', rules })) as Log;
  assert.equal(validate(log), true, JSON.stringify(validate.errors, null, 2));
  return log.runs;
}

function runOf(report: LintReport): Run {
  const [run] = runsOf([report]);
  assert.ok(run !== undefined);
  return run;
}

function resultsOf(report: LintReport): Result[] {
  return runOf(report).results ?? [];
}

describe('the SARIF reporter', () => {
  it('gives a log that the official schema accepts, with everything that a report can hold', () => {
    const related = [{ file: addTags, range: { start: 0, end: 3 }, message: 'Made here' }];
    const findings = [
      aFinding({ related }),
      aFinding({ severity: 'hint' }),
      aFinding({ rule: 'unheard-of', file: 'elsewhere.sql' }),
    ];
    const run = runOf(aReport({ notices: ['A notice.'], findings }));
    assert.deepEqual(
      run.invocations?.[0]?.toolExecutionNotifications?.map(({ message }) => message.text),
      ['A notice.'],
    );
    assert.deepEqual(
      run.tool.driver.rules?.map(({ id, helpUri, defaultConfiguration }) => [
        id,
        helpUri,
        defaultConfiguration,
      ]),
      [
        ['drop-protected-index', rules[0]?.page, { level: 'error' }],
        ['not-idempotent', rules[1]?.page, { level: 'warning', enabled: false }],
        ['unheard-of', undefined, undefined],
      ],
    );
    assert.deepEqual(
      run.results?.map(({ ruleIndex }) => ruleIndex),
      [0, 0, 2],
    );
  });

  it('gives each project a run of its own category, whichever others are linted with it', () => {
    const [api, web] = ['apps/api', 'apps/web'].map((root) => aReport({ root: `${cwd}/${root}` }));
    assert.ok(api && web);
    const all = runsOf([api, web]);
    assert.deepEqual(
      all.map(({ automationDetails, results = [] }) => [automationDetails?.id, results.length]),
      [
        ['migration-guard/apps/api/', 1],
        ['migration-guard/apps/web/', 1],
      ],
    );
    const fingerprintsIn = (runs: readonly Run[]) =>
      runs.flatMap(({ results = [] }) => results.map(({ partialFingerprints }) => partialFingerprints));
    const untouched = untouchedReport({ root: `${cwd}/apps/api` }, []);
    const changed = runsOf([web, untouched]);
    assert.equal(changed[0]?.automationDetails?.id, 'migration-guard/apps/web/');
    assert.deepEqual(fingerprintsIn(changed), fingerprintsIn(all.slice(1)));
    const left = (runs: readonly Run[]) =>
      runs[0]?.invocations?.[0]?.toolExecutionNotifications?.at(-1)?.message;
    assert.match(left(changed)?.text ?? '', /^1 project is as at the base and not linted\.$/);
    const none = runsOf([untouched]);
    assert.equal(none[0]?.automationDetails?.id, 'migration-guard/');
    assert.deepEqual(left(none), left(changed));
  });

  it('would not pass the schema with a mistake in it', () => {
    assert.equal(validate({ version: '2.1.0', runs: [{ results: [{ level: 'hint' }] }] }), false);
  });

  it('places a result by URI, 1-based lines and UTF-16 columns', () => {
    const text = `-- 😀\r\n/* 😀 */ DROP INDEX "a";`;
    const [result] = resultsOf(reportOn(text, rangeOf(text, '"a"')));
    assert.deepEqual(result?.locations?.[0]?.physicalLocation, {
      artifactLocation: { uri: addTags, uriBaseId: '%SRCROOT%' },
      region: { startLine: 2, startColumn: 21, endLine: 2, endColumn: 24, charOffset: 27, charLength: 3 },
    });
    assert.equal(runOf(aReport()).columnKind, 'utf16CodeUnits');
  });

  it('names the migration in the second last part of every URI', () => {
    const files = [
      addTags,
      `${cwd}/${addTags}`,
      '/elsewhere/migrations/20260301120000_add_tags/migration.sql',
      '../beside it/migrations/20260301120000_add_tags/migration.sql',
      'a b/100%/#?/ü/20260301120000_add_tags/migration.sql',
    ];
    const uris = resultsOf(aReport({ findings: files.map((file) => aFinding({ file })) })).map(
      (result) => result.locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? '',
    );
    assert.deepEqual(uris, [
      addTags,
      addTags,
      'file:///elsewhere/migrations/20260301120000_add_tags/migration.sql',
      'file:///beside%20it/migrations/20260301120000_add_tags/migration.sql',
      'a%20b/100%25/%23%3F/%C3%BC/20260301120000_add_tags/migration.sql',
    ]);
    for (const uri of uris) assert.equal(uri.split('/').at(-2), '20260301120000_add_tags');
    assert.deepEqual(runOf(aReport()).originalUriBaseIds, { '%SRCROOT%': { uri: 'file:///work%20space/' } });
  });

  it('is no success where a file could not be read', () => {
    const unread = [{ file: `${cwd}/${addTags}`, reason: 'permission denied' }];
    const [invocation] = runOf(aReport({ unread })).invocations ?? [];
    assert.equal(invocation?.executionSuccessful, false);
    assert.deepEqual(invocation.toolExecutionNotifications, [
      { level: 'error', message: { text: `${addTags} could not be read: permission denied.` } },
    ]);
    assert.equal(runOf(aReport()).invocations?.[0]?.executionSuccessful, true);
  });

  it('says how to restore what a settled migration lost', () => {
    const [result] = resultsOf(aReport({ findings: [aFinding({ restore: 'CREATE INDEX a ON b (c);' })] }));
    assert.match(
      result?.message.text ?? '',
      /To get it back, make it in a new migration: CREATE INDEX a ON b \(c\);$/,
    );
  });

  it('turns info and hint into notes', () => {
    const findings = (['error', 'warning', 'info', 'hint'] as const).map((severity) =>
      aFinding({ severity }),
    );
    assert.deepEqual(
      resultsOf(aReport({ findings })).map(({ level }) => level),
      ['error', 'warning', 'note', 'note'],
    );
  });

  it('keeps what SARIF has no word for in the properties', () => {
    assert.deepEqual(resultsOf(aReport())[0]?.properties, {
      index: 'idx_memories_embedding',
      loss: 'drop',
      intent: 'generated',
      state: 'draft',
    });
  });

  it('gives every result its suppressions, most of them none', () => {
    const findings = [
      aFinding(),
      aFinding({ suppressed: { kind: 'source', reason: 'in the file' } }),
      aFinding({ suppressed: { kind: 'config', reason: 'in the config' } }),
    ];
    assert.deepEqual(
      resultsOf(aReport({ findings })).map(({ suppressions }) => suppressions),
      [
        [],
        [{ kind: 'inSource', status: 'accepted', justification: 'in the file' }],
        [{ kind: 'external', status: 'accepted', justification: 'in the config' }],
      ],
    );
  });

  it('writes down every fix that edits something', () => {
    const [fix, ...others] = resultsOf(aReport())[0]?.fixes ?? [];
    assert.equal(others.length, 0);
    assert.equal(fix?.description?.text, 'Keep idx_memories_embedding');
    assert.deepEqual(fix.artifactChanges[0]?.replacements[0], {
      deletedRegion: {
        startLine: 1,
        startColumn: 1,
        endLine: 4,
        endColumn: 1,
        charOffset: 0,
        charLength: 51,
      },
      insertedContent: { text: '' },
    });
  });

  it('keeps a fingerprint when lines move, and tells migrations, indexes and repeats apart', () => {
    const prints = (report: LintReport) =>
      resultsOf(report).map(({ partialFingerprints }) => partialFingerprints?.['migrationGuard/v1']);
    const moved = `-- a new first line\n${addTagsText}`;
    const movedReport = reportOn(moved, rangeOf(moved, '"idx_memories_embedding"'));
    assert.deepEqual(prints(movedReport), prints(aReport()));

    const alone = [
      aFinding(),
      aFinding({ index: 'b' }),
      aFinding({ rule: 'r' }),
      aFinding({ file: 'prisma/migrations/2_x/migration.sql' }),
    ].map((finding) => prints(aReport({ findings: [finding] }))[0]);
    assert.equal(new Set(alone).size, alone.length);
    const [first, second] = prints(aReport({ findings: [aFinding(), aFinding()] }));
    assert.equal(first, alone[0]);
    assert.notEqual(second, first);
  });
});
