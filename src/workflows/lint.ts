import type { Finding } from '../core/finding';
import { Ledger } from '../core/ledger/ledger';
import type { IndexEvent } from '../core/ledger/events';
import { replayMigration } from '../core/ledger/replay';
import { judgeMigration, type MigrationContext } from '../core/lint';
import { readDriftIgnore } from '../core/protection/drift-ignore';
import type { Declarations, SchemaFile } from '../core/schema/declarations';
import { findDeclared } from '../core/schema/find-declared';
import { readDeclarations } from '../core/schema/read-declarations';
import { loadDropIndexReader } from '../core/sql/drop-index';
import { loadGrammar, type Grammar } from '../core/sql/grammar';
import { readScript, type Script } from '../core/sql/statements';
import { stateOf, type MigrationFacts } from '../core/status/state';
import type { LintReport } from './lint-report';
import type { LintSource, MigrationFile, SchemaChange } from './lint-source';

export interface LintOptions {
  /** Names of the migrations to look at; all where it is not given. */
  readonly only?: ReadonlySet<string>;
}

/** Whether an event may give rise to a finding; what a migration only adds is of no matter. */
function mayMatter(event: IndexEvent): boolean {
  return event.kind !== 'created';
}

function isMissingAtEnd(event: IndexEvent, end: Ledger): boolean {
  if (event.kind === 'unknown-drop') return end.findIndex(event.name) === undefined;
  if (event.kind !== 'dropped' && event.kind !== 'cascaded') return false;
  return end.index(event.index.schema, event.index.name) === undefined;
}

/** A migration that needs a closer look. */
interface Candidate {
  readonly position: number;
  readonly migration: MigrationFile;
  readonly events: readonly IndexEvent[];
}

/** Replays the whole history once and picks the migrations that may have findings. */
function survey(
  source: LintSource,
  options: LintOptions,
  facts: MigrationFacts,
  grammar: Grammar,
  scripts: Script[],
) {
  const ledger = new Ledger();
  const seen = source.migrations.map((migration) => {
    const script = readScript(migration.text);
    scripts.push(script);
    return replayMigration(ledger, migration, grammar, script).filter(mayMatter);
  });
  const candidates: Candidate[] = [];
  source.migrations.forEach((migration, position) => {
    if (options.only && !options.only.has(migration.name)) return;
    const events = seen[position] ?? [];
    const settled = stateOf(migration.name, facts) === 'settled';
    if (settled ? events.some((event) => isMissingAtEnd(event, ledger)) : events.length > 0) {
      candidates.push({ position, migration, events });
    }
  });
  return { candidates, end: ledger };
}

/** Reads each version of the schema once. */
function declarationsReader(): (files: readonly SchemaFile[]) => Declarations {
  const known = new WeakMap<readonly SchemaFile[], Declarations>();
  return (files) => {
    const declared = known.get(files) ?? readDeclarations(files);
    known.set(files, declared);
    return declared;
  };
}

/**
 * Lints one project: each migration against the ledger of those before it.
 *
 * @throws what the source throws (unreadable files, a base that does not exist)
 */
export async function lintProject(source: LintSource, options: LintOptions = {}): Promise<LintReport> {
  const grammar = await loadGrammar();
  const declarationsOf = declarationsReader();
  const declaredNow = declarationsOf(source.schema);
  const base = await readBase(source, declarationsOf);
  const scripts: Script[] = [];
  const { candidates, end } = survey(source, options, base.facts, grammar, scripts);
  const added = await readSchemaChanges(source, candidates, base.facts);
  const driftIgnore = source.driftIgnore && readDriftIgnore(source.driftIgnore.file, source.driftIgnore.text);

  const dropIndexReader = candidates.length > 0 ? await loadDropIndexReader() : undefined;

  const findings: Finding[] = [];
  let ledger = new Ledger();
  let next = 0;
  for (const { position, migration } of candidates) {
    for (; next < position; next++) {
      const earlier = source.migrations[next];
      if (earlier) replayMigration(ledger, earlier, grammar, scripts[next]);
    }
    const state = stateOf(migration.name, base.facts);
    const change = added.get(migration.name);
    const context: MigrationContext = {
      state,
      before: ledger,
      declared: state === 'settled' && change ? declarationsOf(change.after) : declaredNow,
      declaredBefore: state === 'settled' ? change && declarationsOf(change.before) : base.declared,
      driftIgnore,
      driftIgnoreBefore: state === 'settled' ? undefined : base.driftIgnore,
      prisma: { version: source.prisma.version, previewFeatures: declaredNow.previewFeatures },
      grammar,
      dropIndexReader,
      wasDeclared: (index) => {
        const schema = added.get(index.named.migration)?.after;
        return (
          schema !== undefined && findDeclared(declarationsOf(schema), index.name, index.schema) !== undefined
        );
      },
      existsAtEnd: (index) => end.index(index.schema, index.name) !== undefined,
    };
    const judged = judgeMigration(migration, context, scripts[position]);
    findings.push(...judged.findings);
    ledger = judged.after;
    next = position + 1;
  }
  return {
    root: source.root,
    migrations: source.migrations.length,
    linted: options.only
      ? source.migrations.filter(({ name }) => options.only?.has(name)).length
      : source.migrations.length,
    findings,
    notices: [],
    texts: new Map([
      ...source.migrations.map(({ file, text }) => [file, text] as const),
      ...source.schema.map(({ file, text }) => [file, text] as const),
    ]),
  };
}

/** The schemas that settled candidates, and indexes made by hand that any of them takes away, came with. */
async function readSchemaChanges(
  source: LintSource,
  candidates: readonly Candidate[],
  facts: MigrationFacts,
): Promise<ReadonlyMap<string, SchemaChange>> {
  const names = new Set<string>();
  for (const { migration, events } of candidates) {
    if (stateOf(migration.name, facts) === 'settled') names.add(migration.name);
    for (const event of events) {
      if ('index' in event && event.index.named.hand === 'hand') names.add(event.index.named.migration);
    }
  }
  const changes = names.size > 0 ? await source.history?.schemaWhenAdded([...names]) : undefined;
  return changes ?? new Map<string, SchemaChange>();
}

async function readBase(source: LintSource, declarationsOf: (files: readonly SchemaFile[]) => Declarations) {
  const { history } = source;
  const [atBase, schema, ignore] = await Promise.all([
    history?.settled(),
    history?.schemaAtBase(),
    history?.driftIgnoreAtBase(),
  ]);
  return {
    facts: { atBase } satisfies MigrationFacts,
    declared: schema && declarationsOf(schema),
    driftIgnore: ignore === undefined ? undefined : readDriftIgnore('', ignore),
  };
}
