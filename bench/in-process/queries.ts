// Finds the files with queries of the folder in argv[2], and with `sql` as argv[3] the SQL in them.
import { openDiskTree } from '../../src/adapters/files/disk-tree';
import { findQueryFiles } from '../../src/adapters/queries/query-files';
import { sqlInScript } from '../../src/adapters/scripts/sql-in-script';

async function main(folder: string, what: string | undefined): Promise<void> {
  const { files, looked } = await findQueryFiles(openDiskTree(folder), '');
  const scripts = files.filter(({ path }) => !path.endsWith('.sql'));
  const found =
    what === 'sql'
      ? scripts.map(({ path, text }) => sqlInScript(text, { jsx: !/\.[mc]?ts$/.test(path) }).sql.length)
      : [];
  const queries = found.reduce((sum, count) => sum + count, 0);
  console.log(JSON.stringify({ looked, files: files.length, queries }));
}

void main(process.argv[2] ?? '.', process.argv[3]);
