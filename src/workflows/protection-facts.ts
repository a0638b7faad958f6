import type { IndexRecord } from '../core/ledger/records';
import { wantsFormerSchema, type ProtectionFacts } from '../core/protection/protection';
import { findDeclared } from '../core/prisma-schema/find-declared';
import { readSettings } from '../core/prisma-schema/read-declarations';
import type { Grammar } from '../core/sql/grammar';
import { readConfiguration } from './configuration';
import type { LintSource } from './lint-source';
import { rememberingReader } from './schema-versions';

/** What is asked of a project to know how its indexes are protected. Git is asked only about those that need it. */
export async function protectionFacts(
  source: LintSource,
  grammar: Grammar,
  indexes: readonly IndexRecord[],
): Promise<ProtectionFacts> {
  const { driftIgnore } = await readConfiguration(source, undefined);
  const prisma = {
    version: source.prisma.version,
    previewFeatures: readSettings(source.schema).previewFeatures,
  };
  const facts = { driftIgnore, prisma, grammar };
  const asked = indexes.filter((index) => wantsFormerSchema(index, facts));
  const names = [...new Set(asked.map(({ named }) => named.migration))];
  const changes = names.length > 0 ? await source.history?.schemaWhenAdded(names) : undefined;
  const declarationsOf = rememberingReader();
  return {
    ...facts,
    declared: declarationsOf(source.schema),
    wasDeclared: (index) => {
      const schema = changes?.get(index.named.migration)?.after;
      return (
        schema !== undefined && findDeclared(declarationsOf(schema), index.name, index.schema) !== undefined
      );
    },
  };
}
