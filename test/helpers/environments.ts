import fs from 'node:fs';
import path from 'node:path';
import { isHumanError } from '../../src/core/human-error';
import { type EnvironmentProject, findEnvironmentProject } from '../../src/adapters/environments/project';
import { assertNoSecrets } from './no-secrets';
import type { Workspace } from './workspace';

/** A password that needs every kind of encoding, and how it stands in a URL. */
export const password = 'p@ss/w"ö+rd';
export const encodedPassword = 'p%40ss%2Fw%22%C3%B6%2Brd';

/** What no message may show of `urlTo`. */
export const secrets = [password, encodedPassword];

export function urlTo(host: string, database = 'app'): string {
  return `postgresql://ann:${encodedPassword}@${host}/${database}`;
}

/** What makes a project of a folder; the datasource's lines are those of Prisma 6. */
export function projectFiles(...datasourceLines: string[]): Record<string, string> {
  const lines = ['provider = "postgresql"', ...datasourceLines].map((line) => `  ${line}\n`).join('');
  return { 'package.json': '{}', 'prisma/schema.prisma': `datasource db {\n${lines}}\n` };
}

export function projectIn({ folder }: Workspace): Promise<EnvironmentProject> {
  return findEnvironmentProject(undefined, folder);
}

/** Lends the workspace this repository's packages, as an install would bring them. */
export function linkPackages({ at }: Workspace): void {
  fs.symlinkSync(path.resolve('node_modules'), at('node_modules'), 'junction');
}

/** The sentence with which it fails, in which no secret stands; anything but a HumanError is thrown on. */
export async function sentenceOf(
  work: () => Promise<unknown>,
  known: readonly string[] = secrets,
): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (!isHumanError(error)) throw error;
    assertNoSecrets(error, known);
    return error.message;
  }
  throw new Error('it did not fail');
}
