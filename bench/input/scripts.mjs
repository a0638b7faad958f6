// A made-up project of scripts, as large as those of teams are.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { randomFrom } from './random.mjs';

const parts = [
  "import { useMemo, useState } from 'react';",
  `export async function load(id: string): Promise<Row | undefined> {
  const rows = await db.memory.findMany({ where: { ownerId: id, archived: false }, take: 20 });
  if (rows.length === 0 && options?.strict !== false) throw new NotFound(\`no rows for \${id}\`);
  return rows.map((row) => ({ ...row, age: now - row.createdAt.getTime() })).at(0);
}`,
  '// What is shown first has to be there first.',
  "export const labels: Readonly<Record<Kind, string>> = { open: 'Open', done: 'Done' };",
];

const query = `
export const nearest = (vector: string, limit: number) =>
  db.$queryRaw\`SELECT id, 1 - (embedding <=> \${vector}::vector) AS similarity FROM memories
    ORDER BY embedding <=> \${vector}::vector LIMIT \${limit}\`;
`;

/** Sizes spread around the median as those of real files do; some are 20 times as large. */
function sizeOf(random, median) {
  const spread = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  return Math.round(median * Math.exp(spread));
}

function bodyOf(random, size) {
  let body = '';
  while (body.length < size) body += `${random.pick(parts)}\n`;
  return body;
}

/** Writes a git repository of so many scripts, of which so many hold a query. */
export function scriptsProject(folder, { files, queries, median = 4096 }) {
  const random = randomFrom(1);
  for (let index = 0; index < files; index += 1) {
    const inner = path.join(folder, `packages/p${index % 20}/src/part${index % 500}`);
    if (index < 500) fs.mkdirSync(inner, { recursive: true });
    const body = bodyOf(random, sizeOf(random, median));
    const isQuery = index % Math.ceil(files / queries) === 0;
    fs.writeFileSync(
      path.join(inner, `f${index}.${random.chance(0.3) ? 'tsx' : 'ts'}`),
      isQuery ? body + query : body,
    );
  }
  fs.writeFileSync(
    path.join(folder, '.gitignore'),
    'node_modules/\ndist/\n.env*\n*.log\ncoverage/\n*.tsbuildinfo\n',
  );
  const git = (...args) => execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
  git('init');
  git('add', '--all');
}
