import fs from 'node:fs';
import path from 'node:path';
import { HumanError } from '../../core/human-error';
import type { Asking } from '../../core/config/project-code';
import type { EnvironmentProject } from '../environments/project';
import { assertMayRun } from '../environments/project-code';
import type { Variables } from '../process/variables';
import { readText } from '../files/regular-file';
import { parseJson, record } from '../project/settings';
import { diskUpwards } from '../files/tree-root';

/** How the project's own Prisma is called. */
export interface PrismaCli {
  readonly program: string;
  /** What goes before Prisma's own arguments. */
  readonly args: readonly string[];
  /** As a person would say it: `Prisma 7.10.0`. */
  readonly label: string;
  /** `major.minor.patch`; undefined where a command of the person's own stands for it. */
  readonly version: string | undefined;
}

/** `prisma7` stands beside a `prisma` 8, which has no Migrate. */
const packages = ['prisma7', 'prisma'];

/**
 * Finds the Prisma that is installed for the project, for somebody who is going to run it. Never one from elsewhere: npx
 * might fetch another version, with other ideas of what is drift.
 *
 * @param project with `prismaCommand` of migration-guard.json, which goes before everything else
 * @param env our own variables
 * @param asking who wants Prisma to run
 * @throws HumanError where it must not run, and where there is none, or one without Migrate
 */
export function findPrismaCli(
  { root, guard, isPrisma8 }: Pick<EnvironmentProject, 'root' | 'guard' | 'isPrisma8'>,
  env: Variables,
  asking: Asking = 'person',
): PrismaCli {
  assertMayRun(guard, env, {
    what: "The project's own Prisma has to be run for this",
    asking,
    instead: 'lint, verify and audit do without it.',
  });
  const [program, ...args] = guard?.prismaCommand ?? [];
  if (program !== undefined) {
    return { program, args, label: `Prisma (${[program, ...args].join(' ')})`, version: undefined };
  }
  if (isPrisma8) return installedPrisma8(root);
  const installed = packages.flatMap((name) => installedAs(root, name) ?? []);
  const usable = installed.find(({ version }) => Number.parseInt(version, 10) < 8);
  if (usable) {
    const { script, version } = usable;
    return { program: process.execPath, args: [script], label: `Prisma ${version}`, version };
  }
  const [tooNew] = installed;
  if (tooNew) {
    throw new HumanError(
      `The project has Prisma ${tooNew.version}, which has no migrate command. Install prisma7 beside it, or name one in "prismaCommand" of migration-guard.json.`,
    );
  }
  if (hasPlugAndPlay(root)) {
    return { program: 'yarn', args: ['prisma'], label: 'Prisma (yarn prisma)', version: undefined };
  }
  throw new HumanError(
    `Prisma is not installed for ${root}. Install the project's packages (such as npm install), or name a command in "prismaCommand" of migration-guard.json.`,
  );
}

interface Installed {
  readonly script: string;
  readonly version: string;
  /** The lowest major version of node that it runs on; undefined where it says none. */
  readonly node: number | undefined;
}

/** @throws HumanError where there is none, or one that this node cannot run */
function installedPrisma8(root: string): PrismaCli {
  const found = installedAs(root, 'prisma');
  if (!found || Number.parseInt(found.version, 10) < 8) {
    throw new HumanError(
      `${found ? `The project has prisma ${found.version}, which is not the one of its contract` : `Prisma is not installed for ${root}`}. Install the project's packages, with prisma 8 among them, or name a command in "prismaCommand" of migration-guard.json.`,
    );
  }
  const { script, version, node } = found;
  const own = Number.parseInt(process.versions.node, 10);
  if (node !== undefined && own < node) {
    throw new HumanError(
      `Prisma ${version} needs node ${node} or newer, and this is node ${process.versions.node}: start this with a newer one.`,
    );
  }
  return { program: process.execPath, args: [script], label: `Prisma ${version}`, version };
}

/** As node finds packages: in the nearest node_modules upwards. */
function installedAs(root: string, name: string): Installed | undefined {
  for (const folder of diskUpwards(root)) {
    const home = path.join(folder, 'node_modules', name);
    const manifest = record(parseJson(readText(path.join(home, 'package.json'))));
    const { version, bin, engines } = manifest;
    if (typeof version !== 'string') continue;
    const entry = typeof bin === 'string' ? bin : record(bin)['prisma'];
    const script = path.join(home, typeof entry === 'string' ? entry : 'build/index.js');
    // Half an installation is none.
    if (fs.existsSync(script)) return { script, version, node: lowestNode(record(engines)['node']) };
  }
  return undefined;
}

/** `>=22.0.0`, `^22.12 || >=24`: the first number is the lowest. */
function lowestNode(range: unknown): number | undefined {
  const digits = typeof range === 'string' ? /\d+/.exec(range)?.[0] : undefined;
  return digits === undefined ? undefined : Number(digits);
}

/** How a person starts the project's own Prisma from its folder, as words. */
export function prismaWords(root: string, command?: readonly string[]): readonly string[] {
  if (command !== undefined && command.length > 0) return command;
  return hasPlugAndPlay(root) ? ['yarn', 'prisma'] : ['npx', 'prisma'];
}

/** Yarn without node_modules: only Yarn knows where packages are. */
function hasPlugAndPlay(root: string): boolean {
  return [...diskUpwards(root)].some((folder) => fs.existsSync(path.join(folder, '.pnp.cjs')));
}
