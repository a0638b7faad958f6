import { prismaCommand, type CommandTarget } from '../../../core/command-target';
import { counted } from '../../../core/counted';
import { shortHash } from '../../../core/prisma8/ledger';
import type { Prisma8Standing } from '../../../workflows/prisma8-applied';

/** Where a database is among the contracts of a project of Prisma 8, and what to do about it; sentences. */
export function standingSentences(standing: Prisma8Standing, target: CommandTarget): string[] {
  const { updates, hasOlder, marker } = standing;
  const sentences = placeSentences(standing, target);
  if (updates > 0) {
    sentences.push(
      `${counted(updates, 'change')} ${updates === 1 ? 'was' : 'were'} made here without a migration, as db update makes them.`,
    );
  }
  if (hasOlder && marker === undefined) {
    sentences.push(
      `An earlier Prisma keeps its migrations here (_prisma_migrations): ${prismaCommand(target, 'db', 'sign')} hands the database over to Prisma 8.`,
    );
  }
  return sentences;
}

function placeSentences(
  { place, marker = '', contract = '' }: Prisma8Standing,
  target: CommandTarget,
): string[] {
  const here = shortHash(marker);
  const there = shortHash(contract);
  const plan = prismaCommand(target, 'migration', 'plan', '--name', '<name>');
  switch (place) {
    case 'empty':
      return ['Prisma 8 has changed nothing here yet: there is no prisma_contract.marker.'];
    case 'there':
      return [`The database is at the contract of this checkout (${there}).`];
    case 'before':
      return [
        `The database is at ${here}; the pending migrations lead to the contract of this checkout (${there}).`,
      ];
    case 'unplanned':
      return [
        marker === ''
          ? `No migration leads to the contract of this checkout (${there}), and Prisma 8 has changed nothing here yet: ${plan} writes one.`
          : `The database is at ${here}, and no migration leads to the contract of this checkout (${there}): ${plan} writes one.`,
      ];
    case 'elsewhere':
      return [
        `The database is at ${here}, a contract that no migration here knows, as db update leaves it or another branch: db migrate finds no way from there to the contract of this checkout (${there}).`,
      ];
    case 'apart':
      return [
        `The database is at ${here}, and no migration leads from there to the contract of this checkout (${there}): ${prismaCommand(target, 'migration', 'plan', '--from', here, '--name', '<name>')} writes one.`,
      ];
    case 'no-contract':
      return [
        `There is no contract.json, so it is not known to which contract the database should come: ${prismaCommand(target, 'contract', 'emit')} writes it.`,
      ];
  }
}
