import type { Intent, MigrationState } from '../findings/finding';
import type { IndexEvent } from '../../ledger/events';
import type { Ledger } from '../../ledger/ledger';
import type { Loss } from '../../ledger/losses';
import type { ObjectLoss } from '../../ledger/object-losses';
import type { ObjectLosses } from './object-change';
import type { Omission } from '../../ledger/survival';
import type { IndexRecord, RelationKey } from '../../ledger/records';
import type { MigrationText } from '../../ledger/replay';
import type { IndexDefinition } from '../../ledger/definition';
import type {
  DriftIgnore,
  DriftIgnoreFile,
  IgnorePattern,
  ProtectedEntry,
} from '../../protection/drift-ignore';
import type { PrismaFacts } from '../../protection/expressible';
import type { Protection } from '../../protection/protection';
import type { DeclaredIndex, Declarations, SchemaFile } from '../../prisma-schema/declarations';
import type { RefusedText } from '../../sql/refusals';
import type { Going } from './reason';
import type { Script, Statement } from '../../sql/statements';
import type { Step } from '../../sql/steps';

/** One migration between two ledgers, with everything that a rule may ask about it. */
export interface Change {
  readonly migration: MigrationText;
  readonly script: Script;
  readonly state: MigrationState;
  /** The schema that fixes may change; empty where they must not. */
  readonly schema: readonly SchemaFile[];
  /** What the schema declares as of the migration. */
  readonly declared: Declarations;
  /** What it declared before the change that brought the migration; undefined where that is not known. */
  readonly declaredBefore: Declarations | undefined;
  /** What it declared when another migration came in; undefined where that is not known. */
  readonly declaredWith: (migration: string) => Declarations | undefined;
  readonly prisma: PrismaFacts;
  readonly before: Ledger;
  readonly after: Ledger;
  readonly steps: readonly Step[];
  readonly events: readonly IndexEvent[];
  readonly losses: readonly Loss[];
  /** What it takes of objects that are no indexes. */
  readonly objectLosses: readonly ObjectLosses[];
  /** Whether it is still missing at the end of the history. */
  readonly isObjectMissed: (loss: ObjectLoss) => boolean;
  readonly driftIgnore: DriftIgnore | undefined;
  readonly driftIgnoreFile: DriftIgnoreFile;
  /** What of the script PostgreSQL cannot read. */
  readonly refused: readonly RefusedText[];
  /** What an index is; undefined where its statement cannot be read. */
  readonly definitionOf: (index: IndexRecord) => IndexDefinition | undefined;
  readonly protectionOf: (index: IndexRecord) => Protection;
  /** The entry of drift-ignore.json that stands for what the event drops or makes. */
  readonly entryOf: (event: IndexEvent) => ProtectedEntry | undefined;
  /** The entry of `ignorePatterns` in drift-ignore.json that does not want the statement. */
  readonly ignoredBy: (statement: Statement) => IgnorePattern | undefined;
  readonly declarationOf: (index: {
    readonly schema: string;
    readonly name: string;
  }) => DeclaredIndex | undefined;
  /** Whether Prisma or a person wants what this event does; `loss` says what became of the index, where one is known. */
  readonly intentOf: (event: IndexEvent, loss?: Loss) => Intent;
  /** Whether somebody says why the event takes the index away: in a comment, or by the migration's name. */
  readonly isExplained: (event: IndexEvent, index: Going) => boolean;
  /** Whether another index takes the place of the lost one: made here in its stead, or one that covers it. */
  readonly isReplaced: (loss: Loss) => boolean;
  /** Whether another program than Prisma applies the migrations. It is remembered that this was asked. */
  readonly isAppliedByOthers: () => boolean;
  /** The index that does everything that the lost one did. */
  readonly coveredBy: (loss: Loss) => IndexRecord | undefined;
  /** Whether an index of that name exists at the end of the history, of which the schema speaks. */
  readonly existsAtEnd: (index: { readonly schema: string; readonly name: string }) => boolean;
  /** The index of that name that a later migration makes. */
  readonly madeLater: (index: { readonly schema: string; readonly name: string }) => IndexRecord | undefined;
  /** The same index as a later migration of new work makes it again, where a new one drops it. */
  readonly madeAgainLater: (loss: Loss) => IndexRecord | undefined;
  /** Whether the table has an index like the declared one after the migration, by whatever name. */
  readonly isMadeOtherwise: (declaration: DeclaredIndex, table: RelationKey) => boolean;
  /** A CREATE statement that makes the index as it was, without a semicolon; undefined where none can be given. */
  readonly createStatementOf: (index: IndexRecord) => string | undefined;
  /** The statements and names without which a lost index may stay; undefined where that is not known. */
  readonly omissionsFor: (loss: Loss) => readonly Omission[] | undefined;
  /** Whether it would still stand after the migration without these. */
  readonly survives: (loss: Loss) => boolean;
  /** Whether what replaces a lost index has the same keys in the same order. */
  readonly sameKeys: (loss: Loss) => boolean;
  /** An index with its kind and columns: `an ivfflat index on memories.embedding`. */
  readonly describe: (index: IndexRecord) => string;
}
