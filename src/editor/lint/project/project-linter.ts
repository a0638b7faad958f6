import * as vscode from 'vscode';
import { statementTitles } from '../../../core/symbols/statement-titles';
import { isHumanError } from '../../../core/human-error';
import type { DriftIgnore } from '../../../core/protection/drift-ignore';
import { loadGrammar } from '../../../core/sql/grammar';
import { stoppableMatcher } from '../../../adapters/project/pattern-matcher';
import { sha256 } from '../../../adapters/files/sha256';
import { entryNotes, listMissing, modelHints } from '../../../workflows/annotations';
import { watchApplied } from '../../../workflows/edited-applied';
import { readConfiguration } from '../../../workflows/configuration';
import { indexChoices } from '../../../workflows/index-choices';
import { openIndexSymbols, type IndexSymbols } from '../../../workflows/index-symbols';
import { judgingBy, type Judging } from '../../../workflows/judging';
import { lintConfigurationText } from '../../../workflows/lint-migrations';
import { textLinter, type LintText } from '../../../workflows/lint-text';
import { lintLines, otherProvider, settledApart, textsOf } from '../../../workflows/lint';
import type { LintReport } from '../../../workflows/lint-report';
import { newMigrationNames } from '../../../workflows/new-migrations';
import type { LintSource } from '../../../workflows/lint-source';
import { findProtected, type Protected } from '../../../workflows/protected-indexes';
import { ReplayedProject } from '../../../workflows/replayed-project';
import type { DocumentLinter, DocumentReport, DocumentSnapshot, NewMigration } from '../document-linter';
import type { MigrationReader } from '../migration-reader';
import type { QueriesReport, QueryReader } from '../query-reader';
import { isConfiguration, judgeConfiguration, type ConfiguredProject } from './judge-configuration';
import { lintOperations } from './lint-operations';
import { readQueries } from './read-queries';
import { toldInFiles, type ToldInFiles } from './told-in-files';
import { migrationsConfiguredBy, readSource } from './read-source';

/** A project as it was when it was read. `ours` is undefined where it is for another database. */
interface OpenProject extends Pick<DocumentReport, 'texts' | 'unread' | 'notices'> {
  readonly source: LintSource;
  readonly ours: OurProject | undefined;
}

/** What is asked about a project's migrations and indexes. */
interface OurProject extends ConfiguredProject {
  readonly replayed: ReplayedProject;
  readonly judging: Judging;
  readonly lintText: LintText;
  /** What is found in the migration as it is on disk. */
  readonly reportOn: (migration: string) => Promise<LintReport>;
  /** Reads the symbols at the first question. */
  readonly symbols: () => Promise<IndexSymbols>;
  readonly told: ToldInFiles;
}

async function openProject(migrations: vscode.Uri): Promise<OpenProject> {
  const { source, notices } = await readSource(migrations);
  if (otherProvider(source) !== undefined) {
    return { source, ours: undefined, texts: new Map(), unread: [], notices: [] };
  }
  const replayed = await ReplayedProject.open(source, loadGrammar);
  const apart = settledApart(source, (migration) => replayed.stateOf(migration));
  return {
    source,
    ours: ourProject(replayed),
    texts: textsInFiles(source),
    unread: apart.unread,
    notices: [...notices, ...apart.notices],
  };
}

/** Of Prisma 8 the files of the migrations, not their SQL. */
function textsInFiles(source: LintSource): ReadonlyMap<string, string> {
  const operations = [...(source.prisma8?.operations.values() ?? [])];
  return new Map([...textsOf(source), ...operations.map(({ file, text }) => [file, text] as const)]);
}

