import { nameOf, ownCommand, type CommandTarget } from '../core/command-target';
import type { Sha256 } from '../core/drift/checksum';
import { didYouMeanAny } from '../core/did-you-mean';
import type { Finding } from '../core/linter/findings/finding';
import { HumanError } from '../core/human-error';
import { liveStates, type LiveState, type ProtectedIndexStatus } from '../core/protection/live-state';
import { plainIndex } from '../core/protection/protected-index';
import { restoreMigrations } from '../core/restore/migrations';
import type { ObjectPlan, Refusal, RestorePlan } from '../core/restore/plan';
import { planRestore } from '../core/restore/plan-restore';
import type { CatalogueReader } from './database';
import { newMigrationNames } from './new-migrations';
import { judgingBy } from './judging';
import { lintMigrations } from './lint-migrations';
import type { MigrationFile } from './lint-source';
import type { RowTime } from '../core/database/migration-row';
import { droppedBy, type DroppedBy } from './dropped-by';
import { assertOwnHistory } from './own-history';
import { pendingTest } from './pending';
import { findProtected, findProtectedIndexes } from './protected-indexes';
import { planObjects } from './restore-objects';
import type { ReplayedProject } from './replayed-project';
import { statesAsApplied } from './states-as-applied';

/** What is to be restored, and what the person has allowed. */
export interface RestoreWishes {
  /** Names of indexes and other objects, as a person writes them, maybe with their table or schema; all that are not present where there is none. */
  readonly names: readonly string[];
  /** Asked once for each named index that another one would have to be dropped for. */
  readonly mayDrop: (status: ProtectedIndexStatus) => Promise<boolean>;
  readonly sha256: Sha256;
}

/** How what is protected of a project comes back in one database. */
export interface RestoreReport {
  readonly root: string;
  readonly environment: string;
  readonly location: string;
  /** The connection's own schema. */
  readonly schema: string;
  readonly plans: readonly RestorePlan[];
  /** Of what is no index, in the order in which it was made. */
  readonly objects: readonly ObjectPlan[];
  readonly refused: readonly Refusal[];
  /** Names of those that were asked for, or all, and need nothing. */
  readonly present: readonly string[];
  /** Names of those that migrations make that are still to be applied; where they were not asked for by name. */
  readonly pending: readonly string[];
}

/**
 * Compares what is protected with the database and plans what brings back those that are not as they should be.
 *
 * @throws HumanError for a name that no protected index has, and where the database gives no answer
 */
