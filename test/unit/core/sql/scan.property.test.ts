import assert from 'node:assert/strict';
import fc from 'fast-check';
import { loadModule, parseSync } from 'libpg-query';
import { scan } from '../../../../src/core/sql/scan';
import { statementCursor } from '../../../../src/core/sql/statement-cursor';
import { readScript } from '../../../../src/core/sql/statements';
import { readSteps, readWholeScript } from '../../../../src/core/sql/steps';
import { fragments, script } from './random-sql';
import { propertyRuns } from '../../../helpers/property-runs';

// fast-check prints the seed and the smallest counterexample of what fails.

/** PostgreSQL's own split, without semicolons. */
function split(text: string): string[] {
  const bytes = Buffer.from(text);
  return (parseSync(text).stmts ?? []).map(({ stmt_location: start = 0, stmt_len: length }) =>
    bytes.subarray(start, length === undefined ? undefined : start + length).toString(),
  );
}

/** Ours, from the first token to the last. */
function ours(text: string): string[] {
  return readScript(text).statements.map(({ start, contentEnd }) => text.slice(start, contentEnd));
}

/** PostgreSQL's statements end at their semicolon: cuts off what only we leave out, comments behind the last token. */
function withoutTail(text: string): string {
  const { tokens } = scan(text);
  return text.slice(tokens[0]?.start, tokens.at(-1)?.end);
}

describe('scanning any text', () => {
  // Catches characters that are passed over, e.g. `code <= SPACE` for `isSpace(code)`, which loses NUL.
  it('gives tokens and comments in order, and between them only white space', () => {
    fc.assert(
      fc.property(fragments, (text) => {
        const { tokens, comments } = scan(text);
        const parts = [...tokens, ...comments].sort((a, b) => a.start - b.start);
        let end = 0;
        for (const part of parts) {
          assert.match(text.slice(end, part.start), end === 0 ? /^\ufeff?[ \t-\r]*$/ : /^[ \t-\r]*$/);
          assert.ok(part.end > part.start && part.start >= end);
          end = part.end;
        }
        assert.match(text.slice(end), end === 0 ? /^\ufeff?[ \t-\r]*$/ : /^[ \t-\r]*$/);
        assert.deepEqual(
          tokens.map(({ start }) => start),
          tokens.map(({ start }) => start).sort((a, b) => a - b),
        );
      }),
      { numRuns: propertyRuns(2000) },
    );
  });

  // Catches a reader that walks on at the end of its tokens, e.g. `skipItem` without its `done`.
  it('gives statements and steps without ever throwing, each token in one statement', () => {
    fc.assert(
      fc.property(fragments, (text) => {
        const read = readScript(text);
        readSteps(text, read);
        const all = scan(text).tokens;
        let left = all.length;
        for (const statement of read.statements) {
          const cursor = statementCursor(text, statement);
          const own = cursor.tokens.map((token) => ({ ...token, ...cursor.mapRange(token) }));
          const { start, contentEnd } = statement;
          assert.ok(own.length > 0);
          assert.deepEqual(
            own,
            all.filter((token) => token.start >= start && token.end <= contentEnd),
            'read by itself, a statement has the tokens that it has in the script',
          );
          left -= own.length;
        }
        assert.ok(left >= 0 && left <= all.filter(({ word }) => word === ';').length);
      }),
      { numRuns: propertyRuns(2000), examples: [['\ufeff\ufeff']] },
    );
  });

  // Catches a reader that gets the tokens of the statement before, or its semicolon too.
  it('gives the same steps whether it reads them in the same go or afterwards', () => {
    fc.assert(
      fc.property(fc.oneof(fragments, script), (text) => {
        const { steps, ...whole } = readWholeScript(text);
        const read = readScript(text);
        assert.deepEqual(whole, read);
        assert.deepEqual(steps, readSteps(text, read));
      }),
      { numRuns: propertyRuns(2000) },
    );
  });

  it('takes parentheses nested a hundred thousand deep', () => {
    const deep = '('.repeat(100_000);
    readSteps(`create index a on b ${deep}`, readScript(`create index a on b ${deep}`));
    const text = `do $$ begin drop index a ${deep}; end $$`;
    assert.equal(readSteps(text, readScript(text)).length, 1);
  });
});

describe("our split of a script and PostgreSQL's", () => {
  before(loadModule);

  // Catches: forgetting `case` in a body (`SELECT CASE … END` would end it), nested comments, the escapes of E'…'.
  it('are the same for scripts that its grammar takes', () => {
    let taken = 0;
    fc.assert(
      fc.property(script, (text) => {
        let expected: string[];
        try {
          expected = text.trim() === '' ? [] : split(text);
        } catch {
          return;
        }
        taken++;
        assert.deepEqual(ours(text), expected.map(withoutTail));
      }),
      { numRuns: propertyRuns(1000) },
    );
    assert.ok(taken > 800, `only ${taken} of 1000 scripts were valid`);
  });
});

const migration = `-- CreateTable
CREATE TABLE "notes" ("id" TEXT NOT NULL, "body" TEXT DEFAULT 'it''s; é', CONSTRAINT "notes_pkey" PRIMARY KEY ("id"));

/* by hand; /* nested */ */
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $fn$ BEGIN NEW.id := ';'; RETURN NEW; END; $fn$;
CREATE OR REPLACE FUNCTION one() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 ELSE 2 END; END;
CREATE RULE r AS ON DELETE TO "notes" DO ALSO (SELECT 1; SELECT E'\\';');
-- DropIndex
DROP INDEX "notes_body;_idx";
ALTER TABLE "notes" ADD COLUMN "tag" TEXT; -- the tag
SELECT U&"d!0061ta" UESCAPE '!', $1, 1.5e-3 FROM "notes"
`;

describe('a half-typed migration', () => {
  // Catches a quotation or comment without an end that reaches back, or an exception at the end of the text.
  it('keeps, at every length, the statements that are whole', () => {
    const whole = readScript(migration).statements;
    assert.equal(whole.length, 7);
    for (let length = 0; length <= migration.length; length++) {
      const text = migration.slice(0, length);
      const read = readScript(text);
      readSteps(text, read);
      const complete = whole.filter(({ end, terminated }) => terminated && end <= length);
      const same = ({ start, end, leading }: (typeof whole)[number]) => ({ start, end, leading });
      assert.deepEqual(
        read.statements.slice(0, complete.length).map(same),
        complete.map(same),
        `at ${length}`,
      );
    }
  });
});
