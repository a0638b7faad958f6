import * as vscode from 'vscode';

/** What a command would do that works with the migrations of Prisma 7 and earlier. */
export type OlderWork = 'drift' | 'migrate' | 'other';

/** Why it does nothing in a project of Prisma 8, and what to do instead. */
export function notForPrisma8(work: OlderWork, project: string): string {
  switch (work) {
    case 'drift':
      return vscode.l10n.t(
        '{0} is a project of Prisma 8, whose databases keep the hashes of migrations: Status says which changed since they were applied, and lint whether a migration has the hash of its files.',
        project,
      );
    case 'migrate':
      return vscode.l10n.t(
        '{0} is a project of Prisma 8, which applies migrations by prisma db migrate: Safe Migrate plans one, and lint says what it loses.',
        project,
      );
    case 'other':
      return vscode.l10n.t(
        '{0} is a project of Prisma 8, and this works with the migrations of Prisma 7 and earlier. Lint, Predict, Inspect and Safe Migrate work with it.',
        project,
      );
  }
}
