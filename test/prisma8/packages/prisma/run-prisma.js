import { createCli, loadConfig } from '@prisma/cli-engine';
import { ormCommandFamily } from '@prisma/orm-toolchain/cli';

/** `contract emit` needs a group `contract`. */
function groupsOf(commands) {
  const groups = Object.keys(commands).flatMap((command) => {
    const words = command.split(' ');
    return words.slice(1).map((_, index) => words.slice(0, index + 1).join(' '));
  });
  return Object.fromEntries(groups.map((group) => [group, { brief: group }]));
}

/** Runs a command in this process, whose folder and variables are the project's, without a terminal. Gives the exit code. */
export async function runPrisma(args, { stdout, stderr }) {
  const cli = createCli({
    name: 'prisma',
    version: '8.0.0-rc.13',
    commandFamilies: [ormCommandFamily],
    groups: groupsOf(ormCommandFamily.commands),
    commands: ormCommandFamily.commands,
  });
  return await cli.run(args, {
    stdout,
    stderr,
    stdin: process.stdin,
    cwd: process.cwd(),
    env: { ...process.env, PRISMA_DISABLE_TELEMETRY: '1', DO_NOT_TRACK: '1' },
    isTty: { stdin: false, stdout: false, stderr: false },
    exit: (code) => process.exit(code),
    onSignal: () => () => {},
    loadConfig: (file) => loadConfig(process.cwd(), file),
    managementApi: { baseUrl: 'http://127.0.0.1:9' }, // Of no command of the ORM; nothing listens there.
    host: {
      runtime: { name: 'node', version: process.versions.node },
      platform: process.platform,
      arch: process.arch,
    },
  });
}
