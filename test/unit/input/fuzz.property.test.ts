import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readScript } from '../../../src/core/sql/statements';
import { scan } from '../../../src/core/sql/scan';
import { assertSound, draft, draftText, fixed, history, open, trickyText, withDraft } from './projects';
import { propertyRuns } from '../../helpers/property-runs';

/** FUZZ_SEED repeats a run, FUZZ_RUNS makes it longer or shorter. */
const seed = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const numRuns = Number(process.env['FUZZ_RUNS'] ?? propertyRuns(150));

/** What breaks readers of SQL: halves of quotations and comments, odd line ends, characters of several units. */
const shards = [
  ...["'", '"', '$$', '$a$', '/*', '*/', '--', ';', ',', '(', ')', '.', '\\', "E'", 'U&"', '::', '%I'],
  ...['\0', '\uFEFF', '\r', '\r\n', '\n', '\u2028', '😀', '\ud83d', '\udc00', '\u0301', '\u00a0', 'ﬀ'],
  ...['DROP INDEX ', 'idx_memories_embedding', '-- DropIndex\n', 'BEGIN;', 'CREATE INDEX ON memories ('],
  ...['DO $$ BEGIN ', 'EXECUTE ', 'BEGIN ATOMIC ', 'IF EXISTS ', 'CASCADE', 'ONLY ', 'public.', '"a"."b".'],
];

type Mutation = (text: string) => string;

const at = fc.double({ min: 0, max: 1, noNaN: true });
const offsetAt = (text: string, share: number): number => Math.floor(share * (text.length + 1));

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(at, fc.constantFrom(...shards)).map(([where, shard]): Mutation => (text) => {
    const index = offsetAt(text, where);
    return text.slice(0, index) + shard + text.slice(index);
  }),
  fc.tuple(at, fc.nat(40)).map(([where, length]): Mutation => (text) => {
    const index = offsetAt(text, where);
    return text.slice(0, index) + text.slice(index + length);
  }),
  fc.tuple(at, at, fc.nat(60)).map(([from, to, length]): Mutation => (text) => {
    const source = offsetAt(text, from);
    const target = offsetAt(text, to);
    return text.slice(0, target) + text.slice(source, source + length) + text.slice(target);
  }),
  fc.tuple(at, at).map(([a, b]): Mutation => (text) => {
    const lines = text.split('\n');
    const first = Math.floor(a * (lines.length - 1));
    const second = Math.floor(b * (lines.length - 1));
    [lines[first], lines[second]] = [lines[second] ?? '', lines[first] ?? ''];
    return lines.join('\n');
  }),
  fc.tuple(at, fc.nat(255)).map(([where, byte]): Mutation => (text) => {
    const bytes = Buffer.from(text);
    bytes[Math.floor(where * Math.max(bytes.length - 1, 0))] = byte;
    return bytes.toString('utf8');
  }),
  fc.constant<Mutation>((text) => text.replaceAll('\n', '\r\n')),
);

const mutated = (texts: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...texts), fc.array(mutation, { minLength: 1, maxLength: 6 }))
    .map(([text, mutations]) => mutations.reduce((sofar, mutate) => mutate(sofar), text));

const anyText = mutated([draftText, trickyText, draftText + trickyText, ...history.map(({ text }) => text)]);

describe(`mutated SQL (FUZZ_SEED=${seed})`, function () {
  this.timeout(60_000);

  it('is scanned into tokens and comments that lie in the text, in order, and cover what is not space', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { tokens, comments } = scan(text);
        const pieces = [...tokens, ...comments].sort((a, b) => a.start - b.start);
        let end = 0;
        for (const piece of pieces) {
          assert.ok(piece.start >= end && piece.end > piece.start && piece.end <= text.length);
          assert.match(text.slice(end, piece.start), /^[\s\uFEFF]*$/);
          end = piece.end;
        }
        assert.match(text.slice(end), /^[\s\uFEFF]*$/);
        let last = 0;
        for (const { start, end: stop } of readScript(text).statements) {
          assert.ok(start >= last && stop > start && stop <= text.length);
          last = stop;
        }
      }),
      { seed, numRuns: numRuns * 4 },
    );
  });

  it('is linted as a draft, with findings and fixes that lie in their files', async () => {
    const project = await open(history);
    const file = history.at(-1)?.file ?? '';
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        assertSound(await project.lintText({ name: draft, file, text }), withDraft(text));
      }),
      { seed, numRuns: numRuns * 2 },
    );
  });

  it('is replayed anywhere in a history', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 5 }), async (texts) => {
        const migrations = [...history];
        texts.forEach((text, index) => {
          const name = `2025110500000${index}_mutated`;
          migrations.splice(index + 1, 0, { name, file: `migrations/${name}/migration.sql`, text });
        });
        assertSound(await (await open(migrations)).lint(), migrations);
      }),
      { seed, numRuns },
    );
  });

  it('is fixed to something that needs no more fixes, and everything is still there except what was taken out', async () => {
    await fc.assert(
      fc.asyncProperty(mutated([draftText, draftText + trickyText]), async (text) => {
        const once = await fixed(text);
        assert.equal(await fixed(once), once);
        const kept = once.replace(/-- migration-guard: .*\r?\n?/g, '');
        assert.ok(isPart(kept.replace(/\s/g, ''), text.replace(/\s/g, '')), 'nothing was added but remarks');
      }),
      { seed, numRuns: Math.ceil(numRuns / 3) },
    );
  });
});

/** Whether all characters of `part` occur in `whole` in their order. */
function isPart(part: string, whole: string): boolean {
  let from = 0;
  for (const character of part) {
    const index = whole.indexOf(character, from);
    if (index < 0) return false;
    from = index + character.length;
  }
  return true;
}
