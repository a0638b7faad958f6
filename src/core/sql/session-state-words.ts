import { listed } from '../listed';
import type { LeftState } from './session-state';

/** What a statement leaves behind, and what Prisma makes of it, a sentence. */
export function leftStateSentence(left: LeftState): string {
  switch (left.kind) {
    case 'search-path':
      return left.path.length === 0
        ? 'Leaves search_path empty: Prisma then does not find _prisma_migrations, and the deploy fails (P1014).'
        : `Leaves search_path at ${listed(left.path)}: Prisma then looks for _prisma_migrations there, and the deploy fails (P1014).`;
    case 'role':
      return `Leaves the session to ${left.role}: Prisma then writes its row of the migration as ${left.role}, to whom _prisma_migrations does not belong, and the deploy fails (permission denied).`;
    case 'read-only':
      return 'Leaves the session read-only: Prisma then cannot write its row of the migration, and the deploy fails.';
    case 'open-transaction':
      return 'Begins a transaction that nothing ends: when Prisma disconnects, all that was done since is undone, also its row of the migration.';
  }
}

/** What to do about it, a sentence. */
export function leftStateAdvice(left: LeftState): string {
  switch (left.kind) {
    case 'search-path':
      return left.isCall
        ? 'Give set_config true in the place of false: then the setting ends with the migration.'
        : 'Write the schema before the names, or SET LOCAL search_path, which ends with the migration.';
    case 'role':
      return left.isAuthorization
        ? 'Put RESET SESSION AUTHORIZATION; at the end of the file.'
        : 'Put RESET ROLE; at the end of the file.';
    case 'read-only':
      return 'Put RESET default_transaction_read_only; at the end of the file.';
    case 'open-transaction':
      return 'Put COMMIT; at the end of the file, or take BEGIN out: Prisma sends the file as one transaction.';
  }
}
