import { dangerOf, eraOf, type PrismaFacts, type UnseenProperty } from '../protection/expressible';
import { answersFor } from '../protection/expressible-table';
import { isConstraint, isTableObject, type ObjectKind } from '../ledger/object-record';
import { listed } from '../listed';
import type { ProtectedIndex } from '../protection/protected-index';

const again = 'Where Prisma makes it again (a column of another type, a renamed model, a squash)';
const unsaid = 'with no statement that names it';

/** How Prisma takes an index away, or why it does not, in one or two sentences. */
export function whyIndexIsLost(
  { definition, protection, record }: Pick<ProtectedIndex, 'definition' | 'protection' | 'record'>,
  prisma: PrismaFacts,
): string {
  if (!definition || !protection) return 'What Prisma does to it is not known.';
  const unseen = protection.hidden.map(({ label }) => label);
  if (protection.isSchemaKnown && protection.declaration) return whyDeclaredIsLost(protection.hidden, prisma);
  switch (dangerOf(definition, prisma, record?.constraint)) {
    case 'drop':
      return whyDropped(unseen, protection.isSchemaKnown);
    case 'refused':
      return 'Prisma writes a DROP INDEX for it, which PostgreSQL refuses: a constraint needs the index.';
    case 'nothing':
      return `Prisma does not look at it. It goes along, ${unsaid}, when Prisma makes its table or a column of it again (a column of another type, a renamed model), and a squash lacks it.`;
  }
}

function whyDeclaredIsLost(hidden: readonly UnseenProperty[], prisma: PrismaFacts): string {
  const era = eraOf(prisma);
  const labels = listed(hidden.map(({ label }) => label));
  if (hidden.some(({ property }) => answersFor(property, era).declarable === 'no')) {
    return `schema.prisma declares it, but Prisma cannot write down ${labels}, and makes another index of it.`;
  }
  return hidden.length === 0
    ? 'Prisma keeps it, because schema.prisma declares all of it.'
    : `Prisma keeps it, because schema.prisma declares it. ${again}, it comes back without ${labels}.`;
}

function whyDropped(unseen: readonly string[], isSchemaKnown: boolean): string {
  const declares = isSchemaKnown ? 'schema.prisma does not declare it' : 'no schema.prisma declares it';
  const because = `Prisma drops it in the next migration that it writes, whatever that is about, because ${declares}.`;
  return unseen.length === 0 ? because : `${because} What Prisma does not see of it: ${listed(unseen)}.`;
}

/** How Prisma loses something that is no index. */
export function whyObjectIsLost(kind: ObjectKind): string {
  if (kind === 'deferrable') {
    return `Prisma does not see that it can wait for the end of a transaction. ${again}, it is checked at once.`;
  }
  if (!isTableObject({ kind })) return 'Prisma does not see it: a squash lacks it.';
  const what = isConstraint({ kind })
    ? 'its table or a column of it again (a column of another type, a renamed model)'
    : 'its table again (a renamed model)';
  return `Prisma does not see it. It goes along, ${unsaid}, when Prisma makes ${what}, and a squash lacks it.`;
}
