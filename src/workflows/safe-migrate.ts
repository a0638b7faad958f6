import { migrationLabel } from '../core/migration-names';
import type { DriftReport } from './check-drift';
import type { CleanMigration } from './clean-migration';
import type { MigrationFile } from './lint-source';
import { chooseRoute, type RouteFacts, type RoutePorts, type RouteRefusal } from './migration-route';
import type { Trial } from './rehearsal';

/** What a person asks for. */
export interface SafeMigrateRequest {
  /** What to call the migration; undefined asks. */
  readonly name: string | undefined;
  /** Ask for the name only when it is known that there is a migration to name. */
  readonly namesLater: boolean;
  /** Whether to replay the history with the result. */
  readonly verify: boolean;
}

/** What Prisma wrote; it is in no folder of the project any more. */
export interface DraftedMigration {
  /** The name that Prisma gave it; empty where it gave none. */
  readonly name: string;
  readonly sql: string;
}

/** What came of asking Prisma for a migration. */
export type Drafting =
  /** Undefined where it wrote none. */
  | { readonly kind: 'drafted'; readonly draft: DraftedMigration | undefined }
  /** It wants to ask a person whether it may do so, after these warnings, which are sentences. */
  | { readonly kind: 'asks'; readonly warnings: readonly string[] }
  /** It wants to reset the database. */
  | { readonly kind: 'wants-reset' }
  /** To be read behind `no migration was made:`. */
  | { readonly kind: 'failed'; readonly how: string };

/** What goes on, for whoever waits. */
export type SafeMigrateEvent =
  /** `migrate dev --create-only` begins, whose output follows. */
  | { readonly kind: 'prisma-begins'; readonly label: string }
  /** Without the database, since (a sentence). */
  | { readonly kind: 'apart'; readonly because: string }
  /** Prisma has warnings that a person has to agree to, so the migration is made from the files alone. */
  | { readonly kind: 'prisma-asks' }
  | { readonly kind: 'asking-database' | 'comparing' | 'linting' | 'idle' };

/** What making a migration needs of the machine and of the person. */
export interface SafeMigratePorts extends RoutePorts {
  readonly checkDrift: () => Promise<DriftReport>;
  /** `migrate dev --create-only`. */
  readonly draftByDev: (label: string) => Promise<Drafting>;
  /** `migrate diff`, with an embedded database in the place of the project's. @throws HumanError where that fails */
  readonly draftByDiff: () => Promise<DraftedMigration | undefined>;
  /** The name under which a migration comes last: the drafted one if that does. @throws HumanError where none can */
  readonly nameFor: (label: string, drafted: string) => string;
  /** The path of a migration's file. */
  readonly fileOf: (migration: string) => string;
  /** Lints and fixes a draft. */
  readonly clean: (drafted: MigrationFile) => Promise<CleanMigration>;
  /** @throws HumanError where nothing was written */
  readonly write: (migration: MigrationFile) => void;
  /** @throws HumanError where the person gives no name */
  readonly askName: () => Promise<string>;
  readonly report: (event: SafeMigrateEvent) => void;
}

/** What became of what Prisma wants. */
export interface MadeMigration {
  /** not-ready: it is written, but somebody has to look at it before it can be applied. */
  readonly kind: 'written' | 'not-ready' | 'no-change';
  /** Undefined where Prisma wrote nothing. */
  readonly clean: CleanMigration | undefined;
  /** What trying it showed; undefined where it was not tried. */
  readonly trial: Trial | undefined;
}

/**
 * What came of it.
 *
 * - refused, drifted, wants-reset: no migration was made, and Prisma saw no database that it would want to reset, or
 *   was not let
 * - prisma-failed: `how` is to be read behind `no migration was made:`
 */
export type SafeMigrateOutcome =
  | MadeMigration
  | { readonly kind: 'refused'; readonly refusal: RouteRefusal }
  | { readonly kind: 'drifted'; readonly report: DriftReport }
  | { readonly kind: 'wants-reset' }
  | { readonly kind: 'prisma-failed'; readonly how: string };

/**
 * Writes a migration for what changed in the schema, without what would lose a protected index.
 *
 * @throws HumanError where it could not be tried
 */
