import { fileURLToPath } from 'node:url';
import { loadGrammar } from '../../../core/sql/grammar';
import type { Range } from '../../../core/range';
import { openProjects } from '../../../adapters/open-projects';
import { indexUses } from '../../../workflows/index-uses';
import { otherProvider } from '../../../workflows/lint';
import { ReplayedProject } from '../../../workflows/replayed-project';
import { positionAt } from '../../documents/text-positions';
import type { IndexUsesFound } from '../../findings/index-uses';
import type { Span } from '../../findings/known-finding';
import { uriOf } from './uri-of';

/**
 * Searches the code of a project for the queries that its vector indexes serve. Only files are read; git is not asked.
 *
 * @param migrationsFolder URI
 */
export async function findIndexUses(migrationsFolder: string): Promise<IndexUsesFound> {
  const folder = fileURLToPath(migrationsFolder);
  const [project] = await openProjects([folder], { cwd: folder, git: false, prisma8: true });
  if (!project || otherProvider(project.source) !== undefined) return nothing;
  const replayed = await ReplayedProject.open(project.source, loadGrammar);
  const code = await project.findCode(replayed.configuration.guard?.hasQueries);
  const found = await indexUses(replayed, code);
  const spanIn = (file: string, { start, end }: Range): Span => {
    const text = found.texts.get(file) ?? '';
    return { start: positionAt(text, start), end: positionAt(text, end) };
  };
  const leftOut = code.unread.length + code.notRead.size + (project.source.unread ?? []).length;
  return {
    indexes: found.indexes.map(({ index, statement, uses, mayServeMore }) => ({
      ...{ name: index.name, file: uriOf(index.origin.file), statement, mayServeMore },
      uses: uses.map(({ file, range }) => ({ file: uriOf(file), span: spanIn(file, range) })),
    })),
    isComplete: found.isComplete && leftOut === 0,
    ...{ hasUnknown: found.hasUnknown, looked: code.looked },
  };
}

const nothing: IndexUsesFound = { indexes: [], isComplete: false, hasUnknown: false, looked: 0 };
