import type { Finding } from '../core/finding';
import type { IndexEvent } from '../core/ledger/events';
import type { Ledger } from '../core/ledger/ledger';
import type { IndexRecord } from '../core/ledger/records';
import { protectedIndexes, type ProtectedIndex } from '../core/protection/protected-index';
import { wantsFormerSchema } from '../core/protection/protection';
import { findDeclared } from '../core/schema/find-declared';
import { readSettings } from '../core/schema/read-declarations';
import type { Grammar } from '../core/sql/grammar';
import { readConfiguration } from './configuration';
import type { LintSource, MigrationFile } from './lint-source';
import { ProjectLint, type ProjectLintOptions } from './project-lint';
import { rememberingReader } from './schema-versions';

/**
 * What the history of a project makes, or made until a migration took it away that nobody meant to, and that Prisma may
 * take away.
 */
export async function findProtectedIndexes(
  source: LintSource,
  grammar: Grammar,
  options: ProjectLintOptions = {},
): Promise<ProtectedIndex[]> {
  const project = await ProjectLint.open(source, () => Promise.resolve(grammar), options);
  const accidents = (await project.lint()).filter(isAccident);
  const ledger = withoutAccidents(source.migrations, accidents, project.replayed);
  const { driftIgnore } = await readConfiguration(source, undefined);
  const prisma = {
    version: source.prisma.version,
    previewFeatures: readSettings(source.schema).previewFeatures,
  };
  const facts = { driftIgnore, prisma, grammar };
  const asked = ledger.allIndexes().filter((index) => wantsFormerSchema(index, facts));
  const names = [...new Set(asked.map(({ named }) => named.migration))];
  const changes = names.length > 0 ? await source.history?.schemaWhenAdded(names) : undefined;
  const declarationsOf = rememberingReader();
  return protectedIndexes(ledger, {
    ...facts,
    declared: declarationsOf(source.schema),
    wasDeclared: (index) => {
      const schema = changes?.get(index.named.migration)?.after;
      return (
        schema !== undefined && findDeclared(declarationsOf(schema), index.name, index.schema) !== undefined
      );
    },
  });
}

/** Whether an index went, or came back weaker, without anybody's will. */
function isAccident({ loss, intent, suppressed }: Finding): boolean {
  const gone = loss !== undefined && ['drop', 'cascade', 'weaken', 'duplicate'].includes(loss);
  return gone && intent === 'generated' && suppressed === undefined;
}

/** The index as it was, where the event takes it away or is refused because of it. */
function indexBefore(event: IndexEvent): IndexRecord | undefined {
  if (event.kind === 'dropped' || event.kind === 'cascaded') return event.index;
  return event.kind === 'refused' ? event.existing : undefined;
}

/** The ledger at the end, with the indexes that accidents took as they were before. */
function withoutAccidents(
  migrations: readonly MigrationFile[],
  accidents: readonly Finding[],
  replayed: ProjectLint['replayed'],
): Ledger {
  const ledger = replayed.endLedger();
  for (const [position, { file }] of migrations.entries()) {
    const names = new Set(
      accidents.flatMap((finding) => (finding.file === file ? (finding.index ?? []) : [])),
    );
    if (names.size === 0) continue;
    for (const event of replayed.eventsAt(position)) {
      const before = indexBefore(event);
      if (!before || !names.has(before.name) || !ledger.relation(before.table)) continue;
      const weaker = ledger.index(before.schema, before.name);
      if (weaker) ledger.removeIndex(weaker);
      ledger.putIndex(before);
    }
  }
  return ledger;
}
