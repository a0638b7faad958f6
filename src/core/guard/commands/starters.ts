import { programName, startedBy, type Setting, type SimpleCommand } from '../shell/simple-command';
import { joined, type Word } from '../shell/word';
import type { Judge, JudgeContext } from './judge';

/** A program that starts another one. */
interface Starter {
  /** Its own words that come first: `docker exec CONTAINER COMMAND` has one. */
  readonly skip?: number;
  /**
   * How the command stands there: as `words`; as one `text` for a shell, made of all words; as `texts`, each word one.
   */
  readonly as?: 'words' | 'text' | 'texts';
  /** Options whose value is a text for a shell. */
  readonly option?: readonly string[];
}

const plain: Starter = {};

/** By name and subcommands. An option may have a value or not, so that what may be the command is judged, too. */
const starters: ReadonlyMap<string, Starter> = new Map<string, Starter>([
  ...[
    'sudo doas nohup time nice ionice chrt stdbuf setsid command exec builtin unbuffer caffeinate chronic',
    'dotenv dotenv-cli cross-env env-cmd corepack npx pnpx bunx rlwrap strace ltrace busybox winpty',
    'node nodejs bun tsx ts-node start nocorrect noglob catchsegv linux64 arch',
  ]
    .join(' ')
    .split(' ')
    .map((name): [string, Starter] => [name, plain]),
  ['env', { option: ['-S', '--split-string'] }],
  ['npx', { option: ['-c', '--call'] }],
  ...[
    'npm exec',
    'npm x',
    'pnpm exec',
    'pnpm dlx',
    'yarn exec',
    'yarn dlx',
    'bun x',
    'bun run',
    'deno run',
  ].map((name): [string, Starter] => [name, { option: name.startsWith('npm') ? ['-c', '--call'] : [] }]),
  ['timeout', { skip: 1 }],
  ['gtimeout', { skip: 1 }],
  ['faketime', { skip: 1 }],
  ['flock', { skip: 1, option: ['-c', '--command'] }],
  ['script', { skip: 1, option: ['-c', '--command'] }],
  ['su', { option: ['-c', '--command'] }],
  ['runuser', { option: ['-c', '--command'] }],
  ['watch', { as: 'text' }],
  ['entr', plain],
  ['ssh', { skip: 1, as: 'text' }],
  ['parallel', { as: 'texts' }],
  ['concurrently', { as: 'texts' }],
  ['cross-env-shell', { as: 'texts' }],
  ['tmux', { as: 'texts' }],
  ['screen', { as: 'texts' }],
  ['nodemon', { option: ['-x', '--exec'] }],
  ['fd', { option: ['-x', '-X', '--exec', '--exec-batch'] }],
  ['git bisect run', plain],
  ['git rebase', { option: ['-x', '--exec'] }],
  ['docker exec', { skip: 1 }],
  ['docker run', { skip: 1, option: ['--entrypoint'] }],
  ['docker compose exec', { skip: 1 }],
  ['docker compose run', { skip: 1, option: ['--entrypoint'] }],
  ['docker-compose exec', { skip: 1 }],
  ['docker-compose run', { skip: 1 }],
  ['podman exec', { skip: 1 }],
  ['podman run', { skip: 1 }],
  ['kubectl exec', { skip: 1 }],
  ['oc exec', { skip: 1 }],
  ['heroku run', plain],
  ['railway run', plain],
  ['railway ssh', plain],
  ['fly ssh console', { option: ['-C', '--command'] }],
  ['flyctl ssh console', { option: ['-C', '--command'] }],
  ['dotenvx run', plain],
  ['doppler run', { option: ['--command'] }],
  ['infisical run', { option: ['--command'] }],
  ['op run', plain],
  ['aws-vault exec', { skip: 1 }],
  ['direnv exec', { skip: 1 }],
  ['mise exec', plain],
  ['asdf exec', plain],
  ['volta run', plain],
  ['fnm exec', plain],
  ['nvm exec', { skip: 1 }],
  ['nix develop', { option: ['-c', '--command'] }],
  ['nix-shell', { option: ['--run', '--command'] }],
  ['poetry run', plain],
  ['uv run', plain],
  ['migration-guard run', plain],
]);

