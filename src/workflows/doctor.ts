import { isHumanError } from '../core/human-error';
import { readDeclarations } from '../core/prisma-schema/read-declarations';
import type {
  DiagnosedBase,
  DiagnosedDatabase,
  DiagnosedEnvironment,
  DiagnosedProject,
  DoctorJson,
} from '../core/reports/doctor';
import { positionsIn } from '../core/text-positions';
import { readConfiguration } from './configuration';
import { textsOf } from './lint';
import type { LintSource } from './lint-source';

/** An environment of a project, before its URL is known. */
type NamedEnvironment = Pick<DiagnosedEnvironment, 'name' | 'configured' | 'source'>;

/** A database whose URL is known. */
export interface FoundDatabase {
  readonly place: string;
  readonly from: string;
  readonly production: boolean;
  readonly local: boolean;
  /** What of it nobody else may read. */
  readonly secrets: readonly string[];
  /** The rows of `_prisma_migrations`; undefined where there is no such table. @throws HumanError without an answer */
  readonly countRows: () => Promise<number | undefined>;
}

interface ProjectToDiagnose {
  readonly source: LintSource;
  readonly notices: readonly string[];
}

/** What a diagnosis is made from. Each may throw: that is a part of the diagnosis. */
export interface DoctorPorts {
  readonly machine: () => Promise<Omit<DoctorJson, 'version' | 'projects' | 'problem'>>;
  /** @param git false without asking git */
  readonly openProjects: (git: boolean) => Promise<readonly ProjectToDiagnose[]>;
  /** How the project's Prisma would be started. */
  readonly prismaLabel: (source: LintSource) => string;
  /** The files that settings of the project were read from. */
  readonly configFiles: (source: LintSource) => readonly string[];
  readonly environments: (source: LintSource) => readonly NamedEnvironment[];
  readonly findDatabase: (source: LintSource, name: string) => Promise<FoundDatabase>;
  /** How a file or folder is named, which came in as an absolute path. */
  readonly fileOf: (file: string) => string;
  /** Takes secrets out of a text: those that the variables hold, and `more`. */
  readonly mask: (text: string, more?: readonly string[]) => string;
}

export interface DoctorWishes {
  /** The one environment whose database is asked. */
  readonly environment: string;
}

/** Finds out what somebody needs to know who is to find a mistake of ours. Never throws because something is broken. */
export async function diagnose(ports: DoctorPorts, wishes: DoctorWishes): Promise<DoctorJson> {
  const [machine, { opened, problem, gitProblem }] = await Promise.all([ports.machine(), openAnyhow(ports)]);
  const projects: DiagnosedProject[] = [];
  for (const project of opened) {
    projects.push(await diagnoseProject(project, ports, wishes, gitProblem));
  }
  return { version: 1, ...machine, projects, problem: problem ?? null };
}

interface Opened {
  readonly opened: readonly ProjectToDiagnose[];
  readonly problem?: string | undefined;
  /** Why git could not be asked. */
  readonly gitProblem?: string | undefined;
}

/** What git stands in the way of can be told without it. */
async function openAnyhow({ openProjects, mask }: DoctorPorts): Promise<Opened> {
  try {
    const opened = await openProjects(true);
    return { opened, problem: opened.length > 0 ? undefined : 'No Prisma project was found here.' };
  } catch (error) {
    const reason = mask(reasonOf(error));
    try {
      const opened = await openProjects(false);
      return opened.length > 0 ? { opened, gitProblem: reason } : { opened, problem: reason };
    } catch {
      return { opened: [], problem: reason };
    }
  }
}

