import assert from 'node:assert/strict';
import { tell } from '../../../src/cli/commands/migrate/run';
import { DatabaseUrl } from '../../../src/core/environment/database-url';
import type { LiveState, ProtectedIndexStatus } from '../../../src/core/protection/live-state';
import type { AppliedState } from '../../../src/core/status/migration-status';
import type { Environment } from '../../../src/workflows/environment';
import {
  migrate,
  refusalOf,
  type MigratePorts,
  type MigrateRequest,
  type ProgramEnd,
} from '../../../src/workflows/migrate';
import type { MigratePlan } from '../../../src/workflows/migrate-plan';
import type { StatusReport } from '../../../src/workflows/status';
import { captureContext } from '../../helpers/cli-here';

const url = DatabaseUrl.parse('postgresql://me:s3cret@db.example.com/app', 'the test');
const local: Environment = { name: 'local', url, production: false, remoteHosts: [], from: 'the test' };
const remote: Environment = { ...local, remoteHosts: ['db.example.com'] };
const prod: Environment = { ...local, name: 'prod', production: true };

function indexStatus(state: LiveState): ProtectedIndexStatus {
  return {
    index: {
      ...{ schema: undefined, name: 'idx_a', table: 'notes', record: undefined, definition: undefined },
      ...{ createStatement: undefined, protection: undefined, entry: undefined },
    },
    ...{ state, live: undefined, differences: [] },
  };
}

function statusOf(state: AppliedState, index: LiveState = 'present'): StatusReport {
  return {
    ...{ root: '/p', environment: 'local', location: url.location, hasTable: true },
    migrations: [
      {
        ...{ name: '1_a', state, file: '/p/1_a/migration.sql', row: undefined, attempts: 1 },
        ...{ outOfOrder: false, uncommitted: false, stray: false },
      },
    ],
    protectedIndexes: [indexStatus(index)],
    protectedObjects: [],
  };
}

const request: MigrateRequest = { dryRun: false, force: false, confirm: undefined, generate: true };
const succeeded: ProgramEnd = { kind: 'succeeded' };
const failed: ProgramEnd = { kind: 'failed', how: 'failed with exit code 1' };

interface Situation {
  readonly environment?: Environment;
  readonly request?: Partial<MigrateRequest>;
  readonly obstacles?: readonly string[];
  readonly before?: StatusReport;
  readonly after?: StatusReport;
  readonly deploy?: ProgramEnd;
  readonly generate?: ProgramEnd;
  /** What the applied migration makes, and is not as it tells. */
  readonly made?: readonly ProtectedIndexStatus[];
}

/** What came of it, with its exit code and all that was run. */
async function outcomeOf(situation: Situation) {
  const { environment = local, obstacles = [], before = statusOf('pending') } = situation;
  const statuses = [before, situation.after ?? statusOf('applied')];
  const ran: string[] = [];
  const plan: MigratePlan = {
    ...{ pending: before.migrations.filter(({ state }) => state === 'pending'), obstacles, remarks: [] },
    lint: {
      ...{ root: '/p', notices: [], mayMend: true, migrations: 1, linted: 1, broken: [], findings: [] },
      texts: new Map(),
    },
  };
  const ports: MigratePorts = {
    readStatus: () => Promise.resolve(statuses.shift() ?? assert.fail('asked too often')),
    plan: () => Promise.resolve(plan),
    runPrisma: (args) => {
      ran.push(args.join(' '));
      const { deploy = succeeded, generate = succeeded } = situation;
      return Promise.resolve(args[0] === 'generate' ? generate : deploy);
    },
    askConfirmation: () => Promise.resolve(undefined),
    onPlanned: () => Promise.resolve(),
    readMadeOtherwise: (applied) => Promise.resolve(applied.has('1_a') ? (situation.made ?? []) : []),
    onDeployed: () => undefined,
  };
  const outcome = await migrate({ ...request, ...situation.request }, environment, ports);
  const { context } = captureContext('/p');
  return { kind: outcome.kind, exitCode: tell(outcome, environment, context), ran };
}

