import type { CatalogueIndex } from '../core/database/catalogue';
import { applyEdits } from '../core/edits';
import { findDeclaration } from '../core/linter/fixes/declare';
import { entryOf, listEdits, type NewEntry } from '../core/linter/fixes/list';
import { HumanError } from '../core/human-error';
import { agentOffer, type AgentOptions } from './agents-plan';
import { ChangedTexts, type FileChange } from './changed-texts';
import { mistakesSentence } from './configuration';
import { withIgnored, withLineEnds } from '../core/init/ignore-lines';
import { readonlyGlobs, withReadonly } from '../core/init/readonly-include';
import { readDefinition } from '../core/ledger/definition';
import { relationKey } from '../core/ledger/records';
import type { ProtectedIndex } from '../core/protection/protected-index';
import { describeIndex } from '../core/linter/change/describe-index';
import { foundWords } from '../core/linter/change/entry-words';
import { findDeclared } from '../core/prisma-schema/find-declared';
import type { Declarations } from '../core/prisma-schema/declarations';
import { readDeclarations } from '../core/prisma-schema/read-declarations';
import type { Grammar } from '../core/sql/grammar';
import type { LintSource } from './lint-source';
import type { Offer, OfferKind } from './init-offer';
import { judgingBy, type JudgingOptions } from './judging';
import { findProtectedIndexes } from './protected-indexes';
import type { ReplayedProject } from './replayed-project';

export interface InitPlan {
  readonly root: string;
  readonly driftIgnoreFile: string;
  /** The indexes that are listed now, and how many were already. */
  readonly listed: readonly NewEntry[];
  readonly known: number;
  readonly offers: readonly Offer[];
  /** What changes with the list and these offers. */
  readonly changes: (chosen: readonly Offer[]) => Promise<readonly FileChange[]>;
}

/** Where the files are that a project shares with its tools. Files are absolute paths, folders as seen from them. */
export interface ToolFiles {
  readonly gitattributes: ToolFile | undefined;
  /** Undefined where the project does not use Prettier. */
  readonly prettierignore: ToolFile | undefined;
  readonly vscodeSettings: ToolFile;
}

export interface ToolFile {
  readonly file: string;
  /** The migrations folder as seen from the file's, for VS Code's settings from the project's. With `/`. */
  readonly migrations: string;
}

export interface InitOptions extends JudgingOptions {
  readonly tools: ToolFiles;
  readonly agents: Omit<AgentOptions, keyof JudgingOptions>;
  /** A file's text; undefined where it is not there. @throws HumanError where it cannot be read */
  readonly readText: (file: string) => string | undefined;
  /** Of the local database; undefined where there is none to ask. */
  readonly liveIndexes: readonly CatalogueIndex[] | undefined;
}

/**
 * Finds what protects a project's indexes and is not written down yet. Nothing is written.
 *
 * @throws HumanError for files with mistakes, which are left to the person
 */
export async function planInit(
  project: ReplayedProject,
  { tools, agents, readText, liveIndexes, ...options }: InitOptions,
): Promise<InitPlan> {
  const { source, declarations } = project;
  const [problem] = project.configuration.problems;
  if (problem) {
    throw new HumanError(
      `Nothing was written. ${mistakesSentence(problem, project.configuration.problems.length)}`,
    );
  }
  const found = await findProtectedIndexes(project, judgingBy(options));
  const grammar = await project.loadGrammar();
  const listed = [
    ...found.flatMap(historyEntry),
    ...(liveIndexes ?? []).flatMap((index) => liveEntry(index, source, declarations, found, grammar)),
  ];
  const forAgents = await agentOffer(project, { ...agents, ...options }, readText);
  const settled = (await source.history?.settled()) ?? new Set<string>();
  return {
    root: source.root,
    driftIgnoreFile: source.driftIgnoreFile,
    listed,
    known: found.filter(({ entry }) => entry !== undefined).length,
    offers: [
      ...declareOffers(project, found),
      ...toolOffers(source, settled, tools, readText),
      ...(forAgents ? [forAgents] : []),
    ],
    changes: async (chosen) => {
      const texts = new ChangedTexts(readText);
      for (const entry of listed) list(texts, source.driftIgnoreFile, entry);
      for (const offer of chosen) await offer.apply(texts);
      return texts.changes;
    },
  };
}

