import assert from 'node:assert/strict';
import { proposeMigrationName } from '../../../../src/core/prisma-schema/propose-name';

const head = `model Memory {
  id        Int    @id
  title     String
  content   String
  author    User   @relation(fields: [authorId], references: [id])
  authorId  Int    @map("author_id")
  @@map("memories")
}

model User {
  id       Int      @id
  name     String
  memories Memory[]
  @@index([name])
  @@map("users")
}
`;

/** What is proposed for a schema in which parts were replaced. */
function proposed(...edits: readonly (readonly [part: string, by: string])[]): string | undefined {
  const file = 'schema.prisma';
  const after = edits.reduce((text, [part, by]) => {
    assert.ok(text.includes(part), part);
    return text.replace(part, by);
  }, head);
  return proposeMigrationName([{ file, text: head }], [{ file, text: after }]);
}

const tag = 'model Tag {\n  id Int @id\n  name String @unique\n  @@map("tags")\n}\n';
const title = '  title     String\n';

describe('the name that is proposed for a migration', () => {
  it('is none where nothing has changed that the database would notice', () => {
    assert.equal(proposed(), undefined);
    assert.equal(
      proposed(['title     String', 'title String // the heading'], ['model User', '\nmodel User']),
      undefined,
    );
  });

  for (const [what, name, edits] of [
    ['a model that is new', 'add_tags', [['model User', `${tag}model User`]]],
    ['a model that is gone', 'drop_users', [[head.slice(head.indexOf('model User')), '']]],
    ['a column that is new', 'add_tags_to_memories', [[title, `${title}  tags String[]\n`]]],
    [
      'its name in the database',
      'add_tag_list_to_memories',
      [[title, `${title}  tags String[] @map("tag_list")\n`]],
    ],
    ['two columns', 'add_a_and_b_to_memories', [[title, `${title}  a Int\n  b Int\n`]]],
    ['many columns', 'add_3_columns_to_memories', [[title, `${title}  a Int\n  b Int\n  c Int\n`]]],
    ['a column that is gone', 'drop_title_from_memories', [[title, '']]],
    [
      'an index',
      'add_index_on_memories_title',
      [['@@map("memories")', '@@index([title])\n  @@map("memories")']],
    ],
    ['a unique one', 'add_unique_on_users_name', [['name     String', 'name String @unique']]],
    ['an index that is gone', 'drop_index_on_users_name', [['  @@index([name])\n', '']]],
    ['a column with its index', 'add_slug_to_memories', [[title, `${title}  slug String @unique\n`]]],
    ['another type', 'change_memories', [['title     String', 'title String @db.VarChar(80)']]],
    [
      'two changes',
      'add_tags_and_drop_title_from_memories',
      [
        ['model User', `${tag}model User`],
        [title, ''],
      ],
    ],
    [
      'many changes of two tables',
      'change_memories_and_users',
      [
        [title, '  a Int\n'],
        ['name     String', 'b Int'],
        ['  @@index([name])\n', ''],
      ],
    ],
  ] as const) {
    it(`says ${what}`, () => {
      assert.equal(proposed(...edits), name);
    });
  }

  it('is none where too much has changed', () => {
    const more = ['a', 'b', 'c'].map((name) => `model ${name} {\n  id Int @id\n}\n`).join('');
    assert.equal(proposed(['model User', `${more}model User`]), undefined);
  });

  // Catches: a schema that is split into files, which is no change.
  it('does not mind in which file a model stands', () => {
    const at = head.indexOf('model User');
    const split = [
      { file: 'a.prisma', text: head.slice(0, at) },
      { file: 'b.prisma', text: head.slice(at) },
    ];
    assert.equal(proposeMigrationName([{ file: 'schema.prisma', text: head }], split), undefined);
  });
});
