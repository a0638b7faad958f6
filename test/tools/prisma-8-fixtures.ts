import fs from 'node:fs';
import path from 'node:path';
import type { PgliteServer } from '../helpers/pglite-server';
import { openPrisma8Project } from '../helpers/prisma-8/project';
import { declared } from '../prisma8/states/declared';
import { broken } from '../prisma8/states/broken';
import { graph } from '../prisma8/states/graph';
import { origins } from '../prisma8/states/origins';
import { rawSql } from '../prisma8/states/raw-sql';
import { placeOf, type State } from '../prisma8/states/state';

/** By the name of their folder in test/fixtures/prisma8, the states of which `npm test` has the files. */
const fixtures: Readonly<Record<string, State | undefined>> = {
  'branches-joined': graph.at(1),
  'edited-operations': broken.at(0),
  'every-kind': declared.at(1),
  'raw-sql': rawSql.at(-1),
  typescript: origins.at(0),
  'after-prisma-7': origins.at(2),
};

type Files = Readonly<Record<string, string>>;

/** The files that git would have, without the types beside each contract, which are most of it and which we do not read. */
function filesIn(folder: string): Files {
  const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return Object.fromEntries(
    names
      .map((name) => name.split(path.sep).join('/'))
      .filter((name) => !/^(?:\.git|node_modules)(?:\/|$)|\.d\.ts$/.test(name))
      .filter((name) => fs.statSync(path.join(folder, name)).isFile())
      .sort()
      .map((name) => [name, fs.readFileSync(path.join(folder, name), 'utf8')]),
  );
}

async function filesOf(state: State, server: PgliteServer): Promise<Files> {
  await server.clear();
  const project = openPrisma8Project(state.contents);
  try {
    await state.make(placeOf(project, server.url));
    return filesIn(project.folder);
  } finally {
    project.remove();
  }
}

/** Makes all fixtures again: by folder, its files. */
export async function makeFixtures(server: PgliteServer): Promise<Readonly<Record<string, Files>>> {
  const made: Record<string, Files> = {};
  for (const [name, state] of Object.entries(fixtures)) {
    if (!state) throw new Error(`${name} is no state.`);
    made[name] = await filesOf(state, server);
  }
  return made;
}
