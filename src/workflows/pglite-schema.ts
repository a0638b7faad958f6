import { schemaScript } from '../core/database/schema-script';
import type { LintSource } from './lint-source';
import { openReplayed, type ReplayOptions } from './open-replayed';
import type { ReplayFailure } from './replay-embedded';

/** The schema that a history makes, as a script; or why the history makes none. */
export type SchemaScript =
  | { readonly script: string; readonly failure?: undefined }
  | { readonly script?: undefined; readonly failure: ReplayFailure };

/**
 * Writes the SQL that gives an empty PostgreSQL the schema that a history makes.
 *
 * @throws HumanError where the prelude fails
 */
export async function writeSchema(
  source: LintSource,
  options: Pick<ReplayOptions, 'openEmbedded' | 'prelude' | 'progress'>,
): Promise<SchemaScript> {
  const { database, failure, close } = await openReplayed(source, options);
  try {
    if (failure) return { failure };
    options.progress?.say('Writing the schema…');
    const last = source.migrations.at(-1);
    return {
      script: schemaScript(await database.dumpSchema(), [
        'The schema that the migrations make, for PGlite and other test databases.',
        `Written by migration-guard pglite-schema; do not edit. Last migration: ${last?.name ?? 'none'}`,
      ]),
    };
  } finally {
    await close();
  }
}
