// What the runner reads: workflow commands on stdout, and the file that takes a step's outputs.
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
import fs from 'node:fs';

/** Shows a sentence as an annotation of the run. `kind` is error, warning or notice. */
export function annotate(kind, sentence) {
  const text = sentence.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  console.log(`::${kind} title=Migration Guard::${text}`);
}

/** Sets outputs of the step; values are on one line. */
export function setOutputs(outputs) {
  const file = process.env.GITHUB_OUTPUT;
  if (!file) return;
  const lines = Object.entries(outputs).map(
    ([name, value]) => `${name}=${String(value).replace(/[\r\n]/g, ' ')}\n`,
  );
  fs.appendFileSync(file, lines.join(''));
}
