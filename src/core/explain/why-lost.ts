import { dangerOf, eraOf, type PrismaFacts, type UnseenProperty } from '../protection/expressible';
import { answersFor } from '../protection/expressible-table';
import { isConstraint, isTableObject, type ObjectKind } from '../ledger/object-record';
import { listed } from '../listed';
import type { ProtectedIndex } from '../protection/protected-index';

const again = 'Where Prisma makes it again (a column of another type, a renamed model, a squash)';
const unsaid = 'with no statement that names it';

/** What Prisma does to something. */
export interface HowLost {
  /** How it takes it away, or why it does not, in one or two sentences. */
  readonly howLost: string;
  /** Whether its next migration has a statement against it, whatever that is about; undefined where that is not known. */
  readonly isThreatened: boolean | undefined;
}

export function howIndexIsLost(
  { definition, protection, record }: Pick<ProtectedIndex, 'definition' | 'protection' | 'record'>,
  prisma: PrismaFacts,
): HowLost {
  if (!definition || !protection) {
    return { howLost: 'What Prisma does to it is not known.', isThreatened: undefined };
  }
  const unseen = protection.hidden.map(({ label }) => label);
  if (protection.isSchemaKnown && protection.declaration) return howDeclaredIsLost(protection.hidden, prisma);
  switch (dangerOf(definition, prisma, record?.constraint)) {
    case 'drop':
      return { howLost: whyDropped(unseen, protection.isSchemaKnown), isThreatened: true };
    case 'refused':
      return {
        howLost: 'Prisma writes a DROP INDEX for it, which PostgreSQL refuses: a constraint needs the index.',
        isThreatened: true,
      };
    case 'nothing':
      return {
        howLost: `Prisma does not look at it. It goes along, ${unsaid}, when Prisma makes its table or a column of it again (a column of another type, a renamed model), and a squash lacks it.`,
        isThreatened: false,
      };
  }
}

function howDeclaredIsLost(hidden: readonly UnseenProperty[], prisma: PrismaFacts): HowLost {
  const era = eraOf(prisma);
  const labels = listed(hidden.map(({ label }) => label));
  if (hidden.some(({ property }) => answersFor(property, era).declarable === 'no')) {
    return {
      howLost: `schema.prisma declares it, but Prisma cannot write down ${labels}, and makes another index of it.`,
      isThreatened: true,
    };
  }
  const comesBack = hidden.length === 0 ? '' : ` ${again}, it comes back without ${labels}.`;
  const declared = hidden.length === 0 ? 'all of it' : 'it';
  return {
    howLost: `Prisma keeps it, because schema.prisma declares ${declared}.${comesBack}`,
    isThreatened: false,
  };
}

function whyDropped(unseen: readonly string[], isSchemaKnown: boolean): string {
  const declares = isSchemaKnown ? 'schema.prisma does not declare it' : 'no schema.prisma declares it';
  const because = `Prisma drops it in the next migration that it writes, whatever that is about, because ${declares}.`;
  return unseen.length === 0 ? because : `${because} What Prisma does not see of it: ${listed(unseen)}.`;
}

/** Of something that is no index: no migration of Prisma's names it. */
export function howObjectIsLost(kind: ObjectKind): HowLost {
  return { howLost: whyObjectIsLost(kind), isThreatened: false };
}

function whyObjectIsLost(kind: ObjectKind): string {
  if (kind === 'deferrable') {
    return `Prisma does not see that it can wait for the end of a transaction. ${again}, it is checked at once.`;
  }
  if (!isTableObject({ kind })) return 'Prisma does not see it: a squash lacks it.';
  const what = isConstraint({ kind })
    ? 'its table or a column of it again (a column of another type, a renamed model)'
    : 'its table again (a renamed model)';
  return `Prisma does not see it. It goes along, ${unsaid}, when Prisma makes ${what}, and a squash lacks it.`;
}