async function diagnoseProject(
  { source, notices }: ProjectToDiagnose,
  ports: DoctorPorts,
  { environment }: DoctorWishes,
  gitProblem: string | undefined,
): Promise<DiagnosedProject> {
  const { mask, fileOf } = ports;
  const { root, migrationsFolder, prisma, migrations, schema, lockProvider } = source;
  const orReason = orReasonBy(mask);
  const environments = await orReason(() =>
    Promise.all(
      ports.environments(source).map((one) => diagnoseEnvironment(source, one, environment, ports)),
    ),
  );
  const label = await orReason(() => ports.prismaLabel(source));
  const configuration = await orReason(() => configurationProblems(source, fileOf));
  const provider = await orReason(() => readDeclarations(schema).provider);
  const found = [environments, configuration, provider];
  return {
    root: mask(fileOf(root)),
    ...(migrationsFolder === undefined ? {} : { migrationsFolder: mask(fileOf(migrationsFolder)) }),
    prisma: { version: prisma.release ?? prisma.version, source: prisma.source },
    prismaCommand: 'reason' in label ? label : { label: mask(label.value) },
    provider: valueOf(provider) ?? lockProvider ?? null,
    migrations: migrations.length,
    schemaFiles: schema.length,
    configFiles: ports.configFiles(source).map((file) => mask(fileOf(file))),
    base: await diagnoseBase(source, mask, gitProblem),
    environments: valueOf(environments) ?? [],
    problems: [
      ...found.flatMap((one) => ('reason' in one ? [one.reason] : [])),
      ...(valueOf(configuration) ?? []).map((problem) => mask(problem)),
      ...(source.unread ?? []).map(({ file, reason }) =>
        mask(`${fileOf(file)} could not be read: ${reason}.`),
      ),
    ],
    notices: notices.map((notice) => mask(notice)),
  };
}

async function configurationProblems(source: LintSource, fileOf: DoctorPorts['fileOf']): Promise<string[]> {
  const { problems } = await readConfiguration(source, undefined);
  const positions = positionsIn({ texts: textsOf(source) });
  return problems.map(({ file, range, message }) => {
    const { line, column } = positions(file)?.at(range.start) ?? { line: 1, column: 1 };
    return `${fileOf(file)}:${line}:${column}: ${message}`;
  });
}

async function diagnoseBase(
  { history }: LintSource,
  mask: DoctorPorts['mask'],
  gitProblem: string | undefined,
): Promise<DiagnosedBase> {
  if (gitProblem !== undefined) return { kind: 'failed', reason: gitProblem };
  if (!history) return { kind: 'no-git' };
  const { base } = history;
  if (base === undefined) return { kind: 'all-new' };
  const settled = await orReasonBy(mask)(() => history.settled());
  if ('reason' in settled) return { kind: 'failed', reason: settled.reason };
  return { kind: 'commit', commit: base, settled: settled.value.size };
}

/** Only the one that was named is asked: others may be production, or need a program that asks a person. */
async function diagnoseEnvironment(
  source: LintSource,
  named: NamedEnvironment,
  asked: string,
  ports: DoctorPorts,
): Promise<DiagnosedEnvironment> {
  if (named.name !== asked) return { ...named, database: { answer: 'not-asked' } };
  return { ...named, database: await diagnoseDatabase(source, asked, ports) };
}

async function diagnoseDatabase(
  source: LintSource,
  name: string,
  { findDatabase, mask }: DoctorPorts,
): Promise<DiagnosedDatabase> {
  const found = await orReasonBy(mask)(() => findDatabase(source, name));
  if ('reason' in found) return { answer: 'no-url', reason: found.reason };
  const { place, from, production, local, secrets, countRows } = found.value;
  const rows = await orReasonBy((text) => mask(text, secrets))(countRows);
  const known = { place: mask(place, secrets), from: mask(from, secrets), production, local };
  if ('reason' in rows) return { answer: 'unreachable', ...known, reason: rows.reason, applied: null };
  return { answer: 'reachable', ...known, reason: null, applied: rows.value ?? null };
}

type Tried<Value> = { readonly value: Value } | { readonly reason: string };

function valueOf<Value>(tried: Tried<Value>): Value | undefined {
  return 'value' in tried ? tried.value : undefined;
}

function orReasonBy(mask: (text: string) => string) {
  return async <Value>(work: () => Value | Promise<Value>): Promise<Tried<Value>> => {
    try {
      return { value: await work() };
    } catch (error) {
      return { reason: mask(reasonOf(error)) };
    }
  };
}

/** Of an error that nobody foresaw also where it was. */
function reasonOf(error: unknown): string {
  if (isHumanError(error)) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
