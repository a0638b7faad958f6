import type { DatabaseUrl } from '../core/environment/database-url';
import type { Answer } from './answer';
import type { DriftedMigration, DriftReport } from './check-drift';
import type { ChecksumFixer, DatabaseReader } from './database';
import { assertKnown, changeOf, planFix, type FixPlan, type FixRequest } from './fix-drift-plan';
import type { KeepPlan } from './keep-indexes-plan';
import { whyNotByUrl, type RepairTarget, type Sharing } from './repairable';
import type { FileRestore, RestoreRefusal } from './restore-file-plan';

/** What a person asks for: checksums, or one of the other two alone. */
export interface FixDriftRequest extends FixRequest {
  /** The environment's name. */
  readonly environment: string;
  /** Folder names of migrations whose files get their applied text back. */
  readonly restore: readonly string[];
  /** The one migration that keeps indexes now and dropped them when it was applied. */
  readonly keepIndexes: string | undefined;
}

/** A database in which checksums can be repaired. */
export interface Repairable extends DatabaseReader, ChecksumFixer {
  readonly url: DatabaseUrl;
}

/** What is shown before a person is asked, and what was done. */
export type FixDriftEvent =
  /** A sentence about an environment that could not be compared with. */
  | { readonly kind: 'not-compared'; readonly sentence: string }
  /** `uncommitted`: names of those whose texts are not committed, so that nobody else has them. */
  | { readonly kind: 'fix-planned'; readonly plan: FixPlan; readonly uncommitted: readonly string[] }
  | { readonly kind: 'fixed'; readonly migration: DriftedMigration; readonly undoStatement: string }
  | { readonly kind: 'restore-planned'; readonly plans: readonly FilePlan[] }
  | { readonly kind: 'restored'; readonly migration: DriftedMigration }
  | { readonly kind: 'keep-planned'; readonly plan: KeepPlan };

/** What is to be done about one file that somebody wants restored. */
export type FilePlan =
  | { readonly kind: 'unchanged'; readonly name: string }
  | { readonly kind: 'refused'; readonly refusal: RestoreRefusal }
  | { readonly kind: 'restore'; readonly restore: FileRestore };

/** What a person is asked before anything is written. */
export type FixDriftQuestion =
  | { readonly kind: 'write-checksums'; readonly migrations: number }
  | { readonly kind: 'restore-files'; readonly files: number }
  | { readonly kind: 'keep-indexes'; readonly indexes: number };

/** What repairing needs of the machine and of the person. */
export interface FixDriftPorts {
  readonly database: Repairable;
  /** Whose database it is: production, or at hosts that are not local. */
  readonly owner: Pick<RepairTarget, 'production' | 'remoteHosts' | 'hostsOffer'>;
  readonly findSharing: () => Promise<Sharing>;
  readonly checkDrift: () => Promise<DriftReport>;
  /** Whether HEAD has another text of the migration, or none. False without git. */
  readonly isUncommitted: (name: string, text: string) => Promise<boolean>;
  readonly planRestore: (drifted: DriftedMigration) => Promise<FileRestore | RestoreRefusal>;
  /** A sentence where it cannot be done. */
  readonly planKeep: (report: DriftReport, name: string) => Promise<KeepPlan | string>;
  /** The checksum of the file's bytes as they are now; undefined where it is gone. */
  readonly checksumOfFile: (file: string) => string | undefined;
  /** Writes a file that is known to hold `before`. @throws HumanError where it does not, or cannot be written */
  readonly replaceText: (file: string, before: string, text: string) => void;
  /** Undefined where nobody can be asked. */
  readonly agree: (question: FixDriftQuestion) => Promise<Answer | undefined>;
  readonly report: (event: FixDriftEvent) => void;
}

/**
 * What came of it. In all but the last three nothing was written, or with `changed-meanwhile` no more than was reported.
 *
 * - not-ours: the rows of this database are not to be written to; `reason` is a sentence, `sharedWith` an environment
 * - refused: what was asked for may not be done, which the reported plan tells; `reason` is a sentence where none did
 * - declined: the person does not agree; undefined where nobody could be asked
 */
export type FixDriftOutcome =
  | { readonly kind: 'not-ours'; readonly reason: string }
  | { readonly kind: 'not-ours'; readonly sharedWith: string }
  | { readonly kind: 'refused'; readonly reason?: string }
  | { readonly kind: 'declined'; readonly answer: Exclude<Answer, 'yes'> | undefined }
  | { readonly kind: 'changed-meanwhile'; readonly what: 'file' | 'row'; readonly name: string }
  | { readonly kind: 'nothing-to-fix' | 'fixed'; readonly left: readonly DriftedMigration[] }
  | { readonly kind: 'restored' }
  | { readonly kind: 'kept'; readonly plan: KeepPlan; readonly undoStatement: string };

/**
 * Repairs checksums, or restores files, after showing what differs and asking.
 *
 * @throws HumanError where a name is unknown, a file cannot be written, or the database gives no answer
 */
