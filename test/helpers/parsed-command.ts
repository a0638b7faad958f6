import { Command } from 'commander';
import type { RunCommand } from '../../src/cli/context';

/** What a command's declaration makes of words: its arguments and its options. Nothing is run. */
export async function parsedCommand(
  declare: (program: Command, run: RunCommand) => void,
  words: readonly string[],
): Promise<{ readonly args: readonly unknown[]; readonly options: Record<string, unknown> }> {
  const program = new Command().exitOverride();
  declare(program, () => Promise.resolve());
  const [command] = program.commands;
  if (!command) throw new Error('no command was declared');
  await program.parseAsync([command.name(), ...words], { from: 'user' });
  return { args: command.processedArgs as unknown[], options: command.opts() };
}