function historyEntry({ record, entry, definition, createStatement }: ProtectedIndex): NewEntry[] {
  if (!record || entry !== undefined) return [];
  const described = describeIndex(record, definition);
  return [entryOf({ index: record, definition, described, sql: createStatement })];
}

/** An index that somebody made in the database itself: no migration speaks of it, and the schema does not declare it. */
function liveEntry(
  { schema, table, name, definition: sql, isOfConstraint, isValid }: CatalogueIndex,
  { migrations }: LintSource,
  declared: Declarations,
  found: readonly ProtectedIndex[],
  grammar: Grammar,
): NewEntry[] {
  if (isOfConstraint || !isValid || table === '_prisma_migrations') return [];
  if (found.some((index) => index.name === name) || migrations.some(({ text }) => text.includes(name)))
    return [];
  if (findDeclared(declared, name, schema)) return [];
  const definition = readDefinition(grammar, sql, []);
  const index = { table: relationKey(schema, table), constraint: undefined, columns: [] };
  const description = foundWords(describeIndex(index, definition));
  return [{ schema, name, table, definition, description, sql }];
}

function list(texts: ChangedTexts, file: string, entry: NewEntry): void {
  const text = texts.get(file);
  const edits = listEdits(text, entry);
  if (!edits) throw new HumanError(`${file} cannot be added to, so nothing was written: fix it first.`);
  texts.set(file, applyEdits(text ?? '', edits));
}

/** For each protected index that the schema can declare and does not: the attribute that makes Prisma leave it alone. */
function declareOffers({ source, prisma }: ReplayedProject, found: readonly ProtectedIndex[]): Offer[] {
  const inSchema = (texts?: ChangedTexts) => {
    const schema = source.schema.map(({ file, text }) => ({ file, text: texts?.get(file) ?? text }));
    return { schema, declared: readDeclarations(schema), prisma };
  };
  const now = inSchema();
  return found.flatMap(({ record, definition, protection }): Offer[] => {
    if (!record || !definition || protection?.declaration || record.constraint !== undefined) return [];
    const possible = findDeclaration(record, definition, now);
    if (!possible) return [];
    const { attribute, price } = possible.declaration;
    return [
      {
        kind: 'declare',
        title: `Declare ${record.name} in schema.prisma: ${attribute}`,
        ...{ remark: price, isInYes: false },
        apply: (texts) => {
          const { file, edit } = findDeclaration(record, definition, inSchema(texts)) ?? possible;
          texts.set(file, applyEdits(texts.get(file) ?? '', [edit]));
        },
      },
    ];
  });
}

function toolOffers(
  { migrations }: LintSource,
  settled: ReadonlySet<string>,
  { gitattributes, prettierignore, vscodeSettings }: ToolFiles,
  readText: (file: string) => string | undefined,
): Offer[] {
  const offers: Offer[] = [];
  const add = (
    kind: OfferKind,
    title: string,
    file: string,
    change: (text: string | undefined) => string | undefined,
  ): void => {
    if (change(readText(file)) === undefined) return;
    const apply = (texts: ChangedTexts): void => {
      const text = change(texts.get(file));
      if (text !== undefined) texts.set(file, text);
    };
    offers.push({ kind, title, remark: undefined, isInYes: true, apply });
  };
  if (gitattributes) {
    const { file, migrations: folder } = gitattributes;
    add('gitattributes', 'Give migrations the same line endings everywhere (.gitattributes)', file, (text) =>
      withLineEnds(text, folder),
    );
  }
  if (prettierignore) {
    const { file, migrations: folder } = prettierignore;
    add('formatter-ignores', 'Keep Prettier off migrations (.prettierignore)', file, (text) =>
      withIgnored(text, folder),
    );
  }
  const globs = readonlyGlobs(
    migrations.map(({ name }) => name),
    settled,
    vscodeSettings.migrations,
  );
  const settings = vscodeSettings.file;
  const now = readText(settings);
  if (globs.length === 0 || (now !== undefined && withReadonly(now, globs) === now)) return offers;
  offers.push({
    kind: 'readonly-include',
    title: 'Make migrations that are already merged read-only in VS Code (.vscode/settings.json)',
    ...{ remark: undefined, isInYes: true },
    apply: (texts) => {
      const text = withReadonly(texts.get(settings), globs);
      if (text === undefined) {
        throw new HumanError(
          `${settings} is not JSON that can be added to, so nothing was written: fix it first.`,
        );
      }
      texts.set(settings, text);
    },
  });
  return offers;
}