export async function fixDrift(request: FixDriftRequest, ports: FixDriftPorts): Promise<FixDriftOutcome> {
  // Files are written to, whosever the database is; rows only where they are ours.
  if (request.restore.length > 0) return await restoreFiles(request.restore, ports);
  const refusal = await whyNotOurs(request.environment, ports);
  if (refusal) return refusal;
  const report = await ports.checkDrift();
  return request.keepIndexes === undefined
    ? await fixChecksums(planFix(report, request), ports)
    : await keepIndexes(await ports.planKeep(report, request.keepIndexes), ports);
}

/** Only local databases are written to, and none that others share; undefined where nothing speaks against it. */
async function whyNotOurs(
  environment: string,
  { database: { url }, owner, findSharing, report }: FixDriftPorts,
): Promise<FixDriftOutcome | undefined> {
  const reason = whyNotByUrl({ environment, url, ...owner });
  if (reason !== undefined) return { kind: 'not-ours', reason };
  const { name, notCompared } = await findSharing();
  for (const sentence of notCompared) report({ kind: 'not-compared', sentence });
  return name === undefined ? undefined : { kind: 'not-ours', sharedWith: name };
}

async function fixChecksums(plan: FixPlan, ports: FixDriftPorts): Promise<FixDriftOutcome> {
  const { fixes, refused, left } = plan;
  const uncommitted: string[] = [];
  for (const { name, text } of fixes) if (await ports.isUncommitted(name, text)) uncommitted.push(name);
  ports.report({ kind: 'fix-planned', plan, uncommitted });
  if (refused.length > 0) return { kind: 'refused' };
  if (fixes.length === 0) return { kind: 'nothing-to-fix', left };
  const answer = await ports.agree({ kind: 'write-checksums', migrations: fixes.length });
  if (answer !== 'yes') return { kind: 'declined', answer };
  for (const migration of fixes) {
    const changed = await writeChecksum(migration, [], ports);
    if (changed) return changed;
    const undoStatement = ports.database.undoStatement(changeOf(migration));
    ports.report({ kind: 'fixed', migration, undoStatement });
  }
  return { kind: 'fixed', left };
}

/**
 * Makes the indexes again that a migration dropped when it was applied and keeps now, and gives its row the file's
 * checksum: both or neither.
 */
async function keepIndexes(plan: KeepPlan | string, ports: FixDriftPorts): Promise<FixDriftOutcome> {
  if (typeof plan === 'string') return { kind: 'refused', reason: plan };
  const { migration, statements } = plan;
  ports.report({ kind: 'keep-planned', plan });
  const answer = await ports.agree({ kind: 'keep-indexes', indexes: statements.length });
  if (answer !== 'yes') return { kind: 'declined', answer };
  const changed = await writeChecksum(migration, statements, ports);
  if (changed) return changed;
  return { kind: 'kept', plan, undoStatement: ports.database.undoStatement(changeOf(migration)) };
}

/** @returns undefined where it was written */
async function writeChecksum(
  migration: DriftedMigration,
  statements: readonly string[],
  { database, checksumOfFile }: FixDriftPorts,
): Promise<FixDriftOutcome | undefined> {
  const { name } = migration;
  if (checksumOfFile(migration.file) !== migration.checksum) {
    return { kind: 'changed-meanwhile', what: 'file', name };
  }
  const isWritten = await database.fixChecksum(changeOf(migration), statements);
  return isWritten ? undefined : { kind: 'changed-meanwhile', what: 'row', name };
}

/** Gives files the text back that was applied. No row is written to. */
async function restoreFiles(asked: readonly string[], ports: FixDriftPorts): Promise<FixDriftOutcome> {
  const report = await ports.checkDrift();
  const names = [...new Set(asked)];
  for (const name of names) assertKnown(name, report);
  const plans: FilePlan[] = [];
  for (const name of names) plans.push(await planFile(name, report, ports));
  ports.report({ kind: 'restore-planned', plans });
  if (plans.some(({ kind }) => kind === 'refused')) return { kind: 'refused' };
  const restores = plans.flatMap((plan) => (plan.kind === 'restore' ? [plan.restore] : []));
  if (restores.length === 0) return { kind: 'restored' };
  const answer = await ports.agree({ kind: 'restore-files', files: restores.length });
  if (answer !== 'yes') return { kind: 'declined', answer };
  for (const { migration, text } of restores) {
    ports.replaceText(migration.file, migration.text, text);
    ports.report({ kind: 'restored', migration });
  }
  return { kind: 'restored' };
}

async function planFile(
  name: string,
  { drifted }: DriftReport,
  { planRestore }: FixDriftPorts,
): Promise<FilePlan> {
  // Of several rows with the name the last tells what Prisma compares with.
  const migration = drifted.findLast((one) => one.name === name);
  if (!migration) return { kind: 'unchanged', name };
  const plan = await planRestore(migration);
  return 'reason' in plan ? { kind: 'refused', refusal: plan } : { kind: 'restore', restore: plan };
}
