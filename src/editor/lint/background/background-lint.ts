import * as vscode from 'vscode';
import type { AppliedRow } from '../../../workflows/edited-applied';
import type { ProjectFolders } from '../../databases/known-state';
import { type Clock, Scheduler } from '../../scheduler';
import type { Findings } from '../../findings/findings';
import type { LintedProject } from '../../findings/linted-project';
import { grouped } from '../../../core/grouped';

export interface BackgroundLintDependencies {
  /** The window's projects for PostgreSQL. */
  readonly projects: () => Promise<readonly ProjectFolders[]>;
  /** Lints whole projects, in a thread of its own. */
  readonly lint: (
    migrationsFolders: readonly string[],
    applied: Readonly<Record<string, AppliedRow>>,
    signal: AbortSignal,
  ) => Promise<LintedProject[]>;
  /** By the URI of a migration's file, what is remembered of a project's migrations in a database. */
  readonly appliedRows: (project: ProjectFolders) => Readonly<Record<string, AppliedRow>>;
  readonly findings: Pick<Findings, 'project' | 'setProjects'>;
  readonly clock: Clock;
  readonly log: Pick<vscode.LogOutputChannel, 'info' | 'warn'>;
}

/** Lints the projects of the window again when something has changed that they depend on, one time at once. */
export class BackgroundLint implements vscode.Disposable {
  readonly #dependencies: BackgroundLintDependencies;
  readonly #scheduler: Scheduler;
  readonly #abort = new AbortController();
  /** URIs of files that have changed since; `all` where everything may have. */
  #changed: Set<string> | 'all' = 'all';
  /** By migrations folder, what was remembered of a database when it was linted. */
  readonly #rowsThen = new Map<string, string>();
  #folders: readonly string[] = [];
  readonly #logged = new Set<string>();
  readonly #linted = new vscode.EventEmitter<readonly LintedProject[]>();
  /** These were linted. */
  readonly onDidLint = this.#linted.event;

  constructor(dependencies: BackgroundLintDependencies) {
    this.#dependencies = dependencies;
    this.#scheduler = new Scheduler(() => this.#run(), dependencies.clock);
  }

  /** The URIs of the migrations folders of the projects that were found last. */
  get folders(): readonly string[] {
    return this.#folders;
  }

  /** @param delay milliseconds of quiet to wait for */
  lintAll(delay: number): void {
    this.#changed = 'all';
    this.#scheduler.schedule('lint', delay);
  }

  /** A file has come, changed or gone. */
  lintAround(file: vscode.Uri, delay: number): void {
    if (this.#changed !== 'all') this.#changed.add(file.toString());
    this.#scheduler.schedule('lint', delay);
  }

  /** There may be other projects, or something else is remembered of databases; what was judged by the same is not judged again. */
  lintWhatIsNew(delay: number): void {
    this.#scheduler.schedule('lint', delay);
  }

  dispose(): void {
    this.#scheduler.dispose();
    this.#abort.abort();
    this.#linted.dispose();
  }

  async #run(): Promise<void> {
    const { projects, findings, log } = this.#dependencies;
    const changed = this.#changed;
    this.#changed = new Set();
    try {
      const all = await projects();
      this.#folders = all.map(({ migrationsFolder }) => migrationsFolder);
      const due = all.filter((project) => this.#isDue(project, changed, all));
      const linted = due.length > 0 ? await this.#lint(due) : [];
      if (this.#abort.signal.aborted) return;
      this.#log(linted);
      findings.setProjects(linted, new Set(this.#folders));
      this.#linted.fire(linted);
    } catch (error) {
      this.#changed = 'all'; // What has changed has not been looked at.
      log.warn(`The projects could not be looked for: ${messageOf(error)}`);
    }
  }

  #isDue(project: ProjectFolders, changed: Set<string> | 'all', all: readonly ProjectFolders[]): boolean {
    const { findings, appliedRows } = this.#dependencies;
    const { migrationsFolder } = project;
    const known = findings.project(migrationsFolder);
    if (changed === 'all' || !known) return true;
    if (known.configuredBy.some((file) => changed.has(file))) return true;
    if (this.#rowsThen.get(migrationsFolder) !== JSON.stringify(appliedRows(project))) return true;
    const isIn = (file: string, { root, migrationsFolder: folder }: ProjectFolders): boolean =>
      file.startsWith(`${root}/`) || file.startsWith(`${folder}/`);
    // A file that lies in no project, such as a package.json further up, may concern any.
    return [...changed].some((file) => isIn(file, project) || !all.some((one) => isIn(file, one)));
  }

  /** Never rejects: what could not be linted says so. */
  async #lint(due: readonly ProjectFolders[]): Promise<LintedProject[]> {
    const { lint, appliedRows, findings, log } = this.#dependencies;
    const started = performance.now();
    const rows = due.map((project) => ({ project, applied: appliedRows(project) }));
    for (const { project, applied } of rows) {
      this.#rowsThen.set(project.migrationsFolder, JSON.stringify(applied));
    }
    const folders = due.map(({ migrationsFolder }) => migrationsFolder);
    const applied = Object.assign({}, ...rows.map((row) => row.applied)) as Record<string, AppliedRow>;
    try {
      const linted = await lint(folders, applied, this.#abort.signal);
      const count = linted.reduce((sum, { migrations }) => sum + migrations.length, 0);
      log.info(`Linted ${grouped(count)} migrations: ${grouped(performance.now() - started)} ms.`);
      return linted;
    } catch (error) {
      if (!this.#abort.signal.aborted) log.warn(`The migrations could not be linted: ${messageOf(error)}`);
      return folders.map((migrationsFolder) => ({
        ...(findings.project(migrationsFolder) ?? nothingOf(migrationsFolder)),
        failure: messageOf(error),
      }));
    }
  }

  /** Each sentence once: every file that is saved would bring it again. */
  #log(linted: readonly LintedProject[]): void {
    const { log } = this.#dependencies;
    for (const { notices, failure, migrationsFolder } of linted) {
      const lines = failure === undefined ? notices : [`${migrationsFolder} could not be linted: ${failure}`];
      for (const line of lines.filter((one) => !this.#logged.has(one))) {
        if (failure === undefined) log.info(line);
        else log.warn(line);
        this.#logged.add(line);
      }
    }
  }
}

function nothingOf(migrationsFolder: string): LintedProject {
  return {
    migrationsFolder,
    migrations: [],
    indexes: [],
    objects: [],
    findings: [],
    notices: [],
    gitLogs: [],
    configuredBy: [],
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
