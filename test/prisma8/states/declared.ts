import { begin, contents, models } from './base';
import type { State } from './state';

/** One of each kind that a contract can declare. */
const everyKind = `enum Kind {
  @@type("pg/text@1")
  Short = "short"
  Long  = "long"
}

namespace public {
${models(`  kind      Kind
  tags      String[]

  @@unique([authorId, title])
  @@index([title])
  @@index([archived], map: "note_archived")
  @@index([title], where: "(archived IS NULL)", name: "note_current")
  @@index(expression: "lower(title)", name: "note_lower")
  @@index([tags], type: "gin", name: "note_tags")
  @@index([title, authorId], unique: true, name: "note_once")
  @@fullTextIndex([body], name: "note_search")
  @@check(expression: "length(title) > 0", name: "note_title_given")
  @@rls`)}

policy_select note_read {
  target = Note
  roles  = [public]
  using  = "true"
}
}`;

/** Without what the first one declares beside tables and columns. */
const nothingElse = `enum Kind {
  @@type("pg/text@1")
  Short = "short"
  Long  = "long"
}

namespace public {
${models(`  kind      Kind
  tags      String[]`)}
}`;

export const declared: readonly State[] = [
  {
    title: 'one of each kind that a contract can declare',
    contents: { ...contents, contract: everyKind },
    make: begin,
    updateLoses: [],
    freshLacks: [],
  },
  {
    title: 'a migration that drops what a contract declared and the next one does not',
    contents: { ...contents, contract: everyKind },
    make: async (place) => {
      await begin(place);
      await place.emit(nothingElse);
      await place.migration('forget');
      await place.run('db', 'migrate');
    },
    updateLoses: [],
    freshLacks: [],
    migrations: {
      forget: {
        drops: [
          'constraint Note_authorId_title_key',
          'constraint note_title_given_757e5826',
          'index Note_title_idx_1c94c7b6',
          'index note_archived',
          'index note_current_c50e0359',
          'index note_lower_40104d8c',
          'index note_once_8eb92172',
          'index note_search_7b2cde4d',
          'index note_tags_3c09e281',
          'policy note_read_4fa0afef',
          'row level security Note',
        ],
      },
    },
  },
  {
    title: 'an index in the contract that the database does not have yet',
    contents,
    make: async (place) => {
      await begin(place);
      await place.emit(models('  @@index([title], name: "note_title")'));
    },
    at: 'unplanned',
    updateLoses: [],
    freshLacks: undefined, // No migration leads to it yet.
  },
];
