import assert from 'node:assert/strict';
import { openProjects } from '../../../../../src/adapters/open-projects';
import { loadGrammar } from '../../../../../src/core/sql/grammar';
import { toldInFiles } from '../../../../../src/editor/lint/project/told-in-files';
import { openIndexSymbols } from '../../../../../src/workflows/index-symbols';
import { ReplayedProject } from '../../../../../src/workflows/replayed-project';
import { smallPrisma8 } from '../../../../helpers/prisma-8/files';
import { inWorkspace } from '../../../../helpers/workspace';

describe('what is told of an index in an ops.json', () => {
  it(
    'is in the words of Prisma 8, with the place in that file',
    inWorkspace(async ({ folder, write }) => {
      write(smallPrisma8);
      const [opened] = await openProjects([], { cwd: folder, prisma8: true });
      assert.ok(opened);
      const { source } = opened;
      const [operations] = source.prisma8?.operations.values() ?? [];
      assert.ok(operations);
      const migration = { name: '20260101T0000_init', file: operations.file, text: operations.text };
      const replayed = await ReplayedProject.open(source, loadGrammar);
      const symbols = toldInFiles(source).symbols(await openIndexSymbols(replayed));
      const at = operations.text.indexOf('note_body_trgm');
      const mention = symbols.mentionAt(migration, at);
      assert.equal(mention?.range.start, operations.text.lastIndexOf('"', at) - 1);
      const { what, provenance } = await symbols.cardOf(migration, mention);
      assert.match(provenance, /not declared in contract\.prisma/);
      assert.doesNotMatch(`${what} ${provenance}`, /schema\.prisma|Prisma cannot see/);
    }),
  );
});
