import type { Finding, Fix } from '../../../../../src/core/linter/findings/finding';
import type { LintReport } from '../../../../../src/workflows/lint-report';

/** Everything here is seen from this folder; it need not exist. */
export const cwd = '/work space';

export const addTags = 'prisma/migrations/20260301120000_add_tags/migration.sql';
export const restoreVector = 'prisma/migrations/20251127020000_restore_vector_index/migration.sql';

export const addTagsText = [
  '-- DropIndex',
  'DROP INDEX "idx_memories_embedding";',
  '',
  '-- CreateTable',
  'CREATE TABLE "tags" ("id" SERIAL NOT NULL);',
  '',
].join('\n');

/** The range of the first occurrence of `part`. */
export function rangeOf(text: string, part: string): { start: number; end: number } {
  const start = text.indexOf(part);
  if (start < 0) throw new Error(`"${part}" is not in the text`);
  return { start, end: start + part.length };
}

/** Takes Prisma's heading and statement out of addTagsText. */
const keepFix: Fix = {
  kind: 'keep',
  title: 'Keep idx_memories_embedding',
  preferred: true,
  edits: [
    {
      file: addTags,
      edits: [
        {
          range: rangeOf(addTagsText, '-- DropIndex\nDROP INDEX "idx_memories_embedding";\n\n'),
          newText: '',
        },
      ],
    },
  ],
};

const declareFix: Fix = {
  kind: 'declare',
  title: 'Declare it in schema.prisma',
  preferred: false,
  edits: [],
};

/** The finding of the example in the README, with whatever a test wants different. */
export function aFinding(changes: Partial<Finding> = {}): Finding {
  return {
    rule: 'drop-protected-index',
    severity: 'error',
    file: addTags,
    range: rangeOf(addTagsText, '"idx_memories_embedding"'),
    index: 'idx_memories_embedding',
    loss: 'drop',
    intent: 'generated',
    state: 'draft',
    message: 'Drops idx_memories_embedding, an ivfflat index on memories.embedding that Prisma cannot see.',
    why: 'Made by hand in 20251127020000_restore_vector_index; not declared in schema.prisma.',
    fixes: [keepFix, declareFix],
    related: [],
    ...changes,
  };
}

export function aReport(changes: Partial<LintReport> = {}): LintReport {
  return {
    root: '.',
    migrations: 214,
    linted: 214,
    mayMend: true,
    findings: [aFinding()],
    notices: [],
    broken: [],
    texts: new Map([[addTags, addTagsText]]),
    ...changes,
  };
}

/** A report about one text, with a finding on the given part of it. */
export function reportOn(text: string, range: { start: number; end: number }): LintReport {
  return aReport({ findings: [aFinding({ range })], texts: new Map([[addTags, text]]) });
}
