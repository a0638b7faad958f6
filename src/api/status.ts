import { askDatabase } from '../adapters/ask-database';
import { pathFrom } from '../adapters/files/path-from';
import { sha256 } from '../adapters/files/sha256';
import { openProjects } from '../adapters/open-projects';
import { readPrelude } from '../adapters/prisma/prelude';
import { noProjectHere } from '../adapters/project/no-project';
import { usualEnvironment } from '../core/command-target';
import type { StatusJson } from '../core/reports/status';
import { loadGrammar } from '../core/sql/grammar';
import type { SnapshotReader } from '../workflows/database';
import type { LintSource } from '../workflows/lint-source';
import { openEachOnce } from '../workflows/replayed-project';
import { findSchemaDrift, type SchemaDrift } from '../workflows/schema-drift';
import { readAnyStatus } from '../workflows/status-prisma8';
import { statusGaps, statusJson, type WholeStatus } from '../workflows/status-json';
import type { StatusOptions } from './options';

/**
 * What `migration-guard status --json` prints.
 *
 * @throws HumanError where there is no project, or a database gives no answer
 */
export async function status(options: StatusOptions = {}): Promise<StatusJson> {
  const { paths = [], cwd = process.cwd(), env = usualEnvironment, urlEnv, schema = false } = options;
  const projects = await openProjects(paths, { cwd, which: 'with-database', prisma8: true });
  if (projects.length === 0) throw noProjectHere();
  const replayed = openEachOnce(loadGrammar);
  const reports: WholeStatus[] = [];
  for (const { source } of projects) {
    const report = await askDatabase(source, { env, urlEnv }, process, async (database) => {
      const read = await readAnyStatus(source, replayed(source), urlEnv ?? env, database, sha256);
      return schema ? { ...read, schema: await schemaDriftOf(source, database) } : read;
    });
    reports.push({ ...report, ...statusGaps(report, source, await replayed(source)) });
  }
  return statusJson(reports, (file) => pathFrom(cwd, file));
}

async function schemaDriftOf(source: LintSource, database: SnapshotReader): Promise<SchemaDrift> {
  const { openEmbedded } = await import('../adapters/embedded/open-embedded');
  return await findSchemaDrift(source, database, undefined, {
    openEmbedded,
    prelude: readPrelude(source).scripts,
  });
}
