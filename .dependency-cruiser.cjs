// The rooms of the code base and which may know which: arrows go inwards only.
const outside = (room, allowed) => ({
  name: `${room}-looks-inwards-only`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: '^src/', pathNot: `^src/(${[room, ...allowed].join('|')})/` },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    outside('core', []),
    outside('workflows', ['core']),
    outside('adapters', ['core', 'workflows']),
    outside('cli', ['core', 'workflows', 'adapters']),
    outside('editor', ['core', 'workflows', 'adapters']),
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
        'what lints is loaded with the first migration: through import() of src/editor/project-*, or as types',
      severity: 'error',
      from: { path: '^src/(editor/|extension\\.ts)', pathNot: '^src/editor/(project-|state-worker)' },
      to: {
        path: '^src/(workflows|adapters|core/sql|core/ledger|editor/project-)',
        dynamic: false,
        dependencyTypesNot: ['type-only'],
      },
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
      from: { path: '^src/core' },
      to: { circular: true },
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
