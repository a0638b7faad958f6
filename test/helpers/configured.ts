import { findEnvironment } from '../../src/adapters/environments/find-environment';
import type { Timeouts } from '../../src/adapters/environments/resolved';
import type { Environment } from '../../src/workflows/environment';
import { projectFiles, projectIn } from './environments';
import type { Variables } from './fake-program';
import type { Workspace } from './workspace';

/** A project of Prisma 6 with these environments in its migration-guard.json. */
export function configured(environments: Record<string, unknown>): Record<string, string> {
  return {
    ...projectFiles('url = env("DATABASE_URL")'),
    'migration-guard.json': JSON.stringify({ environments }),
  };
}

/** Finds an environment of the project that the workspace holds. */
export async function find(
  workspace: Workspace,
  name: string,
  env: Variables = process.env,
  timeoutsMs: Partial<Timeouts> = {},
): Promise<Environment> {
  return findEnvironment(name, await projectIn(workspace), { env, timeoutsMs });
}

/** A railway with a database for each of these environments, and no other. */
export const railwayWith = (urls: Record<string, string>): string => `
  const url = ${JSON.stringify(urls)}[args[args.indexOf('--environment') + 1]];
  if (url === undefined) { console.error('Environment "x" not found.'); process.exitCode = 1; }
  else console.log(JSON.stringify({ DATABASE_PUBLIC_URL: url }));`;
