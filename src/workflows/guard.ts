import { usualEnvironment, type CommandTarget } from '../core/command-target';
import { dangers, type Concern, type DangerId, type Decision } from '../core/guard/dangers';
import { decisionOf, readConcerns, type CommandLine } from '../core/guard/read-concerns';
import { reasonOf, type Held } from '../core/guard/reason';
import type { GuardFiles } from '../core/guard/shell/scope';

/** A project as far as commands may harm it; read as text, without a database. */
export interface GuardedProject {
  /** Whether it is one of Prisma 8, which has other commands. */
  readonly isPrisma8: boolean;
  /** Whether it has migrations, or a list of what is protected. */
  readonly hasHistory: boolean;
  /** What migrations that are not merged yet lose by accident, each a phrase. */
  readonly lostByDrafts: () => Promise<readonly string[]>;
  /** What the next `migrate dev` would drop that Prisma cannot see, or `db update` that is not declared, each a phrase. */
  readonly wouldDrop: () => Promise<readonly string[]>;
  /** The names of the merged migrations that a name with `*` means. */
  readonly mergedLike: (name: string) => Promise<readonly string[]>;
  /** What SQL would take away. */
  readonly lostBy: (sql: string) => Promise<SqlLosses>;
}

export interface SqlLosses {
  /** What is protected, each a phrase. */
  readonly protected: readonly string[];
  /** Tables and columns that the history makes, with nothing protected on them. */
  readonly tables: readonly string[];
}

export interface GuardPorts {
  readonly files: GuardFiles;
  /** The projects that a command in the folder would be about. */
  readonly projects: (folder: string, schema: string | undefined) => Promise<readonly GuardedProject[]>;
  /** Whether such a command would be about a project of Prisma 8. */
  readonly isPrisma8: (folder: string, schema: string | undefined) => Promise<boolean>;
  /** The only project of the repository, where a folder itself is of none; an absolute path. */
  readonly onlyProjectAround: (folder: string) => Promise<string | undefined>;
  /** A path as seen from the working directory; undefined where it is that. */
  readonly pathFrom: (folder: string, path: string) => string | undefined;
}

export interface Verdict {
  readonly decision: Decision;
  /** Empty where the command is allowed. */
  readonly reason: string;
}

const mostReasons = 3;

/**
 * Decides about a command before it runs. Nothing of it, and nothing of the project, is run.
 *
 * @param folder where it would run, absolute
 */
export async function guard(line: CommandLine, folder: string, ports: GuardPorts): Promise<Verdict> {
  const concerns = readConcerns(line, folder, ports.files);
  const targetOf = async (concern: Concern): Promise<CommandTarget> => ({
    environment: usualEnvironment,
    project: await pathOf(concern, folder, ports),
  });
  const byWords = concerns.filter(({ danger }) => dangers[danger].hangsOn === 'nothing');
  const held: Held[] = [];
  for (const concern of byWords) {
    const isPrisma8 =
      dangers[concern.danger].instead === 'dev' &&
      (await ports.isPrisma8(concern.folder ?? folder, concern.schema));
    held.push({ concern, lost: [], target: await targetOf(concern), isPrisma8 });
  }
  if (!byWords.some((concern) => decisionOf(concern) === 'deny')) {
    for (const concern of concerns.filter((one) => !byWords.includes(one))) {
      const found = await heldIn(concern, concern.folder ?? folder, ports);
      if (found) held.push({ ...found, target: await targetOf(concern) });
    }
  }
  return verdictOf(held);
}

function verdictOf(held: readonly Held[]): Verdict {
  const decided = held.map((one) => ({ decision: decisionOf(one.concern), reason: reasonOf(one) }));
  const decision = decided.some((one) => one.decision === 'deny')
    ? 'deny'
    : decided.length > 0
      ? 'ask'
      : 'allow';
  const reasons = new Set(decided.filter((one) => one.decision === decision).map(({ reason }) => reason));
  return { decision, reason: [...reasons].slice(0, mostReasons).join(' ') };
}

async function pathOf(
  { danger, folder: where, schema }: Concern,
  folder: string,
  ports: GuardPorts,
): Promise<string | undefined> {
  const isAdvised = dangers[danger].instead !== undefined && schema === undefined;
  const path = (isAdvised ? await ports.onlyProjectAround(where ?? folder) : schema) ?? where;
  return path === undefined ? undefined : ports.pathFrom(folder, path);
}

/** The concern, where what it hangs on is so in one of the projects. */
async function heldIn(
  concern: Concern,
  folder: string,
  ports: GuardPorts,
): Promise<Omit<Held, 'target'> | undefined> {
  for (const project of await ports.projects(folder, concern.schema)) {
    const found = await heldBy(concern, project);
    if (found) return { ...found, isPrisma8: project.isPrisma8 };
  }
  return undefined;
}

async function heldBy(
  concern: Concern,
  project: GuardedProject,
): Promise<Pick<Held, 'concern' | 'lost'> | undefined> {
  if (!isCommandOf(project, concern)) return undefined;
  switch (dangers[concern.danger].hangsOn) {
    case 'Prisma 8':
      return { concern, lost: [] };
    case 'db update': {
      // There such a command is one of another Prisma than the project's.
      if (!project.isPrisma8) return project.hasHistory ? asDanger(concern, 'push') : undefined;
      const lost = concern.danger === 'update' ? await project.wouldDrop() : [];
      return lost.length > 0 ? asDanger(concern, 'lossy update', lost) : { concern, lost };
    }
    case 'history':
      return project.hasHistory ? { concern, lost: [] } : undefined;
    case 'drafts':
    case 'migrate dev': {
      const drafted = await project.lostByDrafts();
      const isApplied = concern.danger === 'deploy' || concern.danger === 'apply';
      if (drafted.length > 0) {
        return asDanger(concern, isApplied ? concern.danger : 'deploy', drafted);
      }
      const lost = isApplied ? [] : await project.wouldDrop();
      return lost.length > 0 ? { concern, lost } : undefined;
    }
    case 'merged': {
      const merged = await project.mergedLike(concern.rewrites ?? '');
      return merged.length > 0 ? { concern, lost: merged } : undefined;
    }
    case 'sql': {
      const { protected: lost, tables } = await project.lostBy(concern.sql ?? '');
      if (lost.length > 0) return { concern, lost };
      return tables.length > 0 ? asDanger(concern, 'tables', tables) : undefined;
    }
    case 'nothing':
      return { concern, lost: [] };
  }
}

/** It turned out to be of another kind. */
function asDanger(
  concern: Concern,
  danger: DangerId,
  lost: readonly string[] = [],
): Pick<Held, 'concern' | 'lost'> {
  return { concern: { ...concern, danger }, lost };
}

const ofPrisma7: ReadonlySet<DangerId> = new Set(['push', 'develop', 'develop a file', 'deploy']);
const ofPrisma8: ReadonlySet<DangerId> = new Set(['apply', 'infer']);

/** Whether the project's Prisma has such a command at all: the other one refuses it. */
function isCommandOf({ isPrisma8 }: GuardedProject, { danger }: Concern): boolean {
  return !(isPrisma8 ? ofPrisma7 : ofPrisma8).has(danger);
}