/** What is started by a program that does little more. */
export const judgeStarters: Judge = (command, context) => {
  const [program, ...args] = command.words;
  if (program === undefined) return false;
  const found = starterOf(programName(program), args);
  if (found) judgeStarted(found.starter, command, found.args, context);
  return found !== undefined;
};

interface Found {
  readonly starter: Starter;
  readonly args: readonly Word[];
}

/** The one with the most subcommands. */
function starterOf(name: string, args: readonly Word[]): Found | undefined {
  let found: (Found & { readonly words: number }) | undefined;
  for (const [key, starter] of starters) {
    const [first, ...subcommands] = key.split(' ');
    if (first !== name || subcommands.length < (found?.words ?? 0)) continue;
    const behind = behindSubcommands(args, subcommands);
    if (behind !== undefined) found = { starter, args: args.slice(behind), words: subcommands.length };
  }
  return found;
}

/** Where the words behind subcommands begin; between them only options and their values may stand. */
function behindSubcommands(args: readonly Word[], wanted: readonly string[]): number | undefined {
  let from = 0;
  for (const word of wanted) {
    const isOwn = ({ text }: Word, at: number): boolean =>
      !text.startsWith('-') && !(args[at - 1]?.text.startsWith('-') ?? false);
    const at = args.findIndex(
      (one, position) => position >= from && (one.text === word || isOwn(one, position)),
    );
    if (args[at]?.text !== word) return undefined;
    from = at + 1;
  }
  return from;
}

function judgeStarted(
  starter: Starter,
  command: SimpleCommand,
  args: readonly Word[],
  context: JudgeContext,
): void {
  for (const text of textsOf(starter, args)) context.reader.runInside(command, text.text);
  if (starter.as === 'texts') return;
  for (const { at, settings } of beginnings(args, starter.skip ?? 0)) {
    const rest = args.slice(at);
    if (starter.as === 'text') context.reader.runInside(command, joined(rest).text);
    else context.reader.visit(startedBy(command, rest, settings));
  }
}

function textsOf({ as, option = [] }: Starter, args: readonly Word[]): Word[] {
  if (as === 'texts') return args.filter(({ text }) => !text.startsWith('-'));
  return args.flatMap(({ text, isKnown }, at) => {
    const attached = option.find((one) => one.startsWith('--') && text.startsWith(`${one}=`));
    if (attached !== undefined) return [{ text: text.slice(attached.length + 1), isKnown }];
    const isOption = option.some(
      (one) => text === one || (/^-\w$/.test(one) && isCluster(text, one.slice(1))),
    );
    return isOption ? args.slice(at + 1, at + 2) : [];
  });
}

/** `-qec` holds `-c` at its end, where its value follows. */
function isCluster(text: string, letter: string): boolean {
  return /^-[a-zA-Z]+$/.test(text) && text.endsWith(letter);
}

/** Where the command may begin: a word behind an option may be its value, or not. */
function* beginnings(
  args: readonly Word[],
  skip: number,
): Generator<{ readonly at: number; readonly settings: readonly Setting[] }> {
  const settings: Setting[] = [];
  let least = 0;
  let most = 0;
  for (const [at, { text, isKnown }] of args.entries()) {
    if (text === '--') {
      yield { at: at + 1, settings };
      return;
    }
    if (text.startsWith('-')) continue;
    const [, name, value] = /^(\w+)=(.*)$/s.exec(text) ?? [];
    if (name !== undefined && value !== undefined) {
      settings.push({ name, value: { text: value, isKnown } });
      continue;
    }
    if (least <= skip && skip <= most) yield { at, settings };
    const before = args[at - 1]?.text ?? '';
    most++;
    if (!before.startsWith('-') || before.includes('=')) least++;
    if (least > skip) return;
  }
}
