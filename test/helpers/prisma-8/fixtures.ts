import fs from 'node:fs';
import path from 'node:path';

/** Folders with projects of Prisma 8, which the real packages have made: see test/tools/write-prisma-8-fixtures.mjs. */
const top = path.join(__dirname, '../../../../test/fixtures/prisma8');

/** The files of a fixture, by their paths, as `write` of a workspace takes them. */
export function prisma8Fixture(name: string): Record<string, string> {
  const folder = path.join(top, name);
  return Object.fromEntries(
    fs
      .readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => fs.statSync(path.join(folder, file)).isFile())
      .sort()
      .map((file) => [file.split(path.sep).join('/'), fs.readFileSync(path.join(folder, file), 'utf8')]),
  );
}

/** Their names. */
export function prisma8Fixtures(): string[] {
  return fs.readdirSync(top).sort();
}
