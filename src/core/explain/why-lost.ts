import { dangerOf, eraOf, type PrismaFacts, type UnseenProperty } from '../protection/expressible';
import { answersFor } from '../protection/expressible-table';
import { isConstraint, isTableObject, type ObjectKind } from '../ledger/object-record';
import type { Protection } from '../protection/protection';
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
  if (eraOf(prisma) === '8') return howLostIn8(unseen, protection);
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

/** Prisma 8 looks at all indexes when it updates a database, and at none when it plans a migration. */
function howLostIn8(unseen: readonly string[], { isSchemaKnown, declaration }: Protection): HowLost {
  const undeclared = unseen.length === 0 ? '' : ` What a contract cannot declare of it: ${listed(unseen)}.`;
  if (isSchemaKnown && declaration) {
    return {
      howLost: `Prisma keeps it, because the contract declares it.${undeclared}`,
      isThreatened: false,
    };
  }
  const why = isSchemaKnown ? 'the contract does not declare it' : 'no contract was found that declares it';
  return {
    howLost: `Prisma's db update drops it, because ${why}; what migration plan writes leaves it alone.${undeclared}`,
    isThreatened: true,
  };
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
export function howObjectIsLost(kind: ObjectKind, prisma: PrismaFacts): HowLost {
  if (eraOf(prisma) === '8') {
    const isCompared = kind === 'check' || kind === 'policy' || kind === 'row level security';
    const howLost = isCompared
      ? "Prisma's db update drops it, because the contract does not declare it; what migration plan writes leaves it alone."
      : `Prisma does not look at it. It goes along, ${unsaid}, with its table or a column of it.`;
    return { howLost, isThreatened: isCompared };
  }
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