export async function planRestores(
  opening: Promise<ReplayedProject>,
  target: CommandTarget,
  database: CatalogueReader,
  { names, mayDrop, sha256 }: RestoreWishes,
): Promise<RestoreReport> {
  const [rows, catalogue, objectCatalogue, tables, relations, project, found] = await Promise.all([
    database.readRows(),
    database.readIndexes(),
    database.readObjects(),
    database.readTables(),
    database.readRelationNames(),
    opening,
    opening.then((project) => findProtected(project)),
  ]);
  const grammar = await project.loadGrammar();
  const { schema: ownSchema, location } = database;
  await assertOwnHistory(rows, project.source, location, sha256);
  const isPending = pendingTest(rows);
  const facts = { ownSchema, isPending };
  const compared = { project, found, rows, catalogue };
  const { states: all, objects: should, applied } = await statesAsApplied(compared, { ...facts, sha256 });
  const objects = planObjects(applied, names, {
    ...{ should, catalogue: objectCatalogue, tables, database, target, isPending },
  });
  const ofIndexes = names.filter(
    (name) => !objects.found.includes(name) || all.some((status) => hasName(status, name)),
  );
  const others = (): ProtectedIndexStatus[] => {
    const records = project.replayed.endLedger().allIndexes();
    return liveStates(
      records.map((record) => plainIndex(record, grammar)),
      catalogue,
      grammar,
      facts,
    );
  };
  const wanted = names.length > 0 ? named(all, ofIndexes, { others, known: objects.known, target }) : all;
  const plans: (RestorePlan | Refusal)[] = [];
  const isPlanned = ({ state }: ProtectedIndexStatus): boolean =>
    state !== 'present' && (state !== 'pending' || names.length > 0);
  for (const status of wanted.filter(isPlanned)) {
    const pendingIn = status.index.record && [status.index.record.named.migration].find(isPending);
    const takenAway =
      status.state === 'missing' ? lossSentence(await droppedBy(project, status.index, rows)) : undefined;
    const facts = {
      grammar,
      tables,
      relations,
      ownSchema,
      pendingIn,
      target,
      takenAway,
      isShared: !database.isLocal,
    };
    const isNamed = names.length > 0 && status.state === 'different';
    const possible = isNamed ? planRestore(status, { ...facts, mayDrop: true }) : undefined;
    // Nobody is asked about an index that could not come back anyhow.
    const allowed = possible !== undefined && !isRefusal(possible) && (await mayDrop(status));
    plans.push(planRestore(status, { ...facts, mayDrop: allowed }));
  }
  return {
    ...{ root: project.source.root, environment: nameOf(target), location, schema: ownSchema },
    plans: plans.flatMap((plan) => (isRefusal(plan) ? [] : [plan])),
    objects: objects.plans,
    refused: [...plans.filter(isRefusal), ...objects.refused],
    present: [...namesIn(wanted, 'present'), ...objects.present],
    pending: [...(names.length > 0 ? [] : namesIn(wanted, 'pending')), ...objects.pending],
  };
}

/** Who took an index away, a sentence. */
function lossSentence(dropped: DroppedBy | undefined): string {
  if (!dropped)
    return 'No migration here takes it away: it went by hand, by prisma db push, or was never made.';
  const { migration, commit, appliedAt } = dropped;
  const day = (time: RowTime): string => time.replace(/T.*?( BC)?$/, '$1');
  const who = commit
    ? ` (commit ${commit.commit.slice(0, 9)} by ${commit.author}, ${day(commit.date.toISOString())})`
    : '';
  const when = appliedAt ? `, applied here on ${day(appliedAt)}` : ', which is not applied here';
  return `${migration}${who} takes it away${when}.`;
}

function namesIn(statuses: readonly ProtectedIndexStatus[], wanted: LiveState): string[] {
  return statuses.filter(({ state }) => state === wanted).map(({ index }) => index.name);
}

function isRefusal(plan: RestorePlan | Refusal): plan is Refusal {
  return 'reason' in plan;
}

/** @throws HumanError for a name that none has */
function named(
  all: readonly ProtectedIndexStatus[],
  names: readonly string[],
  {
    others,
    known: objects,
    target,
  }: {
    readonly others: () => readonly ProtectedIndexStatus[];
    readonly known: readonly string[];
    readonly target: CommandTarget;
  },
): ProtectedIndexStatus[] {
  return all
    .filter((status) => names.some((name) => hasName(status, name)))
    .concat(
      names.flatMap((name) => {
        if (all.some((status) => hasName(status, name))) return [];
        // Who names an index wants that one, whether Prisma would drop it or not.
        const other = others().filter((status) => hasName(status, name));
        if (other.length > 0) return other;
        const known = [...all.map(({ index }) => index.name), ...objects];
        throw new HumanError(
          `Nothing that the migrations make by hand, or that drift-ignore.json lists, is called ${name}.${didYouMeanAny([name], known)} ${ownCommand('status', target)} lists what is protected.`,
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
  plans: Pick<RestoreReport, 'plans' | 'objects'>,
  {
    label,
    now,
    fileOf,
    target,
  }: {
    readonly label: string;
    readonly now: number;
    readonly fileOf: (migration: string) => string;
    readonly target: CommandTarget;
  },
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
    target,
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
