import { HumanError } from '../../../core/human-error';

/** What `prisma migrate dev` takes and we can do. */
export interface PrismaWishes {
  readonly name: string | undefined;
  readonly createOnly: boolean;
  readonly skipGenerate: boolean;
  /** Paths as a person wrote them. */
  readonly schema: string | undefined;
  readonly config: string | undefined;
}

/** Why some are not taken, to be read behind their name. */
const refusals: Readonly<Record<string, string>> = {
  '--force': 'is not passed on: nothing is done here that would need it',
  '--url': 'is not passed on: set the variable from which the project takes its URL',
};

/**
 * Reads the arguments behind `--`.
 *
 * @throws HumanError for one that cannot be followed
 */
export function readPrismaArgs(args: readonly string[]): PrismaWishes {
  const values = new Map<string, string>();
  const flags = new Set<string>();
  const rest = args[0] === 'migrate' && args[1] === 'dev' ? args.slice(2) : [...args];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [, flag = word, inline] = /^(--[a-z-]+)=(.*)$/s.exec(word) ?? [];
    const option = flag === '-n' ? '--name' : flag;
    if (['--name', '--schema', '--config'].includes(option)) {
      const value = inline ?? rest.shift();
      if (value === undefined || value === '') throw new HumanError(`${option} needs a value.`);
      values.set(option, value);
    } else if (['--create-only', '--skip-generate', '--skip-seed'].includes(option) && inline === undefined) {
      flags.add(option);
    } else {
      const why =
        refusals[option] ??
        'is not known here. dev takes --name, --create-only, --schema, --config and --skip-generate';
      throw new HumanError(`${flag} ${why}.`);
    }
  }
  return {
    name: values.get('--name'),
    createOnly: flags.has('--create-only'),
    skipGenerate: flags.has('--skip-generate'),
    schema: values.get('--schema'),
    config: values.get('--config'),
  };
}
