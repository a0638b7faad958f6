import assert from 'node:assert/strict';
import fs from 'node:fs';
import { isHumanError } from '../../../src/core/human-error';
import { openEmbedded } from '../../../src/adapters/embedded/open-embedded';
import { diffAgainstHistory, type DiffOptions } from '../../../src/adapters/prisma/diff/history-diff';
import { openProjects } from '../../../src/adapters/open-projects';
import { findPrismaCli } from '../../../src/adapters/prisma/prisma-cli';
import type { Variables } from '../../../src/adapters/process/variables';
import { prismaEnvironment } from '../../helpers/prisma-cli';
import type { PrismaProject } from '../../helpers/prisma-project';

export const memories = `CREATE EXTENSION IF NOT EXISTS vector;
CREATE TABLE "memories" ("id" SERIAL PRIMARY KEY, "title" TEXT NOT NULL, "embedding" vector(3));
CREATE INDEX "idx_memories_embedding" ON "memories" USING ivfflat ("embedding" vector_cosine_ops);
`;

export const models = `model memories {
  id        Int    @id @default(autoincrement())
  title     String
  embedding Unsupported("vector(3)")?
}
`;

export const dropOfIndex = '-- DropIndex\nDROP INDEX "idx_memories_embedding";\n';

/** No variable leads to a database, unless `env` gives one. */
function variables({ folder }: PrismaProject, env: Variables = {}): Variables {
  return { ...process.env, DATABASE_URL: undefined, ...prismaEnvironment(folder), ...env };
}

/** The next migration of a project. */
export async function diff(
  project: PrismaProject,
  env: Variables = {},
  options: Partial<DiffOptions> = {},
): Promise<string> {
  const [opened] = await openProjects([], { cwd: project.folder, git: false });
  assert.ok(opened);
  return await diffAgainstHistory(
    opened.source,
    findPrismaCli({ root: project.folder, guard: undefined }, {}),
    {
      openEmbedded,
      env: variables(project, env),
      ...options,
    },
  );
}

/** What a person is told of work that is refused. */
export async function sentence(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(isHumanError(error), String(error));
  return error.message;
}

/** Fails where the work leaves something of ours in its temporary folder: one of its own, for other suites use the usual one. */
export async function leavingNothing({ at }: PrismaProject, work: () => Promise<void>): Promise<void> {
  const usual = process.env['TMPDIR'];
  const temporary = at('node_modules/temporary');
  fs.mkdirSync(temporary);
  process.env['TMPDIR'] = temporary;
  try {
    await work();
  } finally {
    if (usual === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = usual;
  }
  const left = fs.readdirSync(temporary).filter((name) => name.startsWith('migration-guard-'));
  assert.deepEqual(left, []);
}

export const migrations = { '20260101000000_init': memories };
