import { createColors } from 'picocolors';
import { ownCommand, type CommandTarget } from '../../../core/command-target';
import { objectNames } from '../../../core/linter/change/object-words';
import type { Finding } from '../../../core/linter/findings/finding';
import { listed } from '../../../core/listed';
import { positionsOf } from '../../../core/text-positions';
import type { CleanMigration, KeptBack } from '../../../workflows/clean-migration';
import type { Trial } from '../../../workflows/rehearsal';
import { adviceFor, refusalSentence } from '../../../workflows/replay-advice';
import type { MadeMigration } from '../../../workflows/safe-migrate';
import type { Page } from '../../output/page';
import { wrap } from '../../output/wrap';
import { pathFrom } from '../../output/positions';
import { pretty } from '../lint/formats/pretty';
import { counted } from '../../../core/counted';
import { escapeLines, printable } from '../../output/printable';

/** What came of making a migration, and what a person should know of where. */
export interface ShownMigration extends MadeMigration {
  /** The project's. */
  readonly root: string;
  /** `Prisma 7.10.0` */
  readonly prisma: string;
  /** For the commands that are printed. */
  readonly commands: CommandTarget;
  /** Whether it is applied by the same command. */
  readonly appliesNext: boolean;
  /** The local database: `localhost:5432/app`; undefined where none is known. */
  readonly location: string | undefined;
}

/** The new migration, what was kept back or brought back and why, and what to do next, as a person reads it in a terminal. */
export function safeMigratePretty(made: ShownMigration, page: Page): string {
  const blocks = [
    ...writtenBlock(made, page),
    ...keptBlock(made, page),
    ...broughtBackBlock(made, page),
    ...findingsBlock(made, page),
    summaryLines(made, page),
  ];
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
}

function writtenBlock({ clean, kind }: ShownMigration, { cwd, color }: Page): string[][] {
  if (!clean || kind === 'no-change') return [];
  const { underline } = createColors(color);
  const { file, text } = clean.migration;
  return [[underline(printable(pathFrom(cwd, file))), ...escapeLines(text.trimEnd()).map(indented)]];
}

function indented(line: string): string {
  return line === '' ? '' : `    ${line}`;
}

function keptBlock({ clean }: ShownMigration, page: Page): string[][] {
  const keptBack = clean?.keptBack ?? [];
  if (keptBack.length === 0) return [];
  const { bold } = createColors(page.color);
  return [
    [
      bold(`Kept back ${counted(keptBack.length, 'statement')} that Prisma wrote:`),
      ...keptBack.flatMap((one) => keptLines(one, page)),
    ],
  ];
}

function keptLines({ statement, finding }: KeptBack, page: Page): string[] {
  const { yellow } = createColors(page.color);
  return [...escapeLines(statement).map((line) => `  ${yellow(line)}`), ...reasonLines(finding, page)];
}

function reasonLines({ message, why }: Finding, { width }: Page): string[] {
  const sentences = [message, why].filter((sentence) => sentence !== '').join(' ');
  return wrap(printable(sentences), width - 4).map(indented);
}

function broughtBackBlock({ clean }: ShownMigration, page: Page): string[][] {
  const broughtBack = clean?.broughtBack ?? [];
  if (broughtBack.length === 0) return [];
  const { bold, yellow } = createColors(page.color);
  const count = broughtBack.flatMap(({ objects = [] }) => objects).length;
  return [
    [
      bold(`Brought back ${counted(count, 'object')} that would be lost without it:`),
      ...broughtBack.flatMap((finding) => [
        ...wrap(printable(objectNames(finding.objects ?? [])), page.width - 2).map(
          (line) => `  ${yellow(line)}`,
        ),
        ...reasonLines(finding, page),
      ]),
    ],
  ];
}

/** What no fix could repair without a person. */
function findingsBlock({ clean, root }: ShownMigration, { cwd, width, color }: Page): string[][] {
  if (!clean?.hasStatements) return [];
  const { migration, findings } = clean;
  if (findings.every(({ suppressed }) => suppressed !== undefined)) return [];
  const report = {
    ...{ root, migrations: 1, linted: 1, mayMend: true, findings, notices: [], broken: [] },
    texts: new Map([[migration.file, migration.text]]),
  };
  return [pretty([report], { cwd, width, color, quiet: true }).trimEnd().split('\n')];
}

