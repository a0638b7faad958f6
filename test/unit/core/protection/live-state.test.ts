import assert from 'node:assert/strict';
import type { CatalogueIndex } from '../../../../src/core/database/catalogue';
import { liveStates } from '../../../../src/core/protection/live-state';
import { describeIndex } from '../../../../src/core/linter/change/describe-index';
import { readDefinition } from '../../../../src/core/ledger/definition';
import { loadGrammar } from '../../../../src/core/sql/grammar';

async function differencesOf(wanted: string, found: string): Promise<readonly string[]> {
  const index = {
    ...{ schema: 'public', name: 'it', table: 'notes', createStatement: wanted },
    ...{ record: undefined, definition: undefined, protection: undefined, entry: undefined },
  };
  const live: CatalogueIndex = {
    ...{ schema: 'public', table: 'notes', name: 'it', definition: found, isValid: true },
    ...{ isOfConstraint: false, collations: [''], bytes: 1, scans: 0 },
  };
  const facts = { ownSchema: 'public', isPending: () => false };
  return liveStates([index], [live], await loadGrammar(), facts)[0]?.differences ?? [];
}

describe('what a live index has otherwise', () => {
  it('names an operator class that is the default one, where the other has another', async () => {
    const vector = (opclass: string): string => `CREATE INDEX it ON notes USING ivfflat (e${opclass})`;
    assert.deepEqual(await differencesOf(vector(' vector_cosine_ops'), vector('')), [
      'the keys (e vector_l2_ops), not (e vector_cosine_ops)',
    ]);
    const text = (opclass: string): string => `CREATE INDEX it ON notes USING btree (body${opclass})`;
    assert.deepEqual(await differencesOf(text(''), text(' text_pattern_ops')), [
      'the keys (body text_pattern_ops), not (body with the default operator class)',
    ]);
  });
});

describe('the description of an index', () => {
  it('has as its keys no column that stands only in the WHERE', async () => {
    const sql = 'CREATE INDEX it ON users (lower(email)) WHERE deleted_at IS NULL AND email_old IS NULL';
    const definition = readDefinition(await loadGrammar(), sql, []);
    const described = {
      table: 'public.users',
      constraint: undefined,
      columns: ['email', 'deleted_at', 'email_old'],
    };
    assert.match(describeIndex(described, definition), / \(email\)$/);
  });
});
