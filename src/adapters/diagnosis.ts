import os from 'node:os';
import type { DoctorPorts, FoundDatabase } from '../workflows/doctor';
import type { LintSource } from '../workflows/lint-source';
import { isLocal, type Environment } from '../workflows/environment';
import { whileOpen } from './ask-database';
import { findEnvironment } from './environments/find-environment';
import { namedEnvironments } from './environments/names';
import { configFileIn, environmentProject } from './environments/project';
import { pathFrom } from './files/path-from';
import { ciFacts } from './git/ci';
import { git, GitMissing } from './git/run';
import { openProjects } from './open-projects';
import { findPrismaCli } from './prisma/prisma-cli';
import { maskText } from './process/mask-secrets';
import { secretsIn } from './process/secrets-in';
import type { Variables } from './process/variables';

interface Surroundings {
  readonly paths: readonly string[];
  readonly cwd: string;
  readonly env: Variables;
  /** Our own. */
  readonly version: string;
}

/** What a diagnosis is made from, on this machine. */
export function doctorPorts({ paths, cwd, env, version }: Surroundings): DoctorPorts {
  const secrets = secretsIn(env);
  return {
    machine: async () => ({
      tool: version,
      node: process.version,
      platform: `${process.platform} ${process.arch}, ${os.release()}`,
      packageManager: /^\S+/.exec(env['npm_config_user_agent'] ?? '')?.[0] ?? null,
      git: await gitVersion(cwd),
      ci: ciFacts(env).isCi,
    }),
    openProjects: (withGit) =>
      openProjects(paths, { cwd, ci: ciFacts(env), which: 'nearest', git: withGit, prisma8: true }),
    prismaLabel: (source) => findPrismaCli(environmentProject(source), env).label,
    configFiles,
    environments: (source) =>
      namedEnvironments(environmentProject(source)).map(({ name, source: from, isConfigured }) => ({
        ...{ name, configured: isConfigured, source: from?.kind ?? 'project' },
      })),
    findDatabase: async (source, name) =>
      foundDatabase(await findEnvironment(name, environmentProject(source), { env })),
    fileOf: (file) => pathFrom(cwd, file),
    mask: (text, more = []) => withoutHome(maskText(text, [...secrets, ...more])),
  };
}

async function gitVersion(cwd: string): Promise<string | null> {
  try {
    const { stdout } = await git(cwd, ['--version']);
    return stdout.trim().replace(/^git version /, '');
  } catch (error) {
    if (error instanceof GitMissing) return null;
    throw error;
  }
}

function configFiles({ root, prismaConfig, config, driftIgnore }: LintSource): string[] {
  const files = [prismaConfig ?? configFileIn(root), config?.file, driftIgnore?.file];
  return files.filter((file) => file !== undefined);
}

function foundDatabase(environment: Environment): FoundDatabase {
  const { url, directUrl, remoteHosts, production, from } = environment;
  const passwords = [url, directUrl].map((one) => one?.revealPassword() ?? '');
  return {
    ...{ place: (directUrl ?? url).location, from, production, local: isLocal(environment) },
    secrets: [...remoteHosts, ...passwords, ...passwords.map(encodeURIComponent)].filter(
      (secret) => secret !== '',
    ),
    countRows: () => whileOpen(environment, async (database) => (await database.readRows())?.length),
  };
}

/** Whose machine it is, is nobody's business. */
function withoutHome(text: string): string {
  const home = os.homedir();
  return home.length > 1 ? text.replaceAll(home, '~') : text;
}
