import type { FileEdits } from '../core/edits';
import type { Fix } from '../core/linter/findings/finding';
import { findDeclaration } from '../core/linter/fixes/declare';
import { listFix } from '../core/linter/fixes/list';
import { unlistEdit } from '../core/linter/fixes/unlist';
import { createStatementOf } from '../core/ledger/create-statement';
import type { ProtectedIndex } from '../core/protection/protected-index';
import { describeIndex } from '../core/linter/change/describe-index';
import { declareFix } from './annotations';
import type { Protected } from './protected-indexes';
import type { ReplayedProject } from './replayed-project';

/** What can be written into the project's files about one protected index; undefined where there is no such way. */
export interface IndexChoices {
  /** Declares it in the schema, where the schema can say it. */
  readonly declare: Fix | undefined;
  /** Lists it in drift-ignore.json. */
  readonly list: Fix | undefined;
  /** Takes it out of drift-ignore.json. */
  readonly forget: readonly FileEdits[] | undefined;
  /** Whether it stays protected without its entry in drift-ignore.json. */
  readonly staysProtected: boolean;
}

/** @returns undefined where no such index is protected */
export function indexChoices(
  { source }: Pick<ReplayedProject, 'source'>,
  { indexes, facts }: Protected,
  wanted: Pick<ProtectedIndex, 'schema' | 'name'>,
): IndexChoices | undefined {
  const named = indexes.filter(({ name }) => name === wanted.name);
  // A database knows in which schema an index is; who lists it need not say.
  const index =
    named.find(({ schema }) => schema === wanted.schema) ?? named.find(({ schema }) => schema === undefined);
  if (!index) return undefined;
  const { record, definition, entry, protection } = index;
  const file = { file: source.driftIgnoreFile, text: source.driftIgnore?.text };
  const found =
    record &&
    definition &&
    protection?.declaration === undefined &&
    findDeclaration(record, definition, {
      declared: facts.declared,
      schema: source.schema,
      prisma: facts.prisma,
    });
  const edit = entry && file.text !== undefined ? unlistEdit(file.text, entry.range) : undefined;
  return {
    declare: found ? declareFix(index.name, found) : undefined,
    list:
      entry === undefined && record
        ? listFix(
            {
              ...{ index: record, definition, sql: createStatementOf(record) },
              described: describeIndex(record, definition),
            },
            file,
          )
        : undefined,
    forget: edit && [{ file: file.file, edits: [edit] }],
    staysProtected:
      protection !== undefined &&
      (protection.hidden.length > 0 ||
        (record?.named.author === 'hand' && protection.declaration === undefined)),
  };
}
