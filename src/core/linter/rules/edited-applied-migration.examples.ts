import type { AppliedTextExample } from './example';

const applied = 'CREATE TABLE notes (id text);\n';

export const examples: readonly AppliedTextExample[] = [
  {
    title: 'the statement that was forgotten',
    applied,
    text: `${applied}CREATE INDEX notes_id ON notes (id);\n`,
    reports: [
      'warning: Changes the SQL of 20260301120000_add_tags, which is applied to local already: it will not run there again.',
    ],
    fixed: applied,
  },
  {
    title: 'a comment that was corrected',
    applied,
    text: `-- Notes.\n${applied}`,
    reports: [
      'warning: Changes comments or white space of 20260301120000_add_tags, which is applied to local already.',
    ],
    fixed: applied,
  },
  {
    title: 'the applied text is gone',
    applied: undefined,
    text: applied,
    reports: [
      'warning: 20260301120000_add_tags is not the text that was applied to local, and that text could not be found.',
    ],
  },
];
