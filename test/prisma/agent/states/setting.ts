import assert from 'node:assert/strict';
import { applyMigrations } from '../../../helpers/applied-migrations';
import { follow } from '../../../helpers/advice';
import type { Environment, Ran } from '../../../helpers/cli';
import { commitEach } from '../../../helpers/commit-each';
import { withMcp } from '../../../helpers/mcp-client';
import { prismaEnvironment, type PrismaResult } from '../../../helpers/prisma-cli';
import { inPrismaProject, type PrismaProject } from '../../../helpers/prisma-project';
import { sharedServer } from '../../../helpers/shared-servers';
import { runSql } from '../../../helpers/sql';
import type { ToolName } from '../../../../src/agent/tool';
import { contents, migrations, rows } from './base';
import { catalogue, lostFrom, renamedIn, type Catalogue } from './catalogue';
import { followAnswers, type Followed } from './follower';

/** A project with the database that its migrations made, and rows in it. */
export interface Place extends Omit<PrismaProject, 'prisma'> {
  readonly url: string;
  /** Runs the project's Prisma as a coding agent does: with its variables, and with the consent that Prisma asks it for. */
  readonly prisma: (...args: readonly string[]) => Promise<PrismaResult>;
  readonly sql: (text: string) => Promise<unknown>;
  /** Runs a printed command as somebody who pastes it. */
  readonly paste: (command: string) => Promise<Ran>;
}

/** A state of files and database in which Prisma's own commands are tempting, and lose something. */
export interface State {
  readonly title: string;
  /** Brings it about. */
  readonly make: (place: Place) => unknown;
  /** What an agent calls first there. */
  readonly begin: { readonly tool: ToolName; readonly given?: Readonly<Record<string, unknown>> };
  /** Whether the schema is compared, too. */
  readonly schema?: boolean;
  /** What a person does where an answer says that one has to. @param told what the answer says to it */
  readonly person?: (place: Place, told: string) => unknown;
  /** What has to be there in the end beside what every state begins with. */
  readonly adds?: readonly string[];
  /** What is meant to change. */
  readonly changes?: readonly string[];
  /** Of a name or a definition, what it is meant to become. */
  readonly renamed?: (text: string) => string;
  /** What an agent runs that has no other tools than Prisma's. */
  readonly tempted: (place: Place) => unknown;
  /** What is lost by that, of what there was before the state or was to be there after it. */
  readonly lost: readonly string[];
}

async function inPlace(body: (place: Place, before: Catalogue) => Promise<void>): Promise<void> {
  const server = await sharedServer();
  const url = await server.createDatabase();
  await applyMigrations(url, migrations);
  await runSql(url, rows);
  await inPrismaProject(contents, async (project) => {
    commitEach(project.folder);
    const env: Environment = { ...prismaEnvironment(project.folder), DATABASE_URL: url };
    const place: Place = {
      ...project,
      url,
      prisma: (...args) => project.prisma(url, args, { env: agent }),
      sql: (text) => runSql(url, text),
      paste: (command) =>
        follow(command.replace(/^npx (?=migration-guard )/, ''), { folder: project.folder, env }),
    };
    await body(place, await catalogue(url));
  })();
}

/** By which Prisma knows that an agent has called it, and that its person has agreed. */
const agent = { CLAUDECODE: '1', PRISMA_USER_CONSENT_FOR_DANGEROUS_AI_ACTION: 'yes' };

/** Brings the state about, follows what our tools say, and looks for what is lost. */
export async function withOurs(state: State): Promise<Followed> {
  const result: { followed?: Followed } = {};
  await inPlace(async (place, before) => {
    await state.make(place);
    const env = { ...prismaEnvironment(place.folder), DATABASE_URL: place.url };
    await withMcp({ cwd: place.folder, env, answer: () => 'yes' }, async (session) => {
      result.followed = await followAnswers(session, place, state);
    });
    assert.deepEqual(await lostIn(state, place, before), [], result.followed?.story);
  });
  return result.followed ?? assert.fail('nothing was followed');
}

/** Brings the state about, runs what Prisma's own commands tempt to, and says what is lost. */
export async function withPrismaAlone(state: State): Promise<string[]> {
  const lost: string[] = [];
  await inPlace(async (place, before) => {
    await state.make(place);
    await state.tempted(place);
    lost.push(...(await lostIn(state, place, before)));
  });
  return lost;
}

async function lostIn(
  { adds = [], changes = [], renamed = (text) => text }: State,
  { url }: Place,
  before: Catalogue,
): Promise<string[]> {
  const after = await catalogue(url);
  const lost = lostFrom(renamedIn(before, renamed), after).filter((name) => !changes.includes(name));
  return [...lost, ...adds.filter((name) => !after.has(name))].sort();
}
