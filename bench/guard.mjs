// npm run bench:guard: what guard takes beyond node's own start, by words alone and where the history is read.
//   --project FOLDER   a project with a real history; without it one is made up
//   --migrations 1000  how many migrations that has
//   --runs 7           turns of each command; the median counts
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { generatedProject } from './input/project.mjs';
import { interleaved } from './measure.mjs';
import { table, time } from './table.mjs';

const top = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: {
    project: { type: 'string' },
    migrations: { type: 'string', default: '1000' },
    runs: { type: 'string', default: '7' },
  },
});

execFileSync(process.execPath, ['esbuild.js', '--production'], { cwd: top });
const cli = path.join(top, 'dist', 'cli.js');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'migration-guard-bench-'));
try {
  const project = values.project ?? path.join(folder, 'project');
  if (values.project === undefined) await generatedProject(project, Number(values.migrations));
  const of = (name, args) => ({ name, command: process.execPath, args, cwd: project, okCodes: [0, 1, 3] });
  const guard = (command) => of(command, [cli, 'guard', '--command', command]);
  const programs = [
    of('node alone', ['-e', '0']),
    guard('ls -la'),
    guard('npx prisma migrate reset'),
    guard('npx prisma db push'),
    guard('npx prisma migrate deploy'),
    guard('npx prisma migrate dev'),
    guard('psql -c "DROP INDEX a"'),
  ];
  const results = await interleaved(programs, Number(values.runs), (text) => console.error(text));
  const [alone] = results;
  const beyond = (result, key) => (result[key] === undefined ? '' : time(result[key] - alone[key]));
  const rows = results.map((result) =>
    result.failed
      ? [result.name, result.failed, '', '']
      : [result.name, time(result.wall), beyond(result, 'wall'), beyond(result, 'cpu')],
  );
  console.log(table(['command', 'median', 'beyond node', 'processor time beyond node'], rows));
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
