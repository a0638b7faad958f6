import { ownCommand } from '../../../core/command-target';
import { agentChanges, type AgentOptions } from '../../../workflows/agents-plan';
import type { ReplayedProject } from '../../../workflows/replayed-project';
import { namedTarget } from '../../command-target';
import { pageOf, type CliContext } from '../../context';
import type { ColorOption, ProjectOption } from '../../options';
import { pathFrom } from '../../output/positions';
import { printable } from '../../output/printable';
import { wrap } from '../../output/wrap';
import { preview } from './pretty';

/**
 * Says whether what is written for agents still fits the project. Writes nothing, and asks no database.
 *
 * @returns 1 where something is missing or does not fit
 * @throws HumanError where somebody has broken the marks around what is ours, or a file cannot be read
 */
export async function checkAgents(
  project: ReplayedProject,
  options: AgentOptions,
  readText: (file: string) => string | undefined,
  args: ProjectOption & ColorOption,
  context: CliContext,
): Promise<0 | 1> {
  const { files } = options;
  const page = pageOf(context, args.color);
  const tell = (text: string): void =>
    void context.stdout.write(`${wrap(printable(text), page.width).join('\n')}\n`);
  const changes = await agentChanges(project, options, readText);
  if (changes.length === 0) {
    const names = [...files.instructions, ...files.skills].map((file) => pathFrom(page.cwd, file));
    tell(`What agents read fits the project: ${names.join(', ')}.`);
    return 0;
  }
  for (const change of changes) context.stdout.write(preview(change, page));
  const names = changes.map(({ file, before }) => {
    const name = pathFrom(page.cwd, file);
    return before === undefined ? `${name} is missing.` : `${name} no longer fits the project.`;
  });
  context.stdout.write('\n');
  tell(names.join(' '));
  tell(`${ownCommand('init', namedTarget(args), '--agents')} writes what is shown above.`);
  return 1;
}