function ourProject(replayed: ReplayedProject): OurProject {
  const matchPattern = stoppableMatcher();
  const judging = judgingBy({ matchPattern });
  let symbols: Promise<IndexSymbols> | undefined;
  const told = toldInFiles(replayed.source);
  const reports = new Map<string, Promise<LintReport>>();
  return {
    reportOn: (name) => {
      const report = reports.get(name) ?? lintLines(replayed, { only: new Set([name]), matchPattern });
      reports.set(name, report);
      report.catch(() => reports.delete(name));
      return report;
    },
    replayed,
    judging,
    lintText: textLinter(replayed, judging, watchApplied(replayed.source, sha256)),
    lintConfigurationText: (edited) => lintConfigurationText(replayed, edited, { matchPattern }),
    problemsBy: async (edited) =>
      (await replayed.withConfigurationText(edited))?.configuration.guard?.problems ?? [],
    symbols: () => (symbols ??= openIndexSymbols(replayed).then(told.symbols)),
    told,
  };
}

/** @param driftIgnore as it is being typed; undefined for the project's own */
function protectedOf({ replayed, judging }: OurProject, driftIgnore?: DriftIgnore): Promise<Protected> {
  return findProtected(replayed, { judging, driftIgnore });
}

function textsOfAll(projects: readonly OpenProject[]): ReadonlyMap<string, string> {
  return new Map(projects.flatMap(({ texts }) => [...texts]));
}

function newMigrationsIn(migrationsFolder: vscode.Uri, source: LintSource): NewMigration {
  return (label) => {
    try {
      const [name = ''] = newMigrationNames(source, label, 1, Date.now());
      return vscode.Uri.joinPath(migrationsFolder, name, 'migration.sql').toString();
    } catch (error) {
      if (isHumanError(error)) return undefined;
      throw error;
    }
  };
}

/**
 * Makes the linter that knows whole projects. Only this module may import what parses: it is loaded when the first
 * migration is opened, not when the extension is activated.
 */
