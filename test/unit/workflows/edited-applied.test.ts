import assert from 'node:assert/strict';
import { loadGrammar } from '../../../src/core/sql/grammar';
import { sha256 } from '../../../src/adapters/files/sha256';
import { watchApplied } from '../../../src/workflows/edited-applied';
import { judgingBy } from '../../../src/workflows/judging';
import { textLinter } from '../../../src/workflows/lint-text';
import { ReplayedProject } from '../../../src/workflows/replayed-project';
import { asLine, fileOf, sourceOf, type MemoryProject } from '../../helpers/lint-migration';

const name = '1_notes';
const applied = 'CREATE TABLE notes (id text);\n';
const edited = `${applied}CREATE TABLE tags (id text);\n`;

/** What the editor says of a text of a migration that the local database has applied. */
async function findingsOf(text: string, project: Partial<MemoryProject> = {}) {
  const source = sourceOf({ migrations: { [name]: applied }, ...project });
  const replayed = await ReplayedProject.open(source, loadGrammar);
  const lintText = textLinter(replayed, judgingBy({}), watchApplied(source, sha256));
  return lintText(
    { name, file: fileOf(name), text },
    {
      ...{ environment: 'local', isLocal: true, checksum: sha256(applied), text: applied },
      newFile: () => fileOf('2_notes_continued'),
    },
  );
}

function configured(rule: object): Partial<MemoryProject> {
  return { config: JSON.stringify({ rules: rule }) };
}

describe('a text that is no longer the one that was applied', () => {
  const line = `edited-applied-migration: Changes the SQL of ${name}, which is applied to local already: it will not run there again.`;

  it('is a warning with both ways back', async () => {
    const findings = await findingsOf(edited);
    assert.deepEqual(findings.map(asLine), [`warning ${line}`]);
    assert.deepEqual(
      findings[0]?.fixes.map(({ kind }) => kind),
      ['move', 'revert'],
    );
  });

  it('is nothing where it is the one that was applied', async () => {
    assert.deepEqual(await findingsOf(applied), []);
  });

  it('is as bad as the team has set, as what every other rule says', async () => {
    assert.deepEqual(
      (await findingsOf(edited, configured({ 'edited-applied-migration': 'error' }))).map(asLine),
      [`error ${line}`],
    );
    assert.deepEqual(await findingsOf(edited, configured({ 'edited-applied-migration': 'off' })), []);
  });

  it('can be suppressed, by a comment and by an entry', async () => {
    const comment = '-- migration-guard-ignore-file edited-applied-migration: tried out here\n';
    assert.deepEqual((await findingsOf(comment + edited)).map(asLine), [
      `suppressed (tried out here) ${line}`,
    ]);
    const entry = { migration: name, rule: 'edited-applied-migration', reason: 'known' };
    assert.deepEqual(
      (await findingsOf(edited, { config: JSON.stringify({ ignore: [entry] }) })).map(asLine),
      [`suppressed (known) ${line}`],
    );
  });

  it('is said once where the base has the migration too, with the ways back of the database', async () => {
    const source = sourceOf({ migrations: { [name]: applied }, settled: [name] });
    const atBase = { name, file: fileOf(name), text: applied };
    const history = source.history && {
      ...source.history,
      changedSinceBase: () => Promise.resolve([atBase]),
    };
    const replayed = await ReplayedProject.open({ ...source, history }, loadGrammar);
    const lintText = textLinter(replayed, judgingBy({}), watchApplied(source, sha256));
    const findings = await lintText(
      { name, file: fileOf(name), text: edited },
      {
        ...{ environment: 'prod', isLocal: false, checksum: sha256(applied), text: applied },
        newFile: () => fileOf('2_notes_continued'),
      },
    );
    assert.deepEqual(
      findings.map(({ rule, severity, fixes }) => [rule, severity, fixes.map(({ kind }) => kind)]),
      [['edited-settled-migration', 'error', ['move', 'revert']]],
    );
  });
});
