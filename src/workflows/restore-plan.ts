import { didYouMeanAny } from '../core/did-you-mean';
import type { Finding } from '../core/linter/findings/finding';
import { HumanError } from '../core/human-error';
import { liveStates, type LiveState, type ProtectedIndexStatus } from '../core/protection/live-state';
import { restoreMigrations } from '../core/restore/migrations';
import type { Refusal, RestorePlan } from '../core/restore/plan';
import { planRestore } from '../core/restore/plan-restore';
import type { CatalogueReader } from './database';
import { newMigrationNames } from './new-migrations';
import { judgingBy } from './judging';
import { lintMigrations } from './lint-migrations';
import type { MigrationFile } from './lint-source';
import { pendingTest } from './pending';
import { findProtectedIndexes } from './protected-indexes';
import type { ReplayedProject } from './replayed-project';

/** What is to be restored, and what the person has allowed. */
export interface RestoreWishes {
  /** Names of indexes, as a person writes them, maybe with their schema; all that are not present where there is none. */
  readonly names: readonly string[];
  /** Asked once for each named index that another one would have to be dropped for. */
  readonly mayDrop: (status: ProtectedIndexStatus) => Promise<boolean>;
}

/** How the protected indexes of a project come back in one database. */
export interface RestoreReport {
  readonly root: string;
  readonly environment: string;
  readonly location: string;
  /** The connection's own schema. */
  readonly schema: string;
  readonly plans: readonly RestorePlan[];
  readonly refused: readonly Refusal[];
  /** Names of those that were asked for, or all, and need nothing. */
  readonly present: readonly string[];
  /** Names of those that migrations make that are still to be applied; where they were not asked for by name. */
  readonly pending: readonly string[];
}

/**
 * Compares the protected indexes with the database and plans what brings back those that are not as they should be.
 *
 * @throws HumanError for a name that no protected index has, and where the database gives no answer
 */
export async function planRestores(
  opening: Promise<ReplayedProject>,
  environment: string,
  database: CatalogueReader,
  { names, mayDrop }: RestoreWishes,
): Promise<RestoreReport> {
  const [rows, catalogue, tables, relations, protectedIndexes, project] = await Promise.all([
    database.readRows(),
    database.readIndexes(),
    database.readTables(),
    database.readRelationNames(),
    opening.then((project) => findProtectedIndexes(project)),
    opening,
  ]);
  const grammar = await project.loadGrammar();
  const { schema: ownSchema, location } = database;
  const isPending = pendingTest(rows);
  const all = liveStates(protectedIndexes, catalogue, grammar, { ownSchema, isPending });
  const wanted = names.length > 0 ? named(all, names) : all;
  const plans: (RestorePlan | Refusal)[] = [];
  const isPlanned = ({ state }: ProtectedIndexStatus): boolean =>
    state !== 'present' && (state !== 'pending' || names.length > 0);
  for (const status of wanted.filter(isPlanned)) {
    const pendingIn = status.index.record && [status.index.record.named.migration].find(isPending);
    const facts = { grammar, tables, relations, ownSchema, pendingIn };
    const isNamed = names.length > 0 && status.state === 'different';
    const possible = isNamed ? planRestore(status, { ...facts, mayDrop: true }) : undefined;
    // Nobody is asked about an index that could not come back anyhow.
    const allowed = possible !== undefined && !isRefusal(possible) && (await mayDrop(status));
    plans.push(planRestore(status, { ...facts, mayDrop: allowed }));
  }
  return {
    ...{ root: project.source.root, environment, location, schema: ownSchema },
    plans: plans.flatMap((plan) => (isRefusal(plan) ? [] : [plan])),
    refused: plans.filter(isRefusal),
    present: namesIn(wanted, 'present'),
    pending: names.length > 0 ? [] : namesIn(wanted, 'pending'),
  };
}

function namesIn(statuses: readonly ProtectedIndexStatus[], wanted: LiveState): string[] {
  return statuses.filter(({ state }) => state === wanted).map(({ index }) => index.name);
}

function isRefusal(plan: RestorePlan | Refusal): plan is Refusal {
  return 'reason' in plan;
}

/** @throws HumanError for a name that none has */
function named(all: readonly ProtectedIndexStatus[], names: readonly string[]): ProtectedIndexStatus[] {
  return all
    .filter((status) => names.some((name) => hasName(status, name)))
    .concat(
      names.flatMap((name) => {
        if (all.some((status) => hasName(status, name))) return [];
        const known = all.map(({ index }) => index.name);
        throw new HumanError(
          `No protected index is called ${name}.${didYouMeanAny(name, known)} migration-guard status lists them.`,
        );
      }),
    );
}

function hasName({ index, live }: ProtectedIndexStatus, name: string): boolean {
  const schemas = [index.schema, live?.schema].filter((schema) => schema !== undefined);
  return index.name === name || schemas.some((schema) => `${schema}.${index.name}` === name);
}

/** New migrations that were not written yet. */
export interface NewMigrations {
  readonly migrations: readonly MigrationFile[];
  readonly refused: readonly Refusal[];
  /** What our own linter has to say of them: errors and warnings. */
  readonly findings: readonly Finding[];
  /** Whether there is an error among it: then they are not to be written. */
  readonly areBad: boolean;
}

/**
 * Writes plans as migrations, in memory, and lints them there.
 *
 * @param label the name of the migration, without its time
 * @param now milliseconds since 1970
 * @param fileOf gives the path of a migration's file
 * @throws HumanError where the migration can have no such name
 */
export async function writeRestores(
  project: ReplayedProject,
  plans: readonly RestorePlan[],
  { label, now, fileOf }: { label: string; now: number; fileOf: (migration: string) => string },
): Promise<NewMigrations> {
  const { source } = project;
  const end = project.replayed.endLedger();
  const known = await findProtectedIndexes(project);
  const inHistory = new Set(end.allIndexes().map(({ name }) => name));
  const once = new Set(known.flatMap(({ name, record }) => (record ? [name] : [])));
  const relations = new Set([...inHistory, ...end.allRelations().map(({ name }) => name)]);
  const { texts, refused } = restoreMigrations(plans, {
    has: (name) => inHistory.has(name),
    had: (name) => once.has(name),
    isTaken: (name) => relations.has(name),
  });
  const names = texts.length > 0 ? newMigrationNames(source, label, texts.length, now) : [];
  const migrations = names.map((name, at) => ({ name, file: fileOf(name), text: texts[at] ?? '' }));
  const findings = migrations.length > 0 ? await lintNew(project, migrations) : [];
  return { migrations, refused, findings, areBad: findings.some(({ severity }) => severity === 'error') };
}

async function lintNew(project: ReplayedProject, added: readonly MigrationFile[]): Promise<Finding[]> {
  const names = new Set(added.map(({ name }) => name));
  const findings = await lintMigrations(await project.followedBy(added), judgingBy({}), names);
  const files = new Set(added.map(({ file }) => file));
  return findings.filter(
    ({ file, severity, suppressed }) =>
      files.has(file) && suppressed === undefined && (severity === 'error' || severity === 'warning'),
  );
}
