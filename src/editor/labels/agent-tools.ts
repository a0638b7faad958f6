import * as vscode from 'vscode';
import type { ToolInput, ToolName } from '../../agent/tool';

/** What is shown while a tool runs. */
export function runningLabel(name: ToolName): string {
  switch (name) {
    case 'status':
      return vscode.l10n.t('Comparing the migrations with the database');
    case 'lint':
      return vscode.l10n.t('Linting the migrations');
    case 'explain_index':
      return vscode.l10n.t('Reading what is protected');
    case 'safe_migrate':
      return vscode.l10n.t('Creating a migration without unwanted drops');
    case 'fix_drift':
      return vscode.l10n.t('Repairing harmless drift');
    case 'restore':
      return vscode.l10n.t('Writing a migration that restores what was lost');
  }
}

/** What a person is asked before a tool writes; undefined for those that only read. */
export function confirmationLabel(
  name: ToolName,
  given: ToolInput,
): vscode.LanguageModelToolConfirmationMessages | undefined {
  switch (name) {
    case 'status':
    case 'lint':
    case 'explain_index':
      return undefined;
    case 'safe_migrate':
      return {
        title: vscode.l10n.t('Create a migration?'),
        message: vscode.l10n.t(
          'Creates the migration {0} from the schema with the project’s own Prisma, and takes out, or names, what would drop something protected. Nothing is applied.',
          nameIn(given['name']),
        ),
      };
    case 'fix_drift':
      return {
        title: vscode.l10n.t('Repair checksums in the local database?'),
        message: vscode.l10n.t(
          'Writes the checksum of migrations whose edits are proved to change nothing. A migration whose SQL was changed is left alone.',
        ),
      };
    case 'restore':
      return {
        title: vscode.l10n.t('Write a migration that restores what was lost?'),
        message: vscode.l10n.t(
          'Writes a new migration that makes {0} again. No database is changed.',
          namesIn(given['names']),
        ),
      };
  }
}

/** A model wrote it: nothing of it may become a link or a picture in the question. */
function nameIn(value: unknown): string {
  return typeof value === 'string' ? `“${value.replaceAll(/[^\w.$-]/g, '').slice(0, 100)}”` : '';
}

function namesIn(value: unknown): string {
  if (!Array.isArray(value)) return vscode.l10n.t('everything that is lost');
  const names = value.slice(0, 5).map(nameIn).join(', ');
  return value.length > 5 ? vscode.l10n.t('{0} and {1} more', names, value.length - 5) : names;
}
