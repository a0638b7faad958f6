import { definitionOf, isTooDeep } from '../ledger/definition-of';
import type { IndexRecord } from '../ledger/records';
import { findDeclared } from '../prisma-schema/find-declared';
import type { DeclaredIndex, Declarations } from '../prisma-schema/declarations';
import type { Grammar } from '../sql/grammar';
import { findEntry, type DriftIgnore, type ProtectedEntry } from './drift-ignore';
import { declaredByText, type IndexTrait } from './expressible-table';
import { unseenProperties, type UnseenProperty, type PrismaFacts } from './expressible';

/** What protection is decided from. */
export interface ProtectionFacts {
  readonly declared: Declarations;
  /** What was declared before the change that is judged, where that is known. */
  readonly declaredBefore?: Declarations | undefined;
  readonly driftIgnore: DriftIgnore | undefined;
  readonly prisma: PrismaFacts;
  readonly grammar: Grammar;
  /** What the schema declared as of the migration is not known: `declared` is that of another time. */
  readonly isDeclarationUnknown?: boolean;
  /** Whether the schema declared the index when it got its name, though it may not now; undefined where nobody knows. */
  readonly wasDeclared: (index: IndexRecord) => boolean | undefined;
}

/** Whether an index is protected, and why. */
export interface Protection {
  readonly isProtected: boolean;
  readonly entry: ProtectedEntry | undefined;
  readonly declaration: DeclaredIndex | undefined;
  /** False where no schema was found that could declare it. */
  readonly isSchemaKnown: boolean;
  /** Whether it is declared is not known. */
  readonly isDeclarationUnknown?: boolean;
  /** What Prisma cannot see of it. */
  readonly hidden: readonly UnseenProperty[];
}

/**
 * An index is protected when drift-ignore.json lists it; or when it was made by hand and the schema never declared it,
 * as far as that is known; or, declared or not, when Prisma cannot write it down or does not see one of its properties.
 *
 * @param entry the entry that stands for it, where its name alone does not tell
 */
export function protectionOf(
  index: IndexRecord,
  facts: ProtectionFacts,
  entry: ProtectedEntry | undefined = findEntry(facts.driftIgnore, index),
): Protection {
  const { isDeclarationUnknown = false } = facts;
  const declaration = isDeclarationUnknown
    ? undefined
    : findDeclared(facts.declared, index.name, index.schema);
  const definition = definitionOf(index, facts.grammar);
  const unknown = isTooDeep(index, facts.grammar) ? [nestedTooDeeply] : [];
  const unseen = definition ? unseenProperties(definition, facts.prisma) : unknown;
  const hidden = unseen.filter(({ property }) => !isInText(property, index, declaration, facts));
  const byHand = (): boolean =>
    index.named.author === 'hand' && declaration === undefined && facts.wasDeclared(index) === false;
  const isProtected = entry !== undefined || hidden.length > 0 || byHand();
  return {
    isProtected,
    entry,
    declaration,
    isSchemaKnown: facts.declared.isKnown,
    hidden,
    ...(isDeclarationUnknown && { isDeclarationUnknown }),
  };
}

/** Whether the text by which a contract declares the index, or did before this change, says so. */
function isInText(
  property: IndexTrait,
  { name, schema }: IndexRecord,
  declaration: DeclaredIndex | undefined,
  { declaredBefore }: ProtectionFacts,
): boolean {
  if (!declaredByText.has(property)) return false;
  const before = declaredBefore && findDeclared(declaredBefore, name, schema);
  return (declaration ?? before)?.expression !== undefined;
}

/** What no column names is an expression at least, of which Prisma sees nothing. */
const nestedTooDeeply: UnseenProperty = {
  property: 'expression',
  label: 'an expression, nested too deeply to be read',
};

/** Whether protectionOf may ask what the schema declared when the index got its name. */
export function wantsFormerSchema(
  index: IndexRecord,
  { driftIgnore, prisma, grammar }: Pick<ProtectionFacts, 'driftIgnore' | 'prisma' | 'grammar'>,
): boolean {
  if (index.named.author !== 'hand' || findEntry(driftIgnore, index)) return false;
  const definition = definitionOf(index, grammar);
  return definition === undefined || unseenProperties(definition, prisma).length === 0;
}

/** CREATE INDEX as Prisma writes it for plain columns. */
const plainPattern =
  /^CREATE (?:UNIQUE )?INDEX "[^"]+" ON (?:"[^"]+"\.)?"[^"]+" ?\("[^"]+"(?:, ?"[^"]+")*\)$/;

/** Whether an index may turn out to be protected, as far as that can be known without the schema and the grammar. */
export function mayBeProtected(
  index: IndexRecord,
  { driftIgnore, prisma }: Pick<ProtectionFacts, 'driftIgnore' | 'prisma'>,
): boolean {
  if (index.named.author === 'hand' || findEntry(driftIgnore, index)) return true;
  const { source } = index;
  return source.kind === 'statement'
    ? !plainPattern.test(source.sql)
    : unseenProperties(source.definition, prisma).length > 0;
}
