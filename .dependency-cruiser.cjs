// The rooms of the code base and which may know which: arrows go inwards only.
const outside = (room, allowed) => ({
  name: `${room}-looks-inwards-only`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: '^src/', pathNot: `^src/(${[room, ...allowed].join('|')})/` },
});

// The parts of the editor that parse.
const loadedLate =
  '^src/editor/(agents/tool-runner|lint/project/|predict/project-predictor|databases/worker/)';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    outside('core', []),
    outside('workflows', ['core']),
    outside('adapters', ['core', 'workflows']),
    outside('api', ['core', 'workflows', 'adapters']),
    outside('agent', ['core', 'workflows', 'adapters']),
    outside('cli', ['core', 'workflows', 'adapters', 'agent']),
    outside('editor', ['core', 'workflows', 'adapters', 'agent']),
    {
      name: 'core-knows-no-machine',
      comment: 'core has no vscode, no fs, no process, no clock, no network',
      severity: 'error',
      from: { path: '^src/(core|workflows)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'only-the-editor-knows-vscode',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(editor/|extension\\.ts)' },
      to: { path: '^vscode$' },
    },
    {
      name: 'activation-loads-no-parser',
      comment:
        'what reads projects and what asks databases is loaded with the first migration, through import(), or runs in a thread of its own',
      severity: 'error',
      from: { path: '^src/(editor/|extension\\.ts)', pathNot: loadedLate },
      to: {
        path: `^src/(workflows|adapters|core/sql|core/ledger)|${loadedLate}`,
        dynamic: false,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'what-rooms-of-the-editor-share-knows-none',
      comment: 'what stands in src/editor itself is used by several rooms',
      severity: 'error',
      from: { path: '^src/editor/[^/]+$' },
      to: { path: '^src/editor/[^/]+/' },
    },
    {
      name: 'nobody-knows-the-commands',
      comment: 'who wants one run by a click gives its id to VS Code',
      severity: 'error',
      from: { path: '^src/editor/', pathNot: '^src/editor/commands/' },
      to: { path: '^src/editor/commands/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: { pathNot: '^src/adapters/database/generated/' },
      to: { circular: true },
    },
    {
      name: 'no-circles-between-folders',
      scope: 'folder',
      severity: 'error',
      from: { path: '^src/(core|adapters|agent|api|cli|editor|workflows)' },
      to: { circular: true },
    },
    {
      name: 'second-parser-is-seen-inside-sql-only',
      comment: 'withExactNames decides when it is needed and loads it',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/core/sql/' },
      to: { path: '^src/core/sql/(drop-index|ast-parser)|(^|/)pgsql-ast-parser(/|$)' },
    },
    {
      name: 'files-know-no-other-adapter',
      comment: 'every other room of the adapters may read and write files through this one',
      severity: 'error',
      from: { path: '^src/adapters/files/' },
      to: { path: '^src/adapters/', pathNot: '^src/adapters/files/' },
    },
    {
      name: 'linter-rooms-know-no-judging',
      comment:
        'the files of linter/ itself judge with what is in its folders, and nothing in them knows of it',
      severity: 'error',
      from: { path: '^src/core/linter/[^/]+/' },
      to: { path: '^src/core/linter/[^/]+$' },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: '\\.d\\.ts$|^src/adapters/database/generated/' },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    builtInModules: { add: ['vscode'] },
  },
};
