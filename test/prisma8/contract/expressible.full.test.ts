import assert from 'node:assert/strict';
import fs from 'node:fs';
import { readDefinition, sameDefinition, type IndexDefinition } from '../../../src/core/ledger/definition';
import { dangerOf } from '../../../src/core/protection/expressible';
import {
  answersFor,
  declaredByText,
  indexTraits,
  type IndexTrait,
} from '../../../src/core/protection/expressible-table';
import { readDeclarations } from '../../../src/core/prisma-schema/read-declarations';
import { loadGrammar, type Grammar } from '../../../src/core/sql/grammar';
import { contractFile, inPrisma8Project, type Prisma8Project } from '../../helpers/prisma-8/project';
import type { Prisma8Result } from '../../helpers/prisma-8/runner';
import { sharedPglite } from '../../helpers/shared-servers';
import { runSql } from '../../helpers/sql';
import { modelFor, samples, type Sample } from './samples';

/** A sample with names of its own, so that all can be tried in one go. */
interface Case {
  readonly trait: IndexTrait;
  readonly sample: Sample;
  readonly table: string;
  readonly index: string;
  readonly make: string;
}

const cases = indexTraits.flatMap((trait) =>
  samples[trait].map((sample, number): Case => {
    const table = `t_${trait.replaceAll(/\W/g, '_')}_${number}`;
    const index = `${table}_x`;
    const make = sample.make.replace(/\bX\b/, `"${index}"`).replace(/\bT\b/, `"${table}"`);
    return { trait, sample, table, index, make };
  }),
);

const answers = (trait: IndexTrait) => answersFor(trait, '8');
const isDeclarable = ({ trait }: Case): boolean => answers(trait).declarable !== 'no';
const isConstraint = ({ make }: Case): boolean => make.startsWith('ALTER');
const named = (attribute: string, { index }: Case): string => attribute.replace(/"X"/, `"${index}"`);

/** A contract of the tables of all cases, with the attributes of some. */
function contractOf(attributeOf: (one: Case) => string | undefined): string {
  return cases.map((one) => modelFor(one.table, named(attributeOf(one) ?? '', one))).join('\n');
}

interface Operation {
  readonly id: string;
}

/** What `db update` would do, of each operation what it is about; the error's code where it does not know. */
function operationsOf({ ok, result, error }: Prisma8Result): string[] {
  if (!ok) return [error?.code ?? 'no code'];
  const { operations } = result?.['plan'] as { readonly operations: readonly Operation[] };
  return operations.map(({ id }) => id);
}

const about = ({ table }: Case, ids: readonly string[]): string[] => ids.filter((id) => id.includes(table));

/** What the statements of a migration make. */
function statementsIn(project: Prisma8Project, migration: string): string[] {
  const text = fs.readFileSync(project.at(`migrations/app/${migration}/ops.json`), 'utf8');
  const operations = JSON.parse(text) as readonly { readonly execute: readonly { readonly sql: string }[] }[];
  return operations.flatMap(({ execute }) => execute.map(({ sql }) => sql));
}

