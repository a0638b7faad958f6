import type { IndexEvent } from '../core/ledger/events';
import type { Finding } from '../core/linter/findings/finding';
import { judgeMigration, replaySteps } from '../core/linter/lint';
import { isGenerated } from '../core/linter/change/intent';
import { asksForMore } from '../core/linter/configured-severities';
import { mayBeUnreadable } from '../core/linter/rules/unreadable-statement';
import { findObjectEntry } from '../core/protection/drift-ignore';
import { patternTexts } from '../core/protection/pattern-texts';
import { mayBeProtected } from '../core/protection/protection';
import { withExactNames } from '../core/sql/exact-names';
import { grammarNotLoaded, type Grammar } from '../core/sql/grammar';
import { mayLeaveState } from '../core/sql/session-state';
import { readSteps } from '../core/sql/steps';
import { lintBase } from './base-findings';
import { lintConfiguration } from './configuration-findings';
import { contextOf, judgingBy, schemaChanges, type Judging, type JudgingOptions } from './judging';
import { lintLoosening } from './loosened-guard';
import type { MigrationFile, TextFile } from './lint-source';
import type { ReplayedProject } from './replayed-project';
import { refusedIn } from './unread-statements';

/** Words without which a migration that takes nothing away has no findings. */
const patternOfInterest =
  /concurrently|migration-guard|drop\s+(?:default|sequence)|using\s+"?(?:hnsw|ivfflat)|partition\s+of|attach\s+partition/i;

/**
 * Judges the named migrations, or all, as they were read; findings come in the order of the history, and behind them
 * those in drift-ignore.json and migration-guard.json.
 */
export async function lintMigrations(
  project: ReplayedProject,
  judging: Judging,
  only?: ReadonlySet<string>,
): Promise<Finding[]> {
  const { replayed, configuration } = project;
  const { migrations } = project.source;
  const base = await lintBase(project, only);
  const wanted = [...migrations.entries()].filter(
    ([, migration]) => (only?.has(migration.name) ?? true) && !project.skips(migration),
  );
  const hasDrafts = wanted.some(([, { name }]) => project.stateOf(name) !== 'settled');
  const readable = hasDrafts ? await project.loadGrammar() : grammarNotLoaded;
  const possible = wanted.filter(
    ([position, migration]) =>
      base.byFile.has(migration.file) || isCandidate(project, migration, position, readable),
  );
  const grammar = possible.length > 0 ? await project.loadGrammar() : grammarNotLoaded;
  const candidates = possible.filter(
    ([position, migration]) =>
      base.byFile.has(migration.file) ||
      project.stateOf(migration.name) !== 'settled' ||
      hasEntries(project, migration) ||
      losesForGood(project, position, grammar),
  );
  preparePatterns(project, judging, candidates);
  const read = await Promise.all(
    candidates.map(([position, migration]) => readForJudging(project, migration, position)),
  );
  const changes = await schemaChanges(
    project,
    candidates.map(([position, { name }]) => [name, replayed.eventsAt(position)]),
    grammar,
  );
  const used = new Set(base.usedEntries);
  const judged = read.flatMap(({ position, migration, script, steps }) => {
    const context = contextOf(project, judging, migration, position, changes, {
      grammar,
      state: project.stateOf(migration.name),
      ofHistory: { rules: base.rules, reports: base.byFile.get(migration.file) ?? [] },
      ...replayed.end,
    });
    const effects = replaySteps(migration, context, script, steps);
    const { findings, usedEntries } = judgeMigration(migration, context, script, effects);
    for (const entry of usedEntries) used.add(entry);
    return findings;
  });
  const skipped = new Set(migrations.filter((one) => project.skips(one)).map(({ name }) => name));
  const ofConfiguration = lintConfiguration(configuration, {
    migrations: migrations.map(({ name }) => name),
    wasJudged: (name) => (only?.has(name) ?? true) && !skipped.has(name),
    historyRules: base.rules,
    usedEntries: used,
    stopped: judging.patterns.stopped,
  });
  return [...base.ofMissing, ...judged, ...ofConfiguration];
}

