import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SettingOffer } from '../../../core/config/setting-offer';
import { HumanError } from '../../../core/human-error';
import { loadGrammar } from '../../../core/sql/grammar';
import { findEnvironment } from '../../../adapters/environments/find-environment';
import { namedEnvironments } from '../../../adapters/environments/names';
import { environmentProject } from '../../../adapters/environments/project';
import { isLinkedToRailway } from '../../../adapters/environments/railway-link';
import { urlSourceOf, type UrlSource } from '../../../adapters/environments/url-source';
import { findProjects } from '../../../adapters/project/find-projects';
import { openProjects, type OpenedProject } from '../../../adapters/open-projects';
import { readSchema } from '../../../adapters/project/read-project';
import { sha256 } from '../../../adapters/files/sha256';
import { checkDrift, type Verdict } from '../../../workflows/check-drift';
import { isLocal, listHostsSentence } from '../../../workflows/environment';
import { confirmationOf } from '../../../workflows/production-confirmation';
import { otherProvider } from '../../../workflows/lint';
import { proposedMigrationName } from '../../../workflows/proposed-migration-name';
import { plainStatus } from '../../../workflows/plain-status';
import { openEachOnce } from '../../../workflows/replayed-project';
import type { StatusReport } from '../../../workflows/status';
import { readAnyStatus } from '../../../workflows/status-prisma8';
import type { KnownEnvironment, KnownMigration, KnownState, ProjectFolders } from '../known-state';
import { uriOf } from './uri-of';

/**
 * Asks the database of an environment how a project stands there. Read-only.
 *
 * @param root the URI of the project's folder
 * @param variables that count as set besides the process's own
 * @param options.mayRunConfig whether a person has asked: only then is the project's Prisma config run, and a database asked
 *   that is not local
 * @throws HumanError (DatabaseError where the database gave no answer)
 */
export async function askState(
  root: string,
  environment: string,
  variables: Readonly<Record<string, string>>,
  { mayRunConfig }: { mayRunConfig: boolean },
): Promise<Omit<KnownState, 'askedAt'>> {
  const { source, migrationsFolder } = await openProject(root);
  const found = await findEnvironment(environment, environmentProject(source), {
    env: { ...process.env, ...variables },
    mayRunConfig,
  });
  if (!mayRunConfig && !isLocal(found)) {
    throw new NotLocal(
      `${environment} is at ${found.url.location}, which is not a local database, so it is asked only when you want it.${found.hostsOffer ? ` ${listHostsSentence(found)}` : ''}`,
      found.hostsOffer,
    );
  }
  const { openDatabase } = await import('../../../adapters/database/open-database');
  const database = openDatabase(found.directUrl ?? found.url, { isLocal: isLocal(found) });
  try {
    const replayed = openEachOnce(loadGrammar);
    const status = await readAnyStatus(source, replayed(source), environment, database, sha256);
    // Of Prisma 8 a database keeps neither texts nor checksums of files.
    const texts = source.prisma8 ? [] : source.migrations;
    const checksums = new Map(texts.map(({ name, text }) => [name, sha256(text)]));
    const verdicts = await verdictsOf(source.prisma8 ? new Set() : driftedIn(status), () =>
      checkDrift(source, environment, database, { sha256, only: driftedIn(status) }),
    );
    const plain = plainStatus(status, uriOf);
    return {
      ...plain,
      root,
      migrationsFolder: uriOf(migrationsFolder),
      production: found.production,
      isLocal: isLocal(found),
      confirmation: found.production ? confirmationOf(found) : undefined,
      migrations: plain.migrations.map((migration) => ({
        ...migration,
        ...judged(verdicts.get(migration.name)),
        fileChecksum: checksums.get(migration.name),
      })),
    };
  } finally {
    await database.close();
  }
}

class NotLocal extends HumanError {
  readonly kind = 'not-local';

  constructor(
    message: string,
    readonly offer: SettingOffer | undefined,
  ) {
    super(message);
  }
}

class NoProject extends HumanError {
  readonly kind = 'no-project';
}

/**
 * @param base the revision against which its history is opened; undefined finds it
 * @throws NoProject where there is none any more
 */
export async function openProject(root: string, base?: string): Promise<OpenedProject> {
  const folder = fileURLToPath(root);
  const opened = (
    await openProjects([folder], { cwd: folder, base, which: 'with-database', prisma8: true })
  ).find(({ source }) => source.root === folder);
  if (!opened) throw new NoProject(`${path.basename(folder)} is no longer a Prisma project.`);
  return opened;
}

/** The environments that a project has, without asking any. */
export async function listEnvironments(root: string): Promise<KnownEnvironment[]> {
  const { source } = await openProject(root);
  const isLinked = isLinkedToRailway(source.root, process.env);
  return namedEnvironments(environmentProject(source)).map(({ name, production, ...named }) => ({
    ...{ name, production },
    isOffered: named.isConfigured || named.source?.kind !== 'railway' || isLinked,
  }));
}

/** A name for the next migration, from what the schema has and HEAD has not; undefined where none can be proposed. */
export async function proposeName(root: string): Promise<string | undefined> {
  // Without git, or a commit, there is no HEAD.
  const against = await openProject(root, 'HEAD').catch(() => undefined);
  const { source } = against ?? (await openProject(root));
  return proposedMigrationName(against ? source : { ...source, history: undefined });
}

/** Where the URL of an environment is read from. Nothing is run. */
export async function findUrlSource(root: string, environment: string): Promise<UrlSource> {
  const { source } = await openProject(root);
  return urlSourceOf(environment, environmentProject(source));
}

type Verdicts = ReadonlyMap<string, Verdict>;

function driftedIn({ migrations }: StatusReport): Set<string> {
  return new Set(migrations.filter(({ state }) => state === 'drifted').map(({ name }) => name));
}

async function verdictsOf(
  drifted: ReadonlySet<string>,
  check: () => ReturnType<typeof checkDrift>,
): Promise<Verdicts> {
  if (drifted.size === 0) return new Map();
  const report = await check();
  return new Map(report.drifted.map(({ name, verdict }) => [name, verdict]));
}

function judged(verdict: Verdict | undefined): Pick<KnownMigration, 'verdict' | 'appliedText'> {
  const appliedText = verdict && verdict.kind !== 'unproved' ? verdict.applied.text : undefined;
  return { verdict: verdict?.kind, appliedText };
}

/** The projects in some folders, also those for other databases. No code of theirs is run. */
export async function findProjectFolders(folders: readonly string[]): Promise<ProjectFolders[]> {
  const found = new Map<string, ProjectFolders>();
  for (const folder of folders) {
    for (const { tree, paths } of await findProjects([], fileURLToPath(folder))) {
      const root = uriOf(tree.toDisk(paths.root));
      const migrationsFolder = uriOf(tree.toDisk(paths.migrations));
      const schema = await readSchema({ tree, paths, identify: (file) => tree.toDisk(file) });
      const isPrisma8 = paths.prisma8 !== undefined;
      found.set(migrationsFolder, {
        root,
        migrationsFolder,
        otherProvider: otherProvider(schema),
        isPrisma8,
      });
    }
  }
  return [...found.values()];
}
