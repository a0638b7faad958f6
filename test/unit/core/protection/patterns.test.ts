import assert from 'node:assert/strict';
import { patternTexts } from '../../../../src/core/protection/pattern-texts';
import { tryPatterns } from '../../../../src/core/protection/patterns';
import { readScript } from '../../../../src/core/sql/statements';
import { stoppableMatcher } from '../../../../src/adapters/project/pattern-matcher';

const endless = { pattern: '(a+)+$', text: `${'a'.repeat(5000)}b` };
const patternOf = (source: string) => ({ source, range: { start: 0, end: 1 }, path: 'p' });

describe('the matcher', () => {
  it('matches without regard to case', () => {
    assert.deepEqual(stoppableMatcher()('drop\\s+index', ['DROP  INDEX "a";', 'DROP TABLE a;']), [
      true,
      false,
    ]);
  });

  it('gives up on a pattern that runs for ever, also among many texts, and works on', () => {
    const match = stoppableMatcher();
    assert.equal(match(endless.pattern, [endless.text]), 'timeout');
    assert.equal(match(endless.pattern, ['aaa', endless.text, 'b']), 'timeout');
    assert.deepEqual(match('^a', ['a', 'b']), [true, false]);
  });

  it('accepts many texts that take long only together', () => {
    // Each takes some milliseconds, on a busy machine some more.
    const texts = Array.from({ length: 40 }, (_, number) => `${'a'.repeat(18)}${number}`);
    const results = stoppableMatcher({ forOneMs: 150, forAllMs: 60_000, togetherMs: 60_000 })('^(a|a)*b', [
      ...texts,
      'aab',
    ]);
    assert.deepEqual(results, [...texts.map(() => false), true]);
  });

  it('gives up on a pattern for which time or memory does not suffice', () => {
    assert.equal(stoppableMatcher()('(?:(a)|b)*c', ['ab'.repeat(5e6)]), 'timeout');
  });

  // Catches a matcher that gives each pattern a time of its own.
  it('gives the slow patterns of a file one time together, and goes on with the quick ones', () => {
    const match = stoppableMatcher({ forOneMs: 50, forAllMs: 500, togetherMs: 300 });
    const used = process.cpuUsage();
    const slow = Array.from({ length: 60 }, (_, number) => match(`(a+)+${number}$`, [endless.text]));
    const { user, system } = process.cpuUsage(used);
    assert.ok(slow.every((result) => result === 'timeout'));
    // 60 × 2 × 50 ms without it.
    assert.ok((user + system) / 1000 < 4000, `${(user + system) / 1000} ms`);
    assert.deepEqual(match('^a', ['a', 'b']), [true, false]);
  });

  it('lets a pattern reach nothing of its own context', () => {
    assert.deepEqual(stoppableMatcher()('"\\); throw 1; \\("', ['x']), [false]);
  });
});

describe('patterns on trial', () => {
  it('are tried once on each text', () => {
    const asked: string[][] = [];
    const trial = tryPatterns((_, texts) => {
      asked.push([...texts]);
      return texts.map((text) => text === 'x');
    });
    const pattern = patternOf('p');
    trial.prepare(pattern, ['x', 'y', 'x']);
    assert.deepEqual([trial.matches(pattern, 'x'), trial.matches(pattern, 'y')], [true, false]);
    assert.equal(trial.matches(pattern, 'z'), false);
    assert.deepEqual(asked, [['x', 'y'], ['z']]);
  });

  it('are switched off for good when they run too long, and the others go on', () => {
    let asked = 0;
    const trial = tryPatterns((source, texts) => {
      asked++;
      return source === 'slow' ? 'timeout' : texts.map(() => true);
    });
    const slow = patternOf('slow');
    assert.equal(trial.matches(slow, 'a'), false);
    assert.equal(trial.matches(slow, 'b'), false);
    assert.equal(asked, 1);
    assert.deepEqual(trial.stopped, [slow]);
    assert.equal(trial.matches(patternOf('quick'), 'a'), true);
  });
});

describe('the text that patterns are tried on', () => {
  const textsOf = (text: string): string[] => patternTexts(text, readScript(text));

  it('is the whole statement with its white space folded and its semicolon, without comments', () => {
    assert.deepEqual(textsOf('-- DropIndex\nDROP  INDEX -- DROP INDEX b\n\t"a"'), ['DROP INDEX "a";']);
    assert.deepEqual(textsOf("ALTER TABLE a /* x */ ADD b text DEFAULT 'c\n  d' ;"), [
      "ALTER TABLE a ADD b text DEFAULT 'c d';",
    ]);
  });

  it('is there for CREATE, ALTER and DROP only', () => {
    assert.deepEqual(
      textsOf('SELECT 1; create table a (b int); UPDATE a SET b = 1; COMMENT ON TABLE a IS NULL;'),
      ['create table a (b int);'],
    );
  });
});
