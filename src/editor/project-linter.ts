import * as vscode from 'vscode';
import { statementTitles } from '../core/guide/statement-titles';
import type { Finding } from '../core/linter/findings/finding';
import { pageOf } from '../core/linter/findings/rule-metadata';
import { isHumanError } from '../core/human-error';
import { loadGrammar } from '../core/sql/grammar';
import { stoppableMatcher } from '../adapters/project/pattern-matcher';
import { sha256 } from '../adapters/project/sha256';
import { entryNotes, listMissing, modelHints } from '../workflows/annotations';
import { watchApplied, withEditOfApplied, type AppliedWatch } from '../workflows/edited-applied';
import { indexChoices } from '../workflows/index-choices';
import { openIndexGuide, type IndexGuide } from '../workflows/index-guide';
import type { LintSource } from '../workflows/lint-source';
import { otherProvider, settledApart, textsOf } from '../workflows/lint';
import { newMigrationNames } from '../workflows/new-migrations';
import { findProtected } from '../workflows/protected-indexes';
import { ProjectLint } from '../workflows/project-lint';
import type {
  DocumentLinter,
  DocumentReport,
  DocumentSnapshot,
  MigrationReader,
  NewMigration,
} from './linting';
import { isConfiguration, judgeConfiguration } from './project-configuration';
import { migrationsConfiguredBy, readSource } from './project-sources';

/** A project as it was when it was read. `lint` is undefined where it is none of ours (another database). */
interface OpenProject extends Pick<DocumentReport, 'texts' | 'unread' | 'notices'> {
  readonly lint: ProjectLint | undefined;
  readonly source: LintSource;
  readonly applied: AppliedWatch | undefined;
  /** By migration's file, how many findings count; all are judged at the first question. */
  readonly dangers: () => Promise<ReadonlyMap<string, number>>;
  /** Opens the guide at the first question. */
  readonly guide: () => Promise<IndexGuide> | undefined;
}

async function openProject(migrations: vscode.Uri): Promise<OpenProject> {
  const { source, notices } = await readSource(migrations);
  if (otherProvider(source) !== undefined) {
    return {
      lint: undefined,
      source,
      applied: undefined,
      dangers: () => Promise.resolve(new Map()),
      guide: () => undefined,
      texts: new Map(),
      unread: [],
      notices: [],
    };
  }
  const lint = await ProjectLint.open(source, loadGrammar, { matchPattern: stoppableMatcher() });
  const apart = settledApart(source, (migration) => lint.stateOf(migration));
  let guide: Promise<IndexGuide> | undefined;
  let dangers: Promise<ReadonlyMap<string, number>> | undefined;
  return {
    lint,
    source,
    applied: watchApplied(source, sha256),
    dangers: () => (dangers ??= lintDrafts(source, lint).then(countDangers)),
    guide: () => (guide ??= loadGrammar().then((grammar) => openIndexGuide(source, lint, grammar))),
    texts: textsOf(source),
    unread: apart.unread,
    notices: [...notices, ...apart.notices],
  };
}

/** More than so many are no drafts, but a project without git. */
const mostDrafts = 50;

async function lintDrafts({ migrations }: LintSource, lint: ProjectLint): Promise<readonly Finding[]> {
  const drafts = migrations.filter(({ name }) => lint.stateOf(name) !== 'settled');
  return drafts.length > mostDrafts ? [] : lint.lint(new Set(drafts.map(({ name }) => name)));
}

function countDangers(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { file, severity, state, suppressed } of findings) {
    const isBad = severity === 'error' || severity === 'warning';
    if (!isBad || state === 'settled' || suppressed) continue;
    counts.set(file, (counts.get(file) ?? 0) + 1);
  }
  return counts;
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
export function createProjectLinter(): DocumentLinter & MigrationReader {
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
    const { lint, applied, texts, unread, notices } = project;
    const row = snapshot.applied;
    const findings = (await lint?.lintText(migration, row?.environment === 'local')) ?? [];
    const newFile = () => newMigration(`${migration.name.replace(/^\d+_/, '')}_continued`);
    const edit = row && lint && (await applied?.check(migration, lint.stateOf(migration.name), row, newFile));
    return {
      ...{ texts, unread, notices, newMigration },
      findings: withEditOfApplied(findings, edit),
      problems: [],
    };
  };

  const projectsConfiguredBy = async (file: vscode.Uri): Promise<OpenProject[]> =>
    Promise.all((await migrationsConfiguredBy(file)).map(projectOf));

  const lintConfiguration = async (document: vscode.Uri, { uri, text }: DocumentSnapshot) => {
    const configured: OpenProject[] = [];
    const judged = await judgeConfiguration({ file: uri, text }, async () => {
      for (const migrations of await migrationsConfiguredBy(document)) {
        configured.push(await projectOf(migrations));
      }
      return configured.flatMap(({ lint }) => lint ?? []);
    });
    return {
      ...judged,
      texts: textsOfAll(configured),
      unread: configured.flatMap(({ unread }) => unread),
      notices: configured.flatMap(({ notices }) => notices),
    };
  };

  return {
    lint: (snapshot) => {
      const document = vscode.Uri.parse(snapshot.uri);
      return isConfiguration(document.path) ? lintConfiguration(document, snapshot) : lintMigration(snapshot);
    },
    guideTo: async (snapshot) => {
      const { project, migration } = await migrationOf(snapshot);
      const guide = await project.guide();
      return guide && { guide, migration, texts: project.texts };
    },
    titlesIn: statementTitles,
    dangersIn: async (migration) => {
      const file = vscode.Uri.parse(migration);
      const project = projects.get(vscode.Uri.joinPath(file, '../..').toString());
      return (await (await project)?.dangers())?.get(migration);
    },
    hintsIn: async ({ uri, text }) => {
      const configured = await projectsConfiguredBy(vscode.Uri.parse(uri));
      const grammar = await loadGrammar();
      const hints = await Promise.all(
        configured.map(async ({ source, lint }) =>
          lint ? modelHints({ file: uri, text }, await findProtected(source, lint, grammar)) : [],
        ),
      );
      return { hints: hints.flat(), texts: textsOfAll(configured) };
    },
    entriesIn: async ({ uri, text }) => {
      const [project, ...others] = await projectsConfiguredBy(vscode.Uri.parse(uri));
      if (!project?.lint || others.length > 0) return undefined;
      const file = { file: uri, text };
      const source = { ...project.source, driftIgnore: file };
      const found = await findProtected(source, project.lint, await loadGrammar());
      const { driftIgnore } = found.facts;
      if (!driftIgnore || driftIgnore.problems.length > 0) return undefined;
      return {
        notes: entryNotes(driftIgnore, found),
        missing: listMissing(file, found),
        texts: project.texts,
      };
    },
    choicesFor: async (migrationsFolder, index) => {
      const { source, lint, texts } = await projectOf(vscode.Uri.parse(migrationsFolder));
      if (!lint) return undefined;
      const choices = indexChoices(source, await findProtected(source, lint, await loadGrammar()), index);
      return choices && { choices, texts };
    },
    // A schema, a config or a commit may concern any project, and reading one again takes some milliseconds.
    invalidate: () => projects.clear(),
    pageOf,
  };
}
