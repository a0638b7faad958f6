import * as vscode from 'vscode';
import { verdictLabel } from '../labels/migration-state';
import { notForPrisma8 } from '../labels/prisma-8';
import { nameOfProject } from '../project-name';
import { runProject } from '../terminal/run-project';
import { chosenDrifted, type ChosenMigration } from './arguments/migration';
import { openDifference } from './show-difference';
import type { CommandContext } from './context';

/** Gives the row of a drifted migration the checksum of its file, in a terminal, once somebody has agreed to it. */
export async function fixDrift({ state }: CommandContext, given: unknown): Promise<number | undefined> {
  const migration = await chosenDrifted(state, given);
  if (migration?.project.isPrisma8) {
    const project = nameOfProject(migration.project.root);
    void vscode.window.showInformationMessage(notForPrisma8('drift', project));
    return undefined;
  }
  if (!migration || !(await agreesToFix(migration))) return undefined;
  const { name, verdict } = migration.known;
  const which = verdict === 'unproved' ? [`--accept=${name}`] : ['--', name];
  return runProject(state, migration.project.root, (project) => [
    ...['fix-drift', '--yes', `--env=${migration.view.environment}`, `--project=${project}`],
    ...which,
  ]);
}

/** Shows what has changed, and asks in words that name the migration and what is proved. */
async function agreesToFix(migration: ChosenMigration): Promise<boolean> {
  const { known, view } = migration;
  if (known.state !== 'drifted') {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('{0} has not drifted in {1}.', known.name, view.environment),
    );
    return false;
  }
  if (view.known?.production === true) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t('{0} is production. Checksums are repaired in local databases only.', view.environment),
    );
    return false;
  }
  if (known.appliedText !== undefined) await openDifference(migration);
  if (known.verdict === 'changed') {
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        'The SQL of {0} is not what was applied to {1}. Put the applied text back, and write the change as a new migration.',
        known.name,
        view.environment,
      ),
    );
    return false;
  }
  const fix = vscode.l10n.t('Fix Checksum');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      'Give {0} in {1} the checksum of the file as it is now? It has drifted: {2}.',
      known.name,
      view.environment,
      verdictLabel(known.verdict),
    ),
    {
      modal: true,
      detail:
        known.verdict === 'cosmetic'
          ? vscode.l10n.t('It is proved that only comments or white space differ.')
          : vscode.l10n.t('Nothing is proved: the text that was applied could not be found.'),
    },
    fix,
  );
  return answer === fix;
}