function summaryLines(made: ShownMigration, { width, color }: Page): string[] {
  const { bold, green, red } = createColors(color);
  const [sentence, next] = messagesOf(made);
  const paint = made.kind === 'not-ready' ? red : green;
  return [
    ...wrap(printable(sentence), width).map((line) => bold(paint(line))),
    ...(made.trial ? wrap(printable(trialMessage(made.trial, made.clean)), width) : []),
    ...(next === undefined ? [] : wrap(printable(next), width)),
  ];
}

/** What came of it, and what to do next. */
export function messagesOf(made: ShownMigration): [string, string | undefined] {
  const { kind, clean, prisma, commands } = made;
  const name = clean?.migration.name ?? '';
  switch (kind) {
    case 'no-change':
      return clean && clean.keptBack.length > 0
        ? [
            `No schema change: Prisma only wanted to ${wishes(clean.keptBack)}. No migration was made.`,
            undefined,
          ]
        : [
            'No schema change: the migrations make what schema.prisma says. No migration was made.',
            undefined,
          ];
    case 'not-ready':
      return [
        `${name}, written by ${prisma}, is not ready: fix what is shown here before you apply it.`,
        `Then: ${ownCommand('lint', commands)} and ${ownCommand('migrate', commands)}`,
      ];
    case 'written':
      return [
        `${name}, written by ${prisma}, loses nothing protected.`,
        made.appliesNext ? undefined : nextStep(made),
      ];
  }
}

function whatOf({ index, rule }: Finding): string {
  if (index !== undefined) return index;
  return rule === 'drop-generated-default' ? 'a generated column' : 'what drift-ignore.json does not want';
}

function nextStep({ clean, location, commands }: ShownMigration): string {
  const where = location === undefined ? '' : ` to ${location}`;
  const not =
    clean && clean.keptBack.length > 0
      ? ' Not with prisma migrate dev, which would write what was kept back again.'
      : '';
  return `Next: read it, then apply it${where} with ${ownCommand('migrate', commands)}${not === '' ? '' : `.${not}`}`;
}

/** `drop a and b, and create c` */
function wishes(keptBack: readonly KeptBack[]): string {
  const names = new Map<string, Set<string>>();
  for (const { statement, finding } of keptBack) {
    const verb = /^\w+/.exec(statement)?.[0].toLowerCase() ?? 'change';
    names.set(verb, (names.get(verb) ?? new Set()).add(whatOf(finding)));
  }
  return listed([...names].map(([verb, set]) => `${verb} ${listed([...set])}`));
}

/** What trying the migration showed, a sentence. */
export function trialMessage(trial: Trial, clean: CleanMigration | undefined): string {
  switch (trial.kind) {
    case 'kept': {
      const { migrations, indexes, objects } = trial;
      const history =
        migrations === 0 ? 'it applies' : `it applies after ${counted(migrations, 'migration')}`;
      return `Tried on an embedded PostgreSQL: ${history}, and ${afterwards(indexes, objects)}.`;
    }
    case 'lost':
      return `Tried on an embedded PostgreSQL: afterwards ${listed(trial.names)} ${trial.names.length === 1 ? 'is' : 'are'} gone or changed, which its statements do not show.`;
    case 'refused': {
      const { range, message, row } = trial.failure;
      const line = range && clean ? `line ${positionsOf(clean.migration.text).at(range.start).line}: ` : '';
      return row
        ? `Tried on an embedded PostgreSQL, and Prisma would refuse it: ${line}${refusalSentence(trial.failure)} ${adviceFor(trial.failure) ?? ''}`.trim()
        : `Tried on an embedded PostgreSQL, which refuses it: ${line}${message}.`;
    }
    case 'untried':
      return `Not tried on an embedded PostgreSQL: ${trial.reason}`;
  }
}

function afterwards(indexes: number, objects: number): string {
  if (indexes + objects === 0) return 'there is nothing protected';
  const parts = [
    ...(indexes === 0 ? [] : [counted(indexes, 'protected index', 'es')]),
    ...(objects === 0 ? [] : [counted(objects, `${indexes === 0 ? '' : 'other '}protected object`)]),
  ];
  return `${listed(parts)} ${indexes + objects === 1 ? 'is' : 'are'} as before`;
}
