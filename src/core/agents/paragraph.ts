import { ownCommand } from '../command-target';
import { listed } from '../listed';
import type { AgentFacts } from './facts';
import { codeText, commandText } from './project-text';

const mostNames = 6;

/**
 * What stands in AGENTS.md or CLAUDE.md, which agents read whatever they are about to do: so it is short.
 *
 * @param skillFile the skill, from the repository's top
 */
export function agentsParagraph({ things, target, place, folder }: AgentFacts, skillFile: string): string {
  const names = things.slice(0, mostNames).map(({ name }) => codeText(name, 80));
  const more = things.length > mostNames ? [`${things.length - mostNames} more`] : [];
  const lost =
    things.length === 0
      ? 'Nothing made by hand is in the database so far that Prisma does not see.'
      : `Prisma does not see, or not wholly, what was made by hand here, and may drop it: ${listed([...names, ...more])}.`;
  const where = folder === undefined ? '' : ` Run commands in ${codeText(folder)}.`;
  return `## Database migrations${place === undefined ? '' : ` of ${codeText(place)}`}

${lost}${where}

- Before you change \`schema.prisma\`, a migration or the database, read ${codeText(skillFile)}.
- Make a migration with ${commandText(ownCommand('safe-migrate', target, '--name', '<name>'))}, read it, and apply it to the local database with ${commandText(ownCommand('migrate', target))}; not with \`prisma migrate dev\` or \`prisma db push\`.
- Never run \`prisma migrate reset\`, never give Prisma's consent for dangerous actions in somebody's place, and never edit, rename or delete a migration that is applied or merged.
- Drift is no reason for a reset: ${commandText(ownCommand('check-drift', target))} says what it is and what to do.
`;
}