export async function safeMigrate(
  request: SafeMigrateRequest,
  facts: RouteFacts,
  ports: SafeMigratePorts,
): Promise<SafeMigrateOutcome> {
  const isNamedLater = request.name === undefined && request.namesLater;
  const label = isNamedLater ? undefined : migrationLabel(request.name ?? (await ports.askName()));
  // Where nothing can come last, there is no need to begin.
  ports.nameFor(label ?? unnamed, '');
  ports.report({ kind: 'asking-database' });
  const route = await chooseRoute(facts, ports);
  ports.report({ kind: 'idle' });
  if (route.kind === 'refused') return route;
  if (route.kind === 'drifted') return { kind: 'drifted', report: await ports.checkDrift() };
  if (route.kind === 'apart' && route.because !== undefined) {
    ports.report({ kind: 'apart', because: route.because });
  }
  const drafting = await draftMigration(label ?? unnamed, route.kind, ports);
  switch (drafting.kind) {
    case 'drafted':
      return await finish(drafting.draft, label, request, ports);
    case 'wants-reset':
      return drafting;
    case 'failed':
      return { kind: 'prisma-failed', how: drafting.how };
  }
}

/** What a migration is called until it has a name. */
const unnamed = 'unnamed';

/** Has Prisma write the migration, with the database or from the files alone. */
async function draftMigration(
  label: string,
  route: 'with-database' | 'apart',
  { draftByDev, draftByDiff, report }: SafeMigratePorts,
): Promise<Exclude<Drafting, { readonly kind: 'asks' }>> {
  let warnings: readonly string[] = [];
  if (route === 'with-database') {
    report({ kind: 'prisma-begins', label });
    const drafting = await draftByDev(label);
    if (drafting.kind !== 'asks') return drafting;
    ({ warnings } = drafting);
    report({ kind: 'prisma-asks' });
  }
  report({ kind: 'comparing' });
  const draft = await draftByDiff();
  report({ kind: 'idle' });
  return { kind: 'drafted', draft: draft && { ...draft, sql: withWarnings(draft.sql, warnings) } };
}

/** As Prisma puts them at the top of what a person has agreed to. */
function withWarnings(sql: string, warnings: readonly string[]): string {
  if (warnings.length === 0) return sql;
  const lines = warnings.map((warning) => `  - ${warning.replaceAll('*/', '* /')}`);
  return `/*\n  Warnings:\n\n${lines.join('\n')}\n\n*/\n${sql}`;
}

/**
 * Lints, fixes, tries and writes what Prisma wants.
 *
 * @param label undefined where it is still to be asked for
 */
export async function finish(
  draft: DraftedMigration | undefined,
  label: string | undefined,
  { verify }: Pick<SafeMigrateRequest, 'verify'>,
  ports: SafeMigratePorts,
): Promise<MadeMigration> {
  ports.report({ kind: 'linting' });
  let clean = draft && (await cleanAs(ports.nameFor(label ?? unnamed, draft.name), draft, ports));
  if (draft && clean?.hasStatements === true && label === undefined) {
    ports.report({ kind: 'idle' });
    const name = ports.nameFor(migrationLabel(await ports.askName()), '');
    clean = await cleanAs(name, draft, ports);
  }
  if (clean?.hasStatements !== true) return { kind: 'no-change', clean, trial: undefined };
  const trial = verify ? await (await ports.rehearse()).tryOut(clean) : undefined;
  ports.write(clean.migration);
  return { kind: isReady(clean, trial) ? 'written' : 'not-ready', clean, trial };
}

function cleanAs(
  name: string,
  { sql }: DraftedMigration,
  { fileOf, clean }: SafeMigratePorts,
): Promise<CleanMigration> {
  return clean({ name, file: fileOf(name), text: sql });
}

/** Whether a migration can be applied as it is. */
export function isReady(
  { findings }: Pick<CleanMigration, 'findings'>,
  trial: Pick<Trial, 'kind'> | undefined,
): boolean {
  if (trial?.kind === 'lost' || trial?.kind === 'refused') return false;
  return !findings.some(({ severity, suppressed }) => severity === 'error' && suppressed === undefined);
}