async function readForJudging({ replayed }: ReplayedProject, migration: MigrationFile, position: number) {
  const script = replayed.scriptAt(position);
  const steps = await withExactNames(migration.text, readSteps(migration.text, script));
  return { position, migration, script, steps };
}

/** What linting would say of drift-ignore.json or migration-guard.json if it had this text. */
export async function lintConfigurationText(
  project: ReplayedProject,
  edited: TextFile,
  options: JudgingOptions = {},
): Promise<readonly Finding[]> {
  const asEdited = await project.withConfigurationText(edited);
  if (!asEdited) return [];
  const judging = judgingBy(options);
  const findings = await lintMigrations(asEdited, judging);
  const loosened = await lintLoosening(asEdited, findings, (as) => lintMigrations(as, judging));
  return [...findings, ...loosened].filter(({ file }) => file === edited.file);
}

/** Whether there may be something to say about a migration. */
function isCandidate(
  project: ReplayedProject,
  migration: MigrationFile,
  position: number,
  grammar: Grammar,
): boolean {
  const { name, text } = migration;
  const { replayed } = project;
  const { guard, driftIgnore } = project.configuration;
  if (hasEntries(project, migration)) return true;
  const events = replayed.eventsAt(position);
  if (project.stateOf(name) === 'settled') return lastingEvents(project, position).length > 0;
  // A pattern may match any statement, and a suppression may match nothing.
  if (events.length > 0 || patternOfInterest.test(text) || mayLeaveState(text)) return true;
  if (mayBeUnreadable(migration)) return true;
  if (refusedIn(project, migration, position, grammar).length > 0) return true;
  return Boolean(driftIgnore?.ignorePatterns.length) || asksForMore(guard);
}

/** Whether migration-guard.json speaks of the migration. */
function hasEntries({ configuration: { guard } }: ReplayedProject, { name }: MigrationFile): boolean {
  return guard?.ignore.some(({ migration }) => migration === name) === true;
}

/** What a settled migration did that lasts and may be reported. */
function lastingEvents(project: ReplayedProject, position: number): readonly IndexEvent[] {
  const { replayed } = project;
  return replayed
    .eventsAt(position)
    .filter((event) => replayed.lasts(event, position) && mayBeReported(project, event, position));
}

/** Whether somebody may still miss what a settled migration took. To know that is quicker than to ask git for its schema. */
function losesForGood(project: ReplayedProject, position: number, grammar: Grammar): boolean {
  const { end } = project.replayed;
  return lastingEvents(project, position).some(
    (event) => event.kind !== 'dropped' || end.isMissedAtEnd(event.index, grammar),
  );
}

/**
 * Whether what a settled migration did may be more than Prisma doing its job. Prisma drops what the schema has ceased
 * to declare, so for most drops nobody needs to ask git for the schema of their time.
 */
function mayBeReported(
  { source, configuration: { driftIgnore }, prisma, replayed }: ReplayedProject,
  event: IndexEvent,
  position: number,
): boolean {
  // Who drops it by its name has decided that, unless drift-ignore.json still lists it.
  if (event.kind === 'object-gone' && event.cause === 'named') {
    return findObjectEntry(driftIgnore, event.object) !== undefined;
  }
  if (event.kind === 'object-changed') return findObjectEntry(driftIgnore, event.before) !== undefined;
  if (!('index' in event) || mayBeProtected(event.index, { driftIgnore, prisma })) return true;
  const text = source.migrations[position]?.text ?? '';
  return event.kind === 'dropped' && !isGenerated(text, replayed.scriptAt(position), event);
}

/** Tries each pattern on all statements in one go: one by one that takes longer than everything else. */
function preparePatterns(
  project: ReplayedProject,
  { patterns }: Judging,
  candidates: readonly (readonly [position: number, migration: MigrationFile])[],
): void {
  const entries = project.configuration.driftIgnore?.ignorePatterns ?? [];
  if (entries.length === 0) return;
  const texts = candidates.flatMap(([position, { name, text }]) => {
    const script = project.replayed.scriptAt(position);
    return project.stateOf(name) === 'settled' ? [] : patternTexts(text, script);
  });
  for (const { pattern } of entries) patterns.prepare(pattern, texts);
}
