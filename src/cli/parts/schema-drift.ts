import { readPrelude } from '../../adapters/project/prelude';
import { findSchemaDrift } from '../../workflows/schema-drift';
import type { FindSchemaDrift } from '../commands/schema-drift-deps';

/** What `--schema` does on this machine. */
export const findSchemaDriftHere: FindSchemaDrift = async (source, database, drift, { progress, notice }) => {
  const { scripts: prelude, notices } = readPrelude(source);
  notices.forEach(notice);
  const { openEmbedded } = await import('../../adapters/embedded/open-embedded');
  return findSchemaDrift(source, database, drift, { openEmbedded, prelude, progress });
};
