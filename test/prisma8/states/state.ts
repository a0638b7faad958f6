import { withOperations, type RawOperation } from '../../helpers/prisma-8/operations';
import type { Prisma8Contents, Prisma8Project } from '../../helpers/prisma-8/project';
import { runSql } from '../../helpers/sql';

/** What a migration takes away when it runs on what those before it have made. */
interface Taken {
  /** What no contract declares. */
  readonly loses?: readonly string[];
  /** What a contract declared, and a later one does not: that is meant. */
  readonly drops?: readonly string[];
}

/** A project of Prisma 8 and its database, and what is true of them. Objects are named as databaseObjects does. */
export interface State {
  readonly title: string;
  readonly contents: Prisma8Contents;
  /** Brings it about. */
  readonly make: (place: Place) => unknown;
  /** What no contract declares and `db update` takes from the database; undefined where Prisma does not say. */
  readonly updateLoses: readonly string[] | undefined;
  /** What `db update` takes besides, because the contract no longer has it. */
  readonly updateDrops?: readonly string[];
  /** What a database that is built from the migrations lacks; undefined where none can be built. */
  readonly freshLacks: readonly string[] | undefined;
  /** What it lacks besides, because a migration is pending. */
  readonly freshDrops?: readonly string[];
  /** By the slug of its name, what each migration takes away that takes anything away. */
  readonly migrations?: Readonly<Record<string, Taken>>;
  /** The code with which `migration check` says what is wrong. */
  readonly unknown?: RegExp;
  /** What `lint` says besides, where something is not known or not as it should be. */
  readonly lintSays?: RegExp;
}

/** A project with its database, and a clock that moves by a minute from migration to migration. */
export interface Place extends Prisma8Project {
  readonly url: string;
  readonly sql: (text: string) => Promise<unknown>;
  /** Runs a command that has to succeed, on the database. */
  readonly run: (...args: readonly string[]) => Promise<unknown>;
  /** Plans a migration and adds operations to it; gives its folder's name. */
  readonly migration: (
    slug: string,
    added?: readonly RawOperation[],
    origin?: { readonly from: string },
  ) => Promise<string>;
}

export function placeOf(project: Prisma8Project, url: string): Place {
  let minutes = 0;
  let last: string | undefined;
  return {
    ...project,
    url,
    sql: (text) => runSql(url, text),
    run: (...args) => project.succeed(args, { databaseUrl: url }),
    migration: async (slug, added = [], origin) => {
      const now = new Date(Date.UTC(2026, 0, 1, 0, minutes++)).toISOString();
      const from = origin?.from ?? last;
      last = await project.plan(slug, { now, ...(from !== undefined && { from }) });
      if (added.length > 0) await project.rewrite(last, (source) => withOperations(source, added));
      return last;
    },
  };
}

/** What is in one and not in the other, or is another there. */
export function missingFrom(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>) {
  return [...before].flatMap(([name, definition]) => (after.get(name) === definition ? [] : [name])).sort();
}
