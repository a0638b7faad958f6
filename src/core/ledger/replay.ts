import type { Grammar } from '../sql/grammar';
import { headingOf } from '../sql/headings';
import type { Operation } from '../sql/operations';
import type { Script } from '../sql/statements';
import { readSteps, readWholeScript, type Step } from '../sql/steps';
import { untraceableIn } from '../sql/untraceable';
import { createIndex } from './create-index';
import { dropObjects } from './drop';
import type { IndexEvent } from './events';
import type { Ledger } from './ledger';
import type { Author, Origin } from './records';
import type { Replay } from './replay-context';
import { moveToSchema, rename } from './rename';
import { alterPolicy, createNamed, createOnTable, dropOnTable, renameOnTable } from './replay-objects';
import { createRoutine, dropRoutines, moveRoutine } from './replay-routines';
import { ownSequence } from './sequences';
import { alterTable, createRelation, createTable } from './tables';

/** A migration's text, with its name and its identity as a file. */
export interface MigrationText {
  readonly name: string;
  readonly file: string;
  readonly text: string;
  /** False where some bytes of the file are not UTF-8: the text has U+FFFD for them. */
  readonly isUtf8?: boolean;
}

/**
 * Replays one migration onto the ledger, which changes, and tells what happened to indexes, in order.
 *
 * @param steps what the migration does, where it is not just what its text says
 * @param changed is called for each step that may have changed the ledger; without the others it would be the same
 */
export function replayMigration(
  ledger: Ledger,
  migration: MigrationText,
  grammar: Grammar,
  script: Script = readWholeScript(migration.text),
  steps: readonly Step[] = readSteps(migration.text, script),
  changed?: (step: Step) => void,
): IndexEvent[] {
  const events: IndexEvent[] = [];
  const follow = follower(ledger, migration.text, script, steps);
  for (const step of steps) {
    follow(step.statement.index);
    const { revision } = ledger;
    const emit = (event: IndexEvent): void => {
      if (event.kind === 'created' && step.conditional) ledger.madeInBranch(event.index);
      events.push(event);
    };
    apply(new StepReplay(ledger, grammar, step, emit, (author) => originOf(migration, script, step, author)));
    if (ledger.revision !== revision) changed?.(step);
  }
  follow(script.statements.length);
  ledger.endSession();
  return events;
}

/** The replay of one step. Most steps make nothing, so that nobody asks who wrote them. */
class StepReplay implements Replay {
  #origin: Origin | undefined;
  readonly #originOf: (author?: Author) => Origin;

  constructor(
    readonly ledger: Ledger,
    readonly grammar: Grammar,
    readonly step: Step,
    readonly emit: Replay['emit'],
    originOf: (author?: Author) => Origin,
  ) {
    this.#originOf = originOf;
  }

  get origin(): Origin {
    return (this.#origin ??= this.#originOf());
  }

  originByPrisma(): Origin {
    return this.#originOf('prisma');
  }
}

function originOf(
  { name, file, text }: MigrationText,
  script: Script,
  step: Step,
  author = authorOf(text, script, step),
): Origin {
  return { migration: name, file, range: step.range, author };
}

/** Has the ledger lose track at each statement that cannot be followed, up to one before which all was replayed. */
function follower(ledger: Ledger, text: string, script: Script, steps: readonly Step[]) {
  const untraceable = untraceableIn(text, script, steps);
  let next = 0;
  return (until: number): void => {
    for (; (untraceable[next]?.index ?? Infinity) < until; next++) ledger.loseTrack();
  };
}

/** The headings under which Prisma writes statements that make or name indexes. */
const headingsByKind: Readonly<Partial<Record<Operation['kind'], readonly string[]>>> = {
  'create-table': ['CreateTable'],
  'create-relation': ['AlterTable', 'CreateSequence', 'CreateTable'],
  'alter-table': ['AlterTable', 'AddPrimaryKey'],
  rename: ['RenameIndex', 'AlterTable'],
};

/** Who wrote a step: Prisma's own statements carry its heading, and an index also its form. */
export function authorOf(text: string, script: Script, step: Step): Author {
  if (step.context !== 'script') return 'hand';
  const { operation } = step;
  if (operation.kind === 'create-index') {
    if (!operation.prismaForm) return 'hand';
    return headingOf(text, script.statements, step.statement, 'CreateIndex') ? 'prisma' : 'hand';
  }
  const headings = headingsByKind[operation.kind] ?? [];
  return headings.some((heading) => headingOf(text, script.statements, step.statement, heading))
    ? 'prisma'
    : 'hand';
}

function apply(replay: Replay): void {
  const { operation } = replay.step;
  switch (operation.kind) {
    case 'create-index':
      createIndex(replay, operation);
      break;
    case 'drop':
      dropObjects(replay, operation);
      break;
    case 'rename':
      rename(replay, operation);
      break;
    case 'set-schema':
      moveToSchema(replay, operation.of, operation.schema);
      break;
    case 'attach-index-partition':
      attachIndex(replay, operation);
      break;
    case 'create-table':
      createTable(replay, operation);
      break;
    case 'create-relation':
      createRelation(replay, operation);
      break;
    case 'own-sequence':
      ownSequence(replay, operation);
      break;
    case 'alter-table':
      alterTable(replay, operation);
      break;
    case 'create-enum':
      replay.ledger.putEnum(operation.name.name);
      break;
    case 'create-schema':
      replay.ledger.schemaExists(operation.name, true);
      break;
    case 'create-on-table':
      createOnTable(replay, operation);
      break;
    case 'drop-on-table':
      dropOnTable(replay, operation);
      break;
    case 'rename-on-table':
      renameOnTable(replay, operation);
      break;
    case 'alter-policy':
      alterPolicy(replay, operation);
      break;
    case 'create-routine':
      createRoutine(replay, operation);
      break;
    case 'drop-routine':
      dropRoutines(replay, operation);
      break;
    case 'move-routine':
      moveRoutine(replay, operation);
      break;
    case 'create-named':
      createNamed(replay, operation);
      break;
    case 'set-search-path':
      replay.ledger.setSearchPath(operation.isReset ? undefined : operation.path);
      break;
  }
}

function attachIndex(
  replay: Replay,
  operation: Extract<Operation, { kind: 'attach-index-partition' }>,
): void {
  const parent = replay.ledger.findIndex(operation.parent);
  const child = replay.ledger.findIndex(operation.child);
  if (parent && child) replay.ledger.putIndex({ ...child, parent: parent.id });
}
