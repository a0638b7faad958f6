import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { automaticFix } from '../../../src/core/linter/fixes/automatic';
import { applyEdits } from '../../../src/core/edits';
import type { Finding } from '../../../src/core/linter/findings/finding';
import type { Range } from '../../../src/core/range';
import type { LintSource, MigrationFile } from '../../../src/workflows/lint-source';
import { openLinter, type OpenLinter } from '../../helpers/open-linter';

/** The repository's top, from where the compiled tests are. */
const top = path.join(__dirname, '../../../..');

function example(...names: string[]): string {
  return fs.readFileSync(path.join(top, 'examples/memories/prisma', ...names), 'utf8');
}

/** The migrations of the example project, oldest first; the newest drops and duplicates protected indexes. */
export const history: readonly MigrationFile[] = fs
  .readdirSync(path.join(top, 'examples/memories/prisma/migrations'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => ({
    name,
    file: `migrations/${name}/migration.sql`,
    text: example('migrations', name, 'migration.sql'),
  }));

const newest = history.at(-1);
assert.ok(newest);
/** The name of the newest migration. */
export const draft = newest.name;
export const draftText = newest.text;

/** A migration with every kind of quotation and comment, and statements that are of interest within them. */
export const trickyText = `-- AlterTable
ALTER TABLE "memories" ADD COLUMN "süß" TEXT DEFAULT 'it''s; -- no comment', ALTER COLUMN "content" TYPE VARCHAR(10);

/* a comment /* within */ a comment; DROP INDEX "chats_title_idx"; */
CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  NEW.content := E'\\\\'; -- $body
  EXECUTE 'DROP INDEX idx_memories_embedding';
  RETURN NEW;
END $body$;

DO $$ BEGIN
  IF EXISTS (SELECT 1) THEN
    DROP INDEX "public"."idx_memories_embedding" CASCADE;
    EXECUTE format('CREATE INDEX %I ON memories (id)', 'b');
  END IF;
END $$;

-- DropIndex
DROP INDEX IF EXISTS "memories_chat_id_idx", public.idx_memories_embedding;
CREATE UNIQUE INDEX CONCURRENTLY "U&" ON "memories" USING btree (lower("content") DESC NULLS LAST) INCLUDE (id) WHERE ("id" IS NOT NULL);
ALTER INDEX "memories_chunk_group_id_idx" RENAME TO U&"d\\0061t\\+000061";
ALTER TABLE IF EXISTS ONLY memories DROP COLUMN IF EXISTS embedding, RENAME TO "m""m";
SET search_path = "a b", public; -- migration-guard-ignore drop-protected-index: no reason
`;

/** The example project with these migrations in the place of its own. */
function sourceWith(migrations: readonly MigrationFile[]): LintSource {
  return {
    root: '.',
    migrations,
    schema: [{ file: 'schema.prisma', text: example('schema.prisma') }],
    driftIgnore: { file: 'drift-ignore.json', text: example('drift-ignore.json') },
    driftIgnoreFile: 'drift-ignore.json',
    config: undefined,
    prisma: { version: '7.10.0', source: 'assumed' },
    lockProvider: 'postgresql',
    history: undefined,
  };
}

/** The history with another text for the draft. */
export function withDraft(text: string): MigrationFile[] {
  return history.map((migration) => (migration.name === draft ? { ...migration, text } : migration));
}

export async function open(migrations: readonly MigrationFile[]): Promise<OpenLinter> {
  return await openLinter(sourceWith(migrations));
}

/** Every range that a finding names lies in its file, and every fix can be applied. */
export function assertSound(findings: readonly Finding[], migrations: readonly MigrationFile[]): void {
  const { schema, driftIgnore } = sourceWith([]);
  const files = [...migrations, ...schema, ...(driftIgnore ? [driftIgnore] : [])];
  const texts = new Map(files.map(({ file, text }) => [file, text]));
  const within = (file: string, { start, end }: Range): void => {
    const text = texts.get(file);
    assert.ok(text !== undefined, `${file} is known`);
    assert.ok(start >= 0 && start <= end && end <= text.length, `${start} to ${end} lies in ${file}`);
  };
  for (const { file, range, related, fixes, message, why } of findings) {
    within(file, range);
    for (const location of related) within(location.file, location.range);
    assert.doesNotMatch(message + why, /[\r\n]/, 'a message is one line');
    for (const { edits } of fixes) {
      for (const { file: edited, edits: list } of edits) {
        for (const edit of list) within(edited, edit.range);
        applyEdits(texts.get(edited) ?? '', list);
      }
    }
  }
}

/** The text after each automatic fix was applied, one after the other, until none is left. */
export async function fixed(text: string): Promise<string> {
  let now = text;
  for (let round = 0; round < 100; round += 1) {
    const project = await open(withDraft(now));
    const findings = await project.lintText({ name: draft, file: newest?.file ?? '', text: now });
    const next = findings
      .flatMap((finding) => automaticFix(finding)?.edits ?? [])
      .find(({ file, edits }) => file === newest?.file && applyEdits(now, edits) !== now);
    if (!next) return now;
    now = applyEdits(now, next.edits);
  }
  return assert.fail('the fixes come to an end');
}
