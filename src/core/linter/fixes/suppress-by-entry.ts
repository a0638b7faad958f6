import type { Edit } from '../../edits';
import { appendChild, layoutOf } from '../../json/insert';
import { nodeAt, readJson } from '../../json/read';
import type { Finding, Fix } from '../findings/finding';
import { reasonPlaceholder } from '../findings/suppression-form';

/** migration-guard.json; without a text it is made. */
interface GuardText {
  readonly file: string;
  readonly text: string | undefined;
}

/**
 * Writes an entry of migration-guard.json that suppresses a finding, with a place for the reason: where the text of a
 * migration cannot have a comment of ours. Undefined where a person has to repair the file first.
 */
export function suppressByEntryFix(
  migration: string,
  { rule, index }: Pick<Finding, 'rule' | 'index'>,
  { file, text }: GuardText,
): Fix | undefined {
  const entry = { migration, rule, index, reason: reasonPlaceholder };
  const edits = entryEdits(text, JSON.stringify(entry, null, 2));
  return (
    edits && {
      kind: 'deliberate',
      title: `It is deliberate: suppress ${rule} in migration-guard.json`,
      preferred: false,
      edits: [{ file, edits }],
    }
  );
}

function entryEdits(text: string | undefined, entry: string): Edit[] | undefined {
  const list = `"ignore": [\n  ${indented(entry)}\n]`;
  if (text === undefined || text.trim() === '') {
    return [{ range: { start: 0, end: text?.length ?? 0 }, newText: `{\n  ${indented(list)}\n}\n` }];
  }
  const { root, problems } = readJson(text);
  if (root?.type !== 'object' || problems.length > 0) return undefined;
  const layout = layoutOf(text);
  const withSteps = (json: string): string =>
    json.replace(/^(?: {2})+/gm, (spaces) => layout.step.repeat(spaces.length / 2));
  const known = nodeAt(root, ['ignore']);
  if (!known) return appendChild(text, root, withSteps(list), layout);
  return known.type === 'array' ? appendChild(text, known, withSteps(entry), layout) : undefined;
}

function indented(json: string): string {
  return json.split('\n').join('\n  ');
}
