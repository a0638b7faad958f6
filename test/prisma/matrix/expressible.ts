import assert from 'node:assert/strict';
import { readDefinition, sameDefinition, type IndexDefinition } from '../../../src/core/ledger/definition';
import { declarationOf } from '../../../src/core/protection/declaration-of';
import { dangerOf, eraOf, unseenProperties } from '../../../src/core/protection/expressible';
import { answersFor, indexTraits, type IndexTrait } from '../../../src/core/protection/expressible-table';
import { fieldOfColumn, findModel } from '../../../src/core/prisma-schema/find-model';
import { readDeclarations } from '../../../src/core/prisma-schema/read-declarations';
import { loadGrammar, type Grammar } from '../../../src/core/sql/grammar';
import { databases } from './databases';
import { openMigrate, type Version } from './engines';
import { extensions, modelFor, samples, tableFor, type Sample } from './samples';

/** The Prismas that are tried. */
export const runs: readonly { version: Version; previewFeatures: readonly string[] }[] = [
  { version: '6.19.3', previewFeatures: [] },
  { version: '7.3.0', previewFeatures: [] },
  { version: '7.4.2', previewFeatures: [] },
  { version: '7.4.2', previewFeatures: ['partialIndexes'] },
  { version: '7.5.0', previewFeatures: [] },
  { version: '7.5.0', previewFeatures: ['partialIndexes'] },
  { version: '7.10.0', previewFeatures: [] },
  { version: '7.10.0', previewFeatures: ['partialIndexes'] },
];
export type Run = (typeof runs)[number];

/** Whether it is tried in every run of the tests: the newest of each major version. */
export const isQuick = ({ version }: Run): boolean => version === '6.19.3' || version === '7.10.0';

/** A sample with names of its own, so that all can be tried in one go. */
export interface Case {
  readonly trait: IndexTrait;
  readonly sample: Sample;
  readonly table: string;
  readonly index: string;
  readonly make: string;
}

export const cases: readonly Case[] = indexTraits.flatMap((trait) =>
  samples[trait].map((sample, number) => {
    const table = `t_${trait.replaceAll(/\W/g, '_')}_${number}`;
    const index = `${table}_x`;
    const make = sample.make.replace(/\bX\b/, `"${index}"`).replace(/\bT\b/, `"${table}"`);
    return { trait, sample, table, index, make };
  }),
);

export const migration = extensions + cases.map(({ table, make }) => `${tableFor(table)}${make}\n`).join('');

/** The statements of a script that speak of a case's table or index, each without its heading. */
export function statementsFor({ table, index }: Case, script: string): string[] {
  return script
    .split(/\n\n(?=-- )/)
    .filter((statement) => statement.includes(`"${table}"`) || statement.includes(`"${index}"`))
    .map((statement) => statement.replace(/^(?:-- .*\n)+/, '').trim());
}

const isConstraint = ({ make }: Case): boolean => make.startsWith('ALTER TABLE');

const constraintOf: Partial<Record<IndexTrait, 'unique' | 'primary' | 'exclude'>> = {
  'unique constraint': 'unique',
  'primary key': 'primary',
  'exclusion constraint': 'exclude',
};

/** What an index is; for a constraint the plain index of its columns. */
function definitionFor(grammar: Grammar, { make, trait }: Case): IndexDefinition {
  const plain = make.replace(
    /ALTER TABLE (\S+) ADD CONSTRAINT (\S+) .*?\((\w+).*/,
    'CREATE UNIQUE INDEX $2 ON $1 ($3)',
  );
  const definition = readDefinition(grammar, plain, []);
  assert.ok(definition, `${trait}: ${plain}`);
  return definition;
}

/** The attribute that a case is declared by: ours, where we have one. */
function attributeFor(one: Case, definition: IndexDefinition, run: Run): string {
  const { sample, table, index } = one;
  const schema = [{ file: 'schema.prisma', text: modelFor(table) }];
  const [declared] = readDeclarations(schema).tables;
  assert.ok(declared);
  const model = findModel(schema, declared);
  assert.ok(model);
  const declaration = declarationOf(
    index,
    definition,
    (column) => fieldOfColumn(model, declared, column),
    run,
  );
  const given =
    (run.previewFeatures.includes('partialIndexes') ? sample.declaredPartial : undefined) ?? sample.declared;
  if (given !== undefined) return given.replace('"X"', `"${index}"`);
  assert.ok(
    'attribute' in declaration,
    `${one.make}: ${'impossible' in declaration && declaration.impossible}`,
  );
  return declaration.attribute;
}

let grammar: Grammar;

before(async () => {
  grammar = await loadGrammar();
});

/** Registers three tests a trait. */
export function testRun(run: Run): void {
  const era = eraOf(run);

  describe(`Prisma ${[run.version, ...run.previewFeatures].join(' with ')}`, () => {
    let absent: string;
    let declared: string;
    let created: string;

    before(async () => {
      const migrate = await openMigrate(run.version, run.previewFeatures, databases());
      const withAttributes = cases
        .map((one) => modelFor(one.table, attributeFor(one, definitionFor(grammar, one), run)))
        .join('\n');
      absent = await migrate.next({
        migration,
        models: cases.map(({ table }) => modelFor(table)).join('\n'),
      });
      declared = await migrate.next({ migration, models: withAttributes });
      created = await migrate.create(withAttributes);
    });

    for (const trait of indexTraits) {
      const { danger, declarable } = answersFor(trait, era);
      const own = cases.filter((one) => one.trait === trait);

      it(`${trait}: writes ${danger === 'nothing' ? 'nothing' : 'a drop'} where the schema says nothing`, () => {
        for (const one of own) {
          const { make, table, index } = one;
          const expected =
            danger === 'nothing'
              ? []
              : trait === 'primary key'
                ? [`ALTER TABLE "${table}" DROP CONSTRAINT "${index}";`]
                : [`DROP INDEX "${index}";`];
          assert.deepEqual(statementsFor(one, absent), expected, make);
          const definition = definitionFor(grammar, one);
          assert.equal(dangerOf(definition, run, constraintOf[trait]), danger, make);
        }
      });

      it(`${trait}: ${declarable === 'no' ? 'is not left alone' : 'is left alone'} where it is declared`, () => {
        for (const one of own) {
          const written = statementsFor(one, declared);
          if (declarable === 'no') assert.notDeepEqual(written, [], one.make);
          else assert.deepEqual(written, [], one.make);
        }
      });

      it(`${trait}: its declaration alone makes ${declarable === 'whole' ? 'it' : 'another index'}`, () => {
        for (const one of own) {
          const statements = statementsFor(one, created);
          if (isConstraint(one)) {
            const made = statements.some((statement) => statement.includes(`CONSTRAINT "${one.index}"`));
            assert.equal(made, declarable === 'whole', one.make);
            continue;
          }
          const statement = statements.find((text) => text.includes(`INDEX "${one.index}"`));
          const made = statement && readDefinition(grammar, statement, []);
          assert.ok(made, one.make);
          const wanted = definitionFor(grammar, one);
          assert.equal(sameDefinition(made, wanted), declarable === 'whole', `${one.make}: ${statement}`);
          const furtherKeys = declarable === 'as keys' ? wanted.include.length : 0;
          if (declarable !== 'no') assert.equal(made.keys.length, wanted.keys.length + furtherKeys, one.make);
          const hidden = unseenProperties(wanted, run).map(({ property }) => property);
          assert.equal(hidden.includes(trait), declarable !== 'whole', one.make);
        }
      });
    }
  });
}
