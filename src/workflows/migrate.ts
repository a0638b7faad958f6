import type { ProtectedIndexStatus } from '../core/protection/live-state';
import { confirmationOf } from './production-confirmation';
import { isLocal, type Environment } from './environment';
import { isUpToDate, lostMeanwhile, type MigratePlan } from './migrate-plan';
import { isOpen } from '../core/status/migration-status';
import type { StatusReport } from './status';

/** What a person asks for. */
export interface MigrateRequest {
  readonly dryRun: boolean;
  /** Needed for production. */
  readonly force: boolean;
  /** `prod@db.example.com`: what a person would type when asked; needed for production where nobody can be asked. */
  readonly confirm: string | undefined;
  /** Whether to generate the client afterwards. */
  readonly generate: boolean;
}

/** How a program of the project's ended. Never a success by a signal. */
export type ProgramEnd =
  | { readonly kind: 'succeeded' }
  | { readonly kind: 'failed'; readonly how: string }
  /** Somebody stopped us, and so the program; the code is that of a signal. */
  | { readonly kind: 'interrupted'; readonly exitCode: number };

/** What migrating needs of the machine and of the person. */
export interface MigratePorts {
  readonly readStatus: () => Promise<StatusReport>;
  readonly plan: (status: StatusReport, isShared: boolean) => Promise<MigratePlan>;
  /** Runs the project's own Prisma. */
  readonly runPrisma: (args: readonly string[]) => Promise<ProgramEnd>;
  /** Asks for production's name and host; undefined where nobody can be asked, or does not want to answer. */
  readonly askConfirmation: (wanted: string) => Promise<string | undefined>;
  /** Called once, before anything is asked or run. */
  readonly onPlanned: (plan: MigratePlan) => Promise<void>;
  /** Those of the indexes that the named migrations make which are not there as told. */
  readonly readMadeOtherwise: (applied: ReadonlySet<string>) => Promise<readonly ProtectedIndexStatus[]>;
  /** Called when Prisma has ended, with how the database stands now. */
  readonly onDeployed: (deployed: Deployed) => void;
}

/** How a database stands when Prisma has applied what was pending, or a part of it. */
export interface Deployed {
  readonly after: StatusReport;
  /** Protected indexes that were in place before and are not any more. */
  readonly lost: readonly ProtectedIndexStatus[];
  /** Indexes that were made just now, or found where they were to be made, and are missing, invalid or others. */
  readonly madeOtherwise: readonly ProtectedIndexStatus[];
}

/** Why nothing is applied to production. */
export type Unconfirmed = {
  readonly kind: 'unconfirmed';
  readonly why: 'not-forced' | 'nobody-to-ask' | 'mistyped';
  /** What is to be typed. */
  readonly wanted: string;
};

/**
 * What came of it.
 *
 * - blocked: something stands in the way, which the plan tells
 * - nothing-pending, dry-run, unconfirmed: nothing was run
 * - deploy-failed, generate-failed: Prisma failed; `how` follows its name
 * - interrupted: somebody stopped it while Prisma ran
 * - lost: all is applied, and a protected index is gone
 * - made-otherwise: all is applied, and an index that it makes is not there as told
 * - incomplete: Prisma said that it was done, and was not
 */
export type MigrateOutcome =
  | { readonly kind: 'blocked'; readonly plan: MigratePlan }
  | { readonly kind: 'nothing-pending' | 'dry-run' | 'lost' | 'made-otherwise' | 'incomplete' | 'applied' }
  | { readonly kind: 'deploy-failed' | 'generate-failed'; readonly how: string }
  | { readonly kind: 'interrupted'; readonly exitCode: number }
  | Unconfirmed;

/**
 * Applies what is pending, unless something stands in the way.
 *
 * @throws HumanError where it could not be tried
 */
export async function migrate(
  request: MigrateRequest,
  environment: Environment,
  ports: MigratePorts,
): Promise<MigrateOutcome> {
  const before = await ports.readStatus();
  const plan = await ports.plan(before, !isLocal(environment));
  await ports.onPlanned(plan);
  if (plan.obstacles.length > 0) return { kind: 'blocked', plan };
  if (plan.pending.length === 0) return { kind: 'nothing-pending' };
  if (request.dryRun) return { kind: 'dry-run' };
  const refusal = await refusalOf(request, environment, ports);
  if (refusal) return refusal;
  const end = await ports.runPrisma(['migrate', 'deploy']);
  const after = await ports.readStatus();
  const lost = lostMeanwhile(before, after);
  const madeOtherwise = (await ports.readMadeOtherwise(appliedNow(plan, after))).filter(
    ({ index }) =>
      !lost.some(({ index: { schema, name } }) => schema === index.schema && name === index.name),
  );
  ports.onDeployed({ after, lost, madeOtherwise });
  if (end.kind === 'interrupted') return end;
  if (end.kind === 'failed') return { kind: 'deploy-failed', how: end.how };
  if (lost.length > 0) return { kind: 'lost' };
  if (!isUpToDate(after)) return { kind: 'incomplete' };
  if (madeOtherwise.length > 0) return { kind: 'made-otherwise' };
  if (!isLocal(environment) || !request.generate) return { kind: 'applied' };
  const generated = await ports.runPrisma(['generate']);
  if (generated.kind === 'interrupted') return generated;
  return generated.kind === 'succeeded'
    ? { kind: 'applied' }
    : { kind: 'generate-failed', how: generated.how };
}

/** Names of the migrations that were pending and are no more. */
function appliedNow({ pending }: MigratePlan, { migrations }: StatusReport): ReadonlySet<string> {
  const applied = new Set(
    migrations.flatMap((one) => (isOpen(one) || one.state === 'failed' ? [] : one.name)),
  );
  return new Set(pending.flatMap(({ name }) => (applied.has(name) ? name : [])));
}

/** Production wants to be named twice, and no setting turns that off. */
export async function refusalOf(
  { force, confirm }: Pick<MigrateRequest, 'force' | 'confirm'>,
  environment: Environment,
  { askConfirmation }: Pick<MigratePorts, 'askConfirmation'>,
): Promise<Unconfirmed | undefined> {
  if (!environment.production) return undefined;
  const wanted = confirmationOf(environment);
  if (!force) return { kind: 'unconfirmed', why: 'not-forced', wanted };
  const typed = confirm ?? (await askConfirmation(wanted));
  if (typed === undefined) return { kind: 'unconfirmed', why: 'nobody-to-ask', wanted };
  return typed.trim() === wanted ? undefined : { kind: 'unconfirmed', why: 'mistyped', wanted };
}
