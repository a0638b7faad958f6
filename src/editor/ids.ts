/**
 * Every name under which VS Code knows a part of ours, once. A unit test holds this table and package.json to each other.
 */
export const ids = {
  commands: {
    refresh: 'migrationGuard.refresh',
    showDifference: 'migrationGuard.showDifference',
    fixDrift: 'migrationGuard.fixDrift',
    fixAllCosmetic: 'migrationGuard.fixAllCosmetic',
    migrate: 'migrationGuard.migrate',
    safeMigrate: 'migrationGuard.safeMigrate',
    dev: 'migrationGuard.dev',
    checkDrift: 'migrationGuard.checkDrift',
    inspect: 'migrationGuard.inspect',
    verify: 'migrationGuard.verify',
    predict: 'migrationGuard.predict',
    init: 'migrationGuard.init',
    pgliteSchema: 'migrationGuard.pgliteSchema',
    lintWorkspace: 'migrationGuard.lintWorkspace',
    restoreIndex: 'migrationGuard.restoreIndex',
    selectEnvironment: 'migrationGuard.selectEnvironment',
    showMore: 'migrationGuard.showMore',
    copyName: 'migrationGuard.copyName',
    copyStatement: 'migrationGuard.copyStatement',
    findMigration: 'migrationGuard.findMigration',
    copyAsText: 'migrationGuard.copyAsText',
    openMigration: 'migrationGuard.openMigration',
    openTerminal: 'migrationGuard.openTerminal',
    cancel: 'migrationGuard.cancel',
    declareIndex: 'migrationGuard.declareIndex',
    listIndex: 'migrationGuard.listIndex',
    forgetIndex: 'migrationGuard.forgetIndex',
    goToOrigin: 'migrationGuard.goToOrigin',
    goToDrop: 'migrationGuard.goToDrop',
    putBack: 'migrationGuard.putBack',
    showMissing: 'migrationGuard.showMissing',
    checkOutMissing: 'migrationGuard.checkOutMissing',
    showLogs: 'migrationGuard.showLogs',
    showLog: 'migrationGuard.showLog',
    fixAll: 'migrationGuard.fixAll',
    keepLocally: 'migrationGuard.keepLocally',
    openWalkthrough: 'migrationGuard.openWalkthrough',
    setDatabaseUrl: 'migrationGuard.setDatabaseUrl',
    forgetDatabaseUrl: 'migrationGuard.forgetDatabaseUrl',
    useOfferedSetting: 'migrationGuard.useOfferedSetting',
  },
  views: {
    migrations: 'migrationGuard.migrations',
    protectedIndexes: 'migrationGuard.protectedIndexes',
  },
  settings: {
    /** Whether open migrations and what configures us are linted at all. */
    lintEnable: { id: 'migrationGuard.lint.enable', default: true },
    /** Whether the projects of the window are linted without a file being open. */
    lintBackground: { id: 'migrationGuard.lint.background', default: true },
    /** Milliseconds of quiet after a keystroke before the migration is linted. */
    lintDelay: { id: 'migrationGuard.lint.delay', default: 150 },
    /** Whether models say which indexes of their tables the schema does not show. */
    schemaHints: { id: 'migrationGuard.schema.hints', default: true },
    /** The severity of rules in this editor, whatever the project says. */
    rules: { id: 'migrationGuard.lint.rules', default: {} },
    /** Patterns of files that are not linted in this editor. */
    lintSkip: { id: 'migrationGuard.lint.skip', default: [] },
    /** Whether the local database is asked without a request. */
    databaseRefresh: { id: 'migrationGuard.database.refresh', default: 'automatic' },
    /** When code of the project may run. */
    projectCode: { id: 'migrationGuard.projectCode', default: 'onCommand' },
    /** Whether the next migration is predicted when a schema is saved, if project code may run by itself. */
    predictOnSave: { id: 'migrationGuard.predict.onSave', default: true },
  },
} as const;

/** The walkthrough of package.json. */
export const walkthrough = 'start';

/** The owner of our diagnostics. */
export const diagnosticsOwner = 'migration-guard';

/** The owner of those about a migration that is not written yet. */
export const predictionOwner = 'migration-guard-prediction';

/** The type under which VS Code knows our tasks. */
export const taskType = 'migration-guard';

/** How we sign what we show. */
export const displayName = 'Migration Guard';