const both = ['migrate deploy', 'generate'];
const deployOnly = ['migrate deploy'];

describe('migrate', () => {
  // Mutations: migrate that runs Prisma before one of the first four; isUpToDate or lost that is not looked at; a failed
  // program that counts as done; a client that is generated for a shared database.
  for (const [what, situation, kind, exitCode, ran] of [
    ['stops for an obstacle', { obstacles: ['x'] }, 'blocked', 1, []],
    ['stops where nothing is pending', { before: statusOf('applied') }, 'nothing-pending', 0, []],
    ['only says what it would do in a dry run', { request: { dryRun: true } }, 'dry-run', 0, []],
    ['does not touch production unasked', { environment: prod }, 'unconfirmed', 1, []],
    ['applies and generates locally', {}, 'applied', 0, both],
    [
      'generates nothing where that is not wanted',
      { request: { generate: false } },
      'applied',
      0,
      deployOnly,
    ],
    // Mutation: an environment that is local by its name.
    ['generates nothing where local is a remote host', { environment: remote }, 'applied', 0, deployOnly],
    [
      'generates for any name on a local host',
      { environment: { ...local, name: 'dev' } },
      'applied',
      0,
      both,
    ],
    ['fails where Prisma does', { deploy: failed }, 'deploy-failed', 2, deployOnly],
    ['fails where an index is gone', { after: statusOf('applied', 'missing') }, 'lost', 1, deployOnly],
    [
      'fails where an index is not as it was to be made',
      {
        before: statusOf('pending', 'invalid'),
        after: statusOf('applied', 'invalid'),
        made: [indexStatus('invalid')],
      },
      'made-otherwise',
      1,
      deployOnly,
    ],
    ['fails where not all is applied', { after: statusOf('pending') }, 'incomplete', 1, deployOnly],
    ['fails where one has failed', { after: statusOf('failed') }, 'incomplete', 1, deployOnly],
    ['fails where the client cannot be made', { generate: failed }, 'generate-failed', 2, both],
  ] as const satisfies readonly (readonly [string, Situation, string, number, readonly string[]])[]) {
    it(what, async () => {
      assert.deepEqual(await outcomeOf(situation), { kind, exitCode, ran });
    });
  }

  it('does not call an index lost that was not there before', async () => {
    const { kind } = await outcomeOf({
      before: statusOf('pending', 'missing'),
      after: statusOf('applied', 'missing'),
    });
    assert.equal(kind, 'applied');
  });
});

describe('the confirmation of production', () => {
  const wanted = 'prod@db.example.com';
  const renamed: Environment = { ...local, production: true, productionAs: 'prod' };

  // Mutations: refusalOf that takes --force alone, or --confirm alone; that compares without trim; that skips the question.
  for (const [what, environment, given, typed, why] of [
    ['is not asked elsewhere', local, {}, undefined, undefined],
    ['needs --force', prod, { confirm: wanted }, undefined, 'not-forced'],
    ['needs the name where nobody can be asked', prod, { force: true }, undefined, 'nobody-to-ask'],
    ['is refused for another name', prod, { force: true, confirm: 'prod@elsewhere' }, undefined, 'mistyped'],
    ['is refused for what is typed wrongly', prod, { force: true }, 'prod', 'mistyped'],
    ['takes the name from the command line', prod, { force: true, confirm: wanted }, undefined, undefined],
    ['takes the name as it is typed', prod, { force: true }, ` ${wanted}\n`, undefined],
    [
      'wants production’s own name under another one',
      renamed,
      { force: true, confirm: 'local@db.example.com' },
      undefined,
      'mistyped',
    ],
  ] as const) {
    it(what, async () => {
      const asked: string[] = [];
      const refusal = await refusalOf({ force: false, confirm: undefined, ...given }, environment, {
        askConfirmation: (question) => {
          asked.push(question);
          return Promise.resolve(typed);
        },
      });
      assert.equal(refusal?.why, why);
      if (refusal) assert.equal(refusal.wanted, wanted);
      for (const question of asked) assert.equal(question, wanted);
    });
  }
});
