import { fileURLToPath } from 'node:url';
import { loadGrammar } from '../../../core/sql/grammar';
import type { Range } from '../../../core/range';
import { openDiskTree } from '../../../adapters/files/disk-tree';
import { treeRootOf } from '../../../adapters/files/tree-root';
import { openProjects } from '../../../adapters/open-projects';
import { findQueryFiles } from '../../../adapters/queries/query-files';
import { sqlInScript } from '../../../adapters/scripts/sql-in-script';
import { indexUses } from '../../../workflows/index-uses';
import { otherProvider } from '../../../workflows/lint';
import { ReplayedProject } from '../../../workflows/replayed-project';
import { positionAt } from '../../documents/text-positions';
import type { IndexUsesFound, IndexUsesQuestion } from '../../findings/index-uses';
import type { Span } from '../../findings/known-finding';
import { uriOf } from './uri-of';

/** Searches the code of a project for the queries that its vector indexes serve. Only files are read; git is not asked. */
export async function findIndexUses(question: IndexUsesQuestion): Promise<IndexUsesFound> {
  const migrations = fileURLToPath(question.migrationsFolder);
  const [project] = await openProjects([migrations], { cwd: migrations, git: false });
  if (!project || otherProvider(project.source) !== undefined) return nothing;
  const folder = fileURLToPath(question.folder);
  const tree = openDiskTree(treeRootOf(folder));
  const code = await findQueryFiles(tree, tree.fromDisk(folder), {
    without: question.without.map((uri) => tree.fromDisk(fileURLToPath(uri))),
  });
  const found = await indexUses(await ReplayedProject.open(project.source, loadGrammar), {
    files: code.files.map(({ path, text }) => ({ file: tree.toDisk(path), text })),
    readScript: ({ file, text }) => sqlInScript(text, { jsx: !/\.[mc]?ts$/i.test(file) }),
    newLines: () => Promise.resolve(() => true),
  });
  const spanIn = (file: string, { start, end }: Range): Span => {
    const text = found.texts.get(file) ?? '';
    return { start: positionAt(text, start), end: positionAt(text, end) };
  };
  const leftOut = code.unread.length + code.tooLarge.length + code.notRead.size + tree.unread.length;
  return {
    indexes: found.indexes.map(({ index, statement, uses, mayServeMore }) => ({
      ...{ name: index.name, file: uriOf(index.origin.file), statement, mayServeMore },
      uses: uses.map(({ file, range }) => ({ file: uriOf(file), span: spanIn(file, range) })),
    })),
    isComplete: found.isComplete && leftOut === 0 && (project.source.unread ?? []).length === 0,
    ...{ hasUnknown: found.hasUnknown, looked: code.looked },
  };
}

const nothing: IndexUsesFound = { indexes: [], isComplete: false, hasUnknown: false, looked: 0 };
