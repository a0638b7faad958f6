import type { Environment } from '../../../workflows/environment';
import type { Unconfirmed } from '../../../workflows/migrate';

/** @param wanted what is to be typed */
export function confirmationQuestion({ name }: Environment, wanted: string): string {
  return `${name} is production. Type ${wanted} to go on`;
}

/** Why nothing was applied to production, and what to add. */
export function unconfirmedSentence({ why, wanted }: Unconfirmed, { name }: Environment): string {
  switch (why) {
    case 'not-forced':
      return `${name} is production. Add --force, and confirm it by --confirm ${wanted} or when asked.`;
    case 'nobody-to-ask':
      return `${name} is production, and nobody can be asked. Add --confirm ${wanted}.`;
    case 'mistyped':
      return `What was typed is not ${wanted}, so nothing was applied.`;
  }
}
