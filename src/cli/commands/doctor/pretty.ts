import { createColors } from 'picocolors';
import type {
  DiagnosedBase,
  DiagnosedDatabase,
  DiagnosedEnvironment,
  DiagnosedProject,
  DoctorJson,
} from '../../../core/reports/doctor';
import type { Page } from '../../output/page';
import { counted } from '../../../core/counted';
import { escapeLines, printable } from '../../output/printable';

type Row = readonly [label: string, text: string];

/** The diagnosis as somebody pastes it into an issue: no line is broken, so that it stays one when it is quoted. */
export function doctorPretty(report: DoctorJson, page: Page): string {
  const { bold } = createColors(page.color);
  const { tool, node, platform, packageManager, git, ci, projects, problem } = report;
  const machine: Row[] = [
    ['node', node],
    ['platform', platform],
    ['git', git ?? 'not installed'],
    ...(packageManager === null ? [] : [['started by', packageManager] as const]),
    ...(ci ? [['CI', 'yes'] as const] : []),
    ...(problem === null ? [] : [['problem', problem] as const]),
  ];
  const blocks = [
    [bold(`Migration Guard ${tool}`), ...rows(machine)],
    ...projects.map((project) => [bold(`Project ${printable(project.root)}`), ...rows(rowsOf(project))]),
  ];
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
}

function rows(all: readonly Row[]): string[] {
  return all.flatMap(([label, text]) => {
    const [first = '', ...more] = escapeLines(text);
    return [`  ${printable(label).padEnd(14)} ${first}`, ...more.map((line) => ' '.repeat(17) + line.trim())];
  });
}

function rowsOf(project: DiagnosedProject): Row[] {
  const { prisma, prismaCommand, provider, migrations, migrationsFolder, schemaFiles, configFiles } = project;
  const started = 'label' in prismaCommand ? `started as ${prismaCommand.label}` : prismaCommand.reason;
  const folder = migrationsFolder === undefined ? '' : ` in ${migrationsFolder}`;
  return [
    ['Prisma', `${prisma.version} (${prisma.source}); ${started}`],
    ['provider', provider ?? 'not known'],
    [
      'migrations',
      `${migrations}${folder}; ${counted(schemaFiles, isPrisma8(project) ? 'contract' : 'schema file')}`,
    ],
    ['configuration', configFiles.length === 0 ? 'none' : configFiles.join(', ')],
    ['base', baseText(project.base)],
    ...project.environments.map((one): Row => [one.name, environmentText(one, isPrisma8(project))]),
    ...project.problems.map((text): Row => ['problem', text]),
    ...project.notices.map((text): Row => ['note', text]),
  ];
}

function isPrisma8({ prisma }: DiagnosedProject): boolean {
  return Number.parseInt(prisma.version, 10) >= 8;
}

function baseText(base: DiagnosedBase): string {
  switch (base.kind) {
    case 'commit':
      return `${base.commit.slice(0, 12)}, with ${counted(base.settled, 'migration')}`;
    case 'all-new':
      return 'none: every migration is new';
    case 'no-git':
      return 'none: no git repository';
    case 'failed':
      return base.reason;
  }
}

function environmentText({ configured, source, database }: DiagnosedEnvironment, ofPrisma8: boolean): string {
  const from = configured ? `${source}, of migration-guard.json` : source;
  return `${from}: ${databaseText(database, ofPrisma8)}`;
}

function databaseText(database: DiagnosedDatabase, ofPrisma8: boolean): string {
  if (database.answer === 'not-asked') return 'not asked';
  if (database.answer === 'no-url') return database.reason;
  const { place, from, production, local, reason, applied } = database;
  const kind = production ? 'production' : local ? 'local' : 'shared';
  const rows = applied === null ? 'no _prisma_migrations' : counted(applied, 'row');
  const answer = reason ?? (ofPrisma8 ? 'reachable' : `reachable, ${rows}`);
  return `${place} (${kind}, from ${from}): ${answer}`;
}
