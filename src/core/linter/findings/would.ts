/** What rules' messages begin with, and the same behind `would`. */
const verbs: Readonly<Record<string, string>> = {
  Changes: 'change',
  Creates: 'create',
  Drops: 'drop',
  Makes: 'make',
  Renames: 'rename',
};

/**
 * A rule's message about a statement that is not written yet.
 *
 * @param what whose statement it would be: `The next migrate dev`
 */
export function wouldSentence(what: string, message: string): string {
  const [, first = '', rest = ''] = /^(\S+)(.*)$/s.exec(message) ?? [];
  const verb = Object.hasOwn(verbs, first) ? verbs[first] : undefined;
  if (verb === undefined) return `${what}: ${message}`;
  return `${what} would ${verb}${rest.replace(', and makes the same index again', ', and make the same index again')}`;
}