export function createProjectLinter(): DocumentLinter & MigrationReader & QueryReader {
  /** By the URI of the migrations folder. */
  const projects = new Map<string, Promise<OpenProject>>();

  const projectOf = (migrations: vscode.Uri): Promise<OpenProject> => {
    const key = migrations.toString();
    const known = projects.get(key);
    if (known) return known;
    const opening = openProject(migrations);
    projects.set(key, opening);
    opening.catch(() => projects.delete(key)); // The next keystroke tries again.
    return opening;
  };

  const migrationOf = async ({ uri, text }: DocumentSnapshot) => {
    const folder = vscode.Uri.joinPath(vscode.Uri.parse(uri), '..');
    const name = folder.path.slice(folder.path.lastIndexOf('/') + 1);
    const migrationsFolder = vscode.Uri.joinPath(folder, '..');
    const project = await projectOf(migrationsFolder);
    return {
      project,
      migration: { name, file: uri, text },
      newMigration: newMigrationsIn(migrationsFolder, project.source),
    };
  };

  const lintMigration = async (snapshot: DocumentSnapshot): Promise<DocumentReport> => {
    const { project, migration, newMigration } = await migrationOf(snapshot);
    const { ours, texts, unread, notices, source } = project;
    if (source.prisma8) {
      const found = await lintOperations(snapshot, source.prisma8, ours);
      return { ...{ unread, problems: [] }, ...found, notices: [...notices, ...found.notices] };
    }
    const row = snapshot.applied;
    const newFile = () => newMigration(`${migration.name.replace(/^\d+_/, '')}_continued`);
    const findings = (await ours?.lintText(migration, row && { ...row, newFile })) ?? [];
    const ofCuts = ours?.replayed.cuts.notices ?? [];
    return { texts, unread, notices: [...notices, ...ofCuts], newMigration, findings, problems: [] };
  };

  /** By the URI of the file: to look for all projects that share one takes too long for every keystroke. */
  const configured = new Map<string, Promise<readonly vscode.Uri[]>>();

  const migrationsOf = (file: vscode.Uri): Promise<readonly vscode.Uri[]> => {
    const key = file.toString();
    const known = configured.get(key) ?? migrationsConfiguredBy(file);
    configured.set(key, known);
    known.catch(() => configured.delete(key));
    return known;
  };

  const projectsConfiguredBy = async (file: vscode.Uri): Promise<OpenProject[]> =>
    Promise.all((await migrationsOf(file)).map(projectOf));

  const lintConfiguration = async (document: vscode.Uri, { uri, text }: DocumentSnapshot) => {
    const opened: OpenProject[] = [];
    const judged = await judgeConfiguration({ file: uri, text }, async () => {
      for (const migrations of await migrationsOf(document)) opened.push(await projectOf(migrations));
      return opened.flatMap(({ ours }) => ours ?? []);
    });
    return {
      ...judged,
      texts: textsOfAll(opened),
      unread: opened.flatMap(({ unread }) => unread),
      notices: opened.flatMap(({ notices }) => notices),
    };
  };

  /** The last answer: the squiggles and a hover ask the same. */
  let queries: { readonly key: string; readonly report: Promise<QueriesReport> } | undefined;

  const queriesIn: QueryReader['queriesIn'] = (snapshot, migrationsFolders) => {
    const key = JSON.stringify([snapshot.uri, snapshot.text, migrationsFolders]);
    if (queries?.key === key) return queries.report;
    const report = judgeQueries(snapshot, migrationsFolders);
    queries = { key, report };
    report.catch(() => (queries = undefined)); // The next keystroke tries again.
    return report;
  };

  const judgeQueries = async (
    snapshot: DocumentSnapshot,
    folders: readonly string[],
  ): Promise<QueriesReport> => {
    const opened = await Promise.all(folders.map((folder) => projectOf(vscode.Uri.parse(folder))));
    const found = await Promise.all(
      opened.flatMap(({ ours }) => (ours ? [readQueries(snapshot, ours.replayed)] : [])),
    );
    return {
      findings: found.flatMap(({ findings }) => findings),
      notes: found.flatMap(({ notes }) => notes),
      texts: textsOfAll(opened),
      ...{ problems: [], unread: [], notices: [] },
    };
  };

  return {
    queriesIn,
    lint: (snapshot) => {
      const document = vscode.Uri.parse(snapshot.uri);
      return isConfiguration(document.path) ? lintConfiguration(document, snapshot) : lintMigration(snapshot);
    },
    symbolsOf: async (snapshot) => {
      const { project, migration } = await migrationOf(snapshot);
      const symbols = await project.ours?.symbols();
      return symbols && { symbols, migration, texts: project.texts };
    },
    titlesIn: statementTitles,
    hintsIn: async ({ uri, text }) => {
      const configured = await projectsConfiguredBy(vscode.Uri.parse(uri));
      const hints = await Promise.all(
        configured.map(async ({ ours }) =>
          ours ? modelHints({ file: uri, text }, await protectedOf(ours)).map(ours.told.hint) : [],
        ),
      );
      return { hints: hints.flat(), texts: textsOfAll(configured) };
    },
    entriesIn: async ({ uri, text }) => {
      const [project, ...others] = await projectsConfiguredBy(vscode.Uri.parse(uri));
      if (!project?.ours || others.length > 0) return undefined;
      const file = { file: uri, text };
      const { driftIgnore } = await readConfiguration({ driftIgnore: file, config: undefined }, undefined);
      const found = await protectedOf(project.ours, driftIgnore);
      if (!driftIgnore || driftIgnore.problems.length > 0) return undefined;
      return {
        notes: entryNotes(driftIgnore, found).map(project.ours.told.note),
        missing: listMissing(file, found),
        texts: project.texts,
      };
    },
    choicesFor: async (migrationsFolder, index) => {
      const { ours, texts } = await projectOf(vscode.Uri.parse(migrationsFolder));
      if (!ours) return undefined;
      const choices = indexChoices(ours.replayed, await protectedOf(ours), index);
      return choices && { choices: ours.told.choices(choices), texts };
    },
    // A schema, a config or a commit may concern any project, and reading one again takes some milliseconds.
    invalidate: () => {
      projects.clear();
      configured.clear();
      queries = undefined;
    },
  };
}
