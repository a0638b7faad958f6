import * as z from 'zod/mini';
import { file, named, type Plain, projectKeys, text, version } from './report';

const database = z.union([
  z.object({
    answer: z.enum(['reachable', 'unreachable']),
    place: text('Where it is; the host only where it is local.'),
    from: text('Where its URL was found.'),
    production: z.boolean(),
    local: z.boolean().check(z.describe('Whether one person develops with it.')),
    reason: z.nullable(text('Why it gives no answer.')),
    applied: z.nullable(z.int()).check(z.describe('How many rows _prisma_migrations has.')),
  }),
  z.object({ answer: z.literal('no-url'), reason: z.string() }),
  z.object({ answer: z.literal('not-asked') }),
]);

const environment = z.object({
  name: z.string(),
  configured: z.boolean().check(z.describe('Whether migration-guard.json names it.')),
  source: z.enum(['project', 'variable', 'envFile', 'command', 'railway']),
  database,
});

const base = z.union([
  z.object({ kind: z.literal('commit'), commit: z.string(), settled: z.int() }),
  z.object({ kind: z.enum(['all-new', 'no-git']) }),
  z.object({ kind: z.literal('failed'), reason: z.string() }),
]);

const project = named(
  'DiagnosedProject',
  z.object({
    ...projectKeys,
    prisma: z.object({ version: z.string(), source: z.string() }),
    prismaCommand: z.union([z.object({ label: z.string() }), z.object({ reason: z.string() })]),
    provider: z.nullable(z.string()),
    migrations: z.int(),
    schemaFiles: z.int(),
    configFiles: z.array(file),
    base: base.check(z.describe('Against what work is new.')),
    environments: z.array(environment),
    problems: z.array(text('What is wrong with the configuration, or could not be read.')),
    notices: z.array(z.string()),
  }),
);

/** What `doctor --json` prints. */
export const doctorReport = named(
  'DoctorReport',
  z.object({
    version,
    tool: text('The version of Migration Guard.'),
    node: z.string(),
    platform: text('Such as linux x64.'),
    packageManager: z.nullable(text('Which one started it.')),
    git: z.nullable(text('Its version; null where there is none.')),
    ci: z.boolean(),
    projects: z.array(project),
    problem: z.nullable(text('Why no project could be read.')),
  }),
);

export type DoctorJson = Plain<typeof doctorReport>;
export type DiagnosedProject = Plain<typeof project>;
export type DiagnosedEnvironment = Plain<typeof environment>;
export type DiagnosedDatabase = Plain<typeof database>;
export type DiagnosedBase = Plain<typeof base>;
