import assert from 'node:assert/strict';
import path from 'node:path';
import { pathFrom } from '../../../../src/adapters/files/path-from';
import { pathInside } from '../../../../src/adapters/files/real-path';

describe('a path from a folder', () => {
  for (const [folder, file, posix] of [
    ['/repo', '/repo/prisma/schema.prisma', 'prisma/schema.prisma'],
    ['/repo', '/repo', ''],
    ['/repo', '/repo/..x/y', '..x/y'],
    ['/repo', '/repository/x', undefined],
    ['/repo', '/', undefined],
    ['/Repo', '/repo/x', undefined],
  ] as const) {
    it(`${file} from ${folder}`, () => assert.equal(pathInside(folder, file, path.posix), posix));
  }

  // Catches: a comparison of the texts, to which the drive of VS Code is another one than that of a terminal.
  for (const [folder, file, windows] of [
    ['C:\\repo', 'c:\\Repo\\prisma\\schema.prisma', 'prisma/schema.prisma'],
    ['C:\\repo', 'c:\\repo', ''],
    ['C:\\repo', 'C:\\repository\\x', undefined],
    ['C:\\repo', 'D:\\repo\\x', undefined],
    ['\\\\wsl$\\Ubuntu\\repo', '\\\\wsl$\\Ubuntu\\repo\\x\\y', 'x/y'],
    ['\\\\wsl$\\Ubuntu\\repo', 'C:\\repo\\x', undefined],
    ['C:\\', 'C:\\x', 'x'],
  ] as const) {
    it(`${file} from ${folder} on Windows`, () =>
      assert.equal(pathInside(folder, file, path.win32), windows));
  }
});

describe('a path as seen from the working directory', () => {
  for (const [cwd, file, shown] of [
    ['C:\\repo\\apps', 'C:\\repo\\prisma\\schema.prisma', '../prisma/schema.prisma'],
    ['C:\\repo', 'c:\\repo', '.'],
    ['C:\\repo', 'prisma\\schema.prisma', 'prisma/schema.prisma'],
    ['C:\\repo', 'D:\\other\\schema.prisma', 'D:\\other\\schema.prisma'],
  ] as const) {
    it(`${file} from ${cwd} on Windows`, () => assert.equal(pathFrom(cwd, file, path.win32), shown));
  }
});