describe('the table of what Prisma can express, for the real Prisma 8', () => {
  let grammar: Grammar;
  const definitionOf = ({ make }: Case): IndexDefinition => {
    const plain = make.replace(
      /ALTER TABLE (\S+) ADD CONSTRAINT (\S+) .*?\((\w+).*/,
      'CREATE UNIQUE INDEX $2 ON $1 ($3)',
    );
    return readDefinition(grammar, plain, []) ?? assert.fail(plain);
  };

  before(async () => {
    grammar = await loadGrammar();
  });

  it(
    'says what db update drops, and what it leaves alone where it is declared',
    inPrisma8Project({ extensions: ['pgvector'] }, async (project) => {
      const { url: databaseUrl, clear } = await sharedPglite();
      await clear();
      await runSql(databaseUrl, 'CREATE EXTENSION pg_trgm');
      const dryRun = async (): Promise<string[]> =>
        operationsOf(await project.prisma(['db', 'update', '--dry-run'], { databaseUrl }));
      await project.emit(contractOf(() => undefined));
      await project.plan('init');
      await project.succeed(['db', 'init'], { databaseUrl });
      await runSql(databaseUrl, cases.map(({ make }) => make).join('\n'));

      const undeclared = await dryRun();
      for (const one of cases) {
        const ids = about(one, undeclared);
        const { danger } = answers(one.trait);
        assert.deepEqual(ids.length > 0 ? 'drop' : 'nothing', danger, one.make);
        for (const id of ids) assert.match(id, /^drop(?:Index|Constraint)\./, one.make);
        const constraint = {
          'unique constraint': 'unique',
          'primary key': 'primary',
          'exclusion constraint': 'exclude',
        } as const satisfies Partial<Record<IndexTrait, string>>;
        const kind = one.trait in constraint ? constraint[one.trait as keyof typeof constraint] : undefined;
        const eight = { version: '8.0.0', previewFeatures: [] };
        assert.equal(dangerOf(definitionOf(one), eight, kind), danger, one.make);
      }

      await project.emit(contractOf((one) => (isDeclarable(one) ? one.sample.declared : undefined)));
      const declared = await dryRun();
      for (const one of cases.filter(isDeclarable)) assert.deepEqual(about(one, declared), [], one.make);

      // One that Prisma refuses costs the whole plan, so each is declared alone.
      for (const one of cases.filter((each) => !isDeclarable(each) && each.sample.declared !== '')) {
        project.write({
          [contractFile]: `// use prisma-8\n${contractOf((each) => (each === one ? each.sample.declared : undefined))}`,
        });
        const { ok, error } = await project.prisma(['contract', 'emit']);
        if (ok) assert.deepEqual(await dryRun(), ['MIGRATION.PLANNING_FAILED'], one.make);
        else assert.equal(error?.code, 'CONTRACT.SOURCE_LOAD_FAILED', one.make);
      }
    }),
  );

  it(
    'says which declarations make the whole index, and knows their names',
    inPrisma8Project({ extensions: ['pgvector'] }, async (project) => {
      await project.emit(contractOf((one) => (isDeclarable(one) ? one.sample.declared : undefined)));
      const statements = statementsIn(project, await project.plan('init'));
      const { indexes } = readDeclarations([
        { file: contractFile, text: fs.readFileSync(project.at(contractFile), 'utf8') },
      ]);
      for (const one of cases.filter(isDeclarable)) {
        const { declarable } = answers(one.trait);
        const names = indexes.filter(({ table, name }) => table === one.table && name === one.index);
        assert.equal(names.length, 1, one.make);
        const statement = statements.find((sql) => sql.includes(`"${one.index}"`)) ?? assert.fail(one.make);
        if (isConstraint(one)) continue;
        const made = readDefinition(grammar, statement, []) ?? assert.fail(statement);
        assert.equal(
          sameDefinition(made, definitionOf(one)),
          declarable === 'whole',
          `${one.make} ${statement}`,
        );
      }
    }),
  );

  it(
    'says what the text between the parentheses declares besides',
    inPrisma8Project({ extensions: ['pgvector'] }, async (project) => {
      const { url: databaseUrl, clear } = await sharedPglite();
      await clear();
      await runSql(databaseUrl, 'CREATE EXTENSION pg_trgm');
      const tried = cases.filter(({ sample }) => sample.byText !== undefined);
      assert.deepEqual(new Set(tried.map(({ trait }) => trait)), declaredByText);
      await project.emit(contractOf(() => undefined));
      await project.plan('init');
      await project.succeed(['db', 'init'], { databaseUrl });
      await project.emit(contractOf(({ sample }) => sample.byText));
      const { indexes } = readDeclarations([
        { file: contractFile, text: fs.readFileSync(project.at(contractFile), 'utf8') },
      ]);
      const nameOf = (one: Case): string =>
        indexes.find(({ table, expression }) => table === one.table && expression !== undefined)?.name ??
        assert.fail(one.make);
      await runSql(
        databaseUrl,
        tried.map((one) => one.make.replace(`"${one.index}"`, `"${nameOf(one)}"`)).join('\n'),
      );
      const { result } = await project.succeed(['db', 'update', '--dry-run'], { databaseUrl });
      assert.deepEqual((result?.['plan'] as { operations: unknown }).operations, []);
      const statements = statementsIn(project, await project.plan('text'));
      for (const one of tried) {
        const statement = statements.find((sql) => sql.includes(`"${nameOf(one)}"`)) ?? assert.fail(one.make);
        const made = readDefinition(grammar, statement, []) ?? assert.fail(statement);
        assert.ok(sameDefinition(made, definitionOf(one)), `${one.make} ${statement}`);
      }
    }),
  );
});
