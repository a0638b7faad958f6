import fs from 'node:fs';
import path from 'node:path';
import type { GuardConfig } from '../../core/config/guard-config';
import { settingFiles, type GuardFile } from '../../core/config/guard-file';
import { readGuardConfig } from '../../core/config/read-guard-config';
import { HumanError } from '../../core/human-error';
import type { SchemaFile } from '../../core/prisma-schema/declarations';
import { positionsOf } from '../../core/text-positions';
import type { FoundProject } from '../project/find-projects';
import { findProjectsWithDatabase } from '../project/projects-with-database';
import { onlyFound } from '../project/only-project';
import { configFileNames } from '../project/prisma-config';
import { prisma8ConfigNames } from '../project/prisma8-config';
import { readGuardFile } from '../project/guard-file';
import { configPaths } from '../project/read-project';
import { schemaFiles } from '../project/schema-location';
import { EnvironmentError } from './resolved';

/** What a project's environments are read from. Files are absolute paths. */
export interface EnvironmentProject {
  readonly root: string;
  readonly schema: readonly SchemaFile[];
  /** The Prisma config file that holds: one that was named, else the one in the root. */
  readonly configFile: string | undefined;
  /** Whether the Prisma config and the `.env` in the root are those of another project. */
  readonly isGuest?: boolean;
  /** Whether it is for Prisma 8, whose config is another one. */
  readonly isPrisma8?: boolean;
  readonly guard: GuardConfig | undefined;
}

/** What of a project was read already; a LintSource of a project on disk fits. */
export interface ProjectTexts {
  readonly root: string;
  readonly schema: readonly SchemaFile[];
  /** migration-guard.json, with what it extends. */
  readonly config: GuardFile | undefined;
  /** The Prisma config, where it is another one than Prisma finds by itself. */
  readonly prismaConfig?: string | undefined;
  readonly isGuest?: boolean;
  /** There for a project of Prisma 8. */
  readonly prisma8?: unknown;
}

/** @throws HumanError for mistakes in migration-guard.json: a word about production may be among them */
export function environmentProject(texts: ProjectTexts): EnvironmentProject {
  const { root, schema, config, prismaConfig, isGuest = false } = texts;
  const guard = config && readGuardConfig(config);
  const [problem] = guard?.problems ?? [];
  if (config && problem) {
    const { text } = settingFiles(config).find((one) => one.file === problem.file) ?? config;
    const { line, column } = positionsOf(text).at(problem.range.start);
    const file = path.relative(root, problem.file);
    throw new EnvironmentError('bad-config', `${file}:${line}:${column}: ${problem.message}. Fix it first.`);
  }
  const isPrisma8 = texts.prisma8 !== undefined;
  const names = isPrisma8 ? prisma8ConfigNames : configFileNames;
  const configFile = prismaConfig ?? (isGuest ? undefined : configFileIn(root, names));
  return { root, schema, configFile, isGuest, ...(isPrisma8 && { isPrisma8 }), guard };
}

/** The Prisma config file that holds when Prisma is started in the folder; undefined where there is none. */
export function configFileIn(root: string, names: readonly string[] = configFileNames): string | undefined {
  return names
    .map((name) => path.join(root, name))
    .find((file) => fs.statSync(file, { throwIfNoEntry: false })?.isFile());
}

/**
 * The one project that a path stands for: the nearest around it, else the only one below it.
 *
 * @param given as a person wrote it; undefined is the working directory
 * @throws HumanError where there is none or more than one, and for mistakes in migration-guard.json
 */
export async function findEnvironmentProject(
  given: string | undefined,
  cwd: string,
): Promise<EnvironmentProject> {
  const found = await findProjectsWithDatabase(given === undefined ? [] : [given], cwd);
  return environmentProject(await readTexts(onlyFound(found, cwd)));
}

async function readTexts({ tree, paths }: FoundProject): Promise<ProjectTexts> {
  const schema: SchemaFile[] = [];
  for (const file of paths.schema ? await schemaFiles(tree, paths.schema) : []) {
    const text = tree.read(file);
    if (text !== undefined) schema.push({ file: tree.toDisk(file), text });
  }
  const candidates = configPaths(paths);
  const config = await readGuardFile({ tree, identify: (file) => tree.toDisk(file) }, candidates);
  const unread = tree.unread.find((one) => candidates.includes(one.path));
  if (unread) throw new HumanError(`${unread.path} could not be read: ${unread.reason}.`);
  return {
    root: tree.toDisk(paths.root),
    schema,
    config,
    prismaConfig: paths.config && tree.toDisk(paths.config),
    ...(paths.isGuest && { isGuest: true }),
    prisma8: paths.prisma8,
  };
}
