import assert from 'node:assert/strict';
import type { CatalogueIndex } from '../../../src/core/database/catalogue';
import { loadGrammar } from '../../../src/core/sql/grammar';
import { madeOtherwise } from '../../../src/workflows/made-indexes';
import { ReplayedProject } from '../../../src/workflows/replayed-project';
import { sourceOf } from '../../helpers/lint-migration';

const migrations = {
  '1_notes': 'CREATE TABLE notes (id text PRIMARY KEY, body text);\nCREATE INDEX old ON notes (body);\n',
  '2_make': '-- CreateIndex\nCREATE INDEX "by_body" ON "notes"("body");\n',
  '3_maybe': 'DO $$ BEGIN IF true THEN CREATE INDEX maybe ON notes (body); END IF; END $$;\n',
};

function live(name: string, columns: string, more: Partial<CatalogueIndex> = {}): CatalogueIndex {
  return {
    ...{ schema: 'public', table: 'notes', name, isValid: true, isOfConstraint: false, collations: [''] },
    definition: `CREATE INDEX ${name} ON public.notes USING btree (${columns})`,
    ...{ bytes: 0, scans: 0, ...more },
  };
}

describe('what migrations that were just applied make', () => {
  const key = live('notes_pkey', 'id');

  // Mutations: all of the history looked at; conditional statements counted; what moved with its table called missing.
  for (const [what, catalogue, expected] of [
    ['is as told', [key, live('by_body', 'body')], []],
    ['is missing', [key], ['by_body missing']],
    ['is invalid', [key, live('by_body', 'body', { isValid: false })], ['by_body invalid']],
    ['is another one', [key, live('by_body', 'id')], ['by_body different']],
    ['has moved to another schema', [key, live('by_body', 'body', { schema: 'app' })], []],
    [
      'is gone with its table, which something unseen has moved',
      [live('notes_pkey', 'id', { schema: 'app' })],
      [],
    ],
  ] as const satisfies readonly (readonly [string, readonly CatalogueIndex[], readonly string[]])[]) {
    it(what, async () => {
      const project = await ReplayedProject.open(sourceOf({ migrations }), loadGrammar);
      const found = await madeOtherwise(project, new Set(['2_make', '3_maybe']), {
        catalogue,
        ownSchema: 'public',
      });
      assert.deepEqual(
        found.map(({ index, state }) => `${index.name} ${state}`),
        expected,
      );
    });
  }
});
