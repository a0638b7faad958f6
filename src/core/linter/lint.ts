import type { IgnoreEntry, RuleSettings } from './findings/rule-settings';
import type { Finding, MigrationState } from './findings/finding';
import { waysOut } from './fixes/ways-out';
import { createStatementOf } from '../ledger/create-statement';
import { sameDefinition } from '../ledger/definition';
import { definitionOf } from '../ledger/definition-of';
import { coveringIndex } from '../ledger/covering';
import type { ColumnDropped, IndexEvent } from '../ledger/events';
import type { Ledger } from '../ledger/ledger';
import { findLosses, type Loss } from '../ledger/losses';
import type { ObjectLoss } from '../ledger/object-losses';
import type { IndexRecord } from '../ledger/records';
import { replayMigration, type MigrationText } from '../ledger/replay';
import { madeBy, omissionsFor, survivalOf } from '../ledger/survival';
import type { DriftIgnore, DriftIgnoreFile } from '../protection/drift-ignore';
import type { PrismaFacts } from '../protection/expressible';
import { withMadeAgain } from '../protection/made-again';
import { entryOfEvent, type EntryTrial } from '../protection/named-entries';
import type { PatternTrial } from '../protection/patterns';
import { protectionOf, type Protection } from '../protection/protection';
import { ignorer } from './ignored-statements';
import { migrationRules } from './rules/registry';
import { intentOf } from './change/intent';
import { hasReason, isMovedBefore, type Going } from './change/reason';
import { isReplacedByHand } from './change/replacement';
import { isTakenOver } from './change/taken-over';
import type { Change } from './change/change';
import { objectLosses } from './change/object-change';
import type { Report } from './findings/report';
import { describeIndex } from './change/describe-index';
import { lostOf, restoreOf, restoreOfObjects } from './change/lost-of';
import { lostObjectOf } from './findings/lost-object';
import type { Declarations, SchemaFile } from '../prisma-schema/declarations';
import { findDeclared } from '../prisma-schema/find-declared';
import type { Grammar } from '../sql/grammar';
import { refusedTexts } from '../sql/refusals';
import type { Script } from '../sql/statements';
import { isReported } from './settled-reports';
import { toFindings } from './to-findings';
import type { FileReport } from './findings/file-report';
import { isOff } from './configured-severities';
import { readSteps, readWholeScript, type Step } from '../sql/steps';
import { entriesAbout, entriesFor, readSuppressions, speaksOfUs } from './suppressions';

/** What a migration is judged by, apart from its text. */
export interface MigrationContext {
  readonly state: MigrationState;
  /** The files of the working tree's schema for a draft or local migration, whose fixes may change them; else none. */
  readonly schema: readonly SchemaFile[];
  /** The ledger of the migrations before; it is not changed. */
  readonly before: Ledger;
  /** The schema as of the migration, and before the change that brought it, where that is known. */
  readonly declared: Declarations;
  readonly declaredBefore: Declarations | undefined;
  readonly driftIgnore: DriftIgnore | undefined;
  readonly driftIgnoreBefore: DriftIgnore | undefined;
  /** Where drift-ignore.json is, or would be made. */
  readonly driftIgnoreFile: DriftIgnoreFile;
  /** Tries the patterns of drift-ignore.json. */
  readonly patterns: PatternTrial;
  /** migration-guard.json. */
  readonly config: RuleSettings | undefined;
  /** Rules about the whole history that have run, and what they report in this migration. */
  readonly ofHistory: { readonly rules: readonly string[]; readonly reports: readonly FileReport[] };
  readonly prisma: PrismaFacts;
  readonly grammar: Grammar;
  readonly wasDeclared: (index: IndexRecord) => boolean | undefined;
  /** As in ProtectionFacts. */
  readonly isDeclarationUnknown?: boolean;
  /** Whether it is not known what the change that brought the migration did to the index's declaration. It is remembered that this was asked. */
  readonly isChangeUnknown?: (index: IndexRecord) => boolean;
  /** What the schema declared when a migration came in; undefined where that is not known. */
  readonly declaredWith: (migration: string) => Declarations | undefined;
  /** Whether another program than Prisma applies the migrations. It is remembered that this was asked. */
  readonly isAppliedByOthers: () => boolean;
  /** Whether an index that the migration drops would be of use at the end of the history, if it had been kept. */
  readonly isMissedAtEnd: (index: IndexRecord, grammar: Grammar) => boolean;
  /** The index of that name that a later migration makes. */
  readonly madeLater: (index: { readonly schema: string; readonly name: string }) => IndexRecord | undefined;
  /** Whether an index of that name exists at the end of the history. */
  readonly existsAtEnd: (index: { readonly schema: string; readonly name: string }) => boolean;
  /** Whether an object that the migration takes is still missing there. */
  readonly isObjectMissed: (loss: ObjectLoss) => boolean;
}

/** What a migration did when it was replayed onto a fork of the ledger before it. */
export interface Replayed {
  readonly steps: readonly Step[];
  readonly events: readonly IndexEvent[];
  /** The steps but for which the ledger would be the same. */
  readonly effective: readonly Step[];
  readonly after: Ledger;
}

/** Replays the steps of a migration onto a fork of the ledger before it. */
export function replaySteps(
  migration: MigrationText,
  { before, grammar }: Pick<MigrationContext, 'before' | 'grammar'>,
  script: Script,
  steps: readonly Step[],
): Replayed {
  const after = before.fork();
  const effective: Step[] = [];
  const events = replayMigration(after, migration, grammar, script, steps, (step) => effective.push(step));
  return { steps, events, effective, after };
}

function ofColumn({ table, column }: ColumnDropped): Going {
  return { name: column, table, columns: [] };
}

function buildChange(
  migration: MigrationText,
  context: MigrationContext,
  script: Script,
  { steps, events, after }: Replayed,
): Change {
  const { before, grammar } = context;
  const trial: EntryTrial = { ...context, text: migration.text };
  const losses = withMadeAgain(findLosses(before, after, events, grammar), events, trial, grammar);
  const entries = new Map(
    events.flatMap((event) => {
      const index =
        event.kind === 'dropped' ? event.index : event.kind === 'refused' ? event.existing : undefined;
      return index ? [[index.id, entryOfEvent(event, trial)] as const] : [];
    }),
  );
  const made = madeBy(events);
  // By record, not by index: a renamed index has another protection under its new name.
  const protections = new WeakMap<IndexRecord, Protection>();
  const lossesById = new Map<number, Loss>();
  const isExplained = ({ step }: IndexEvent, going: Going): boolean =>
    hasReason(migration, script, step.statement, going);
  const coveredBy = ({ atEnd, replacement }: Loss): IndexRecord | undefined =>
    coveringIndex(atEnd, after, grammar, replacement);
  const isReplaced = (loss: Loss): boolean =>
    isReplacedByHand(loss, events, after, grammar) || coveredBy(loss) !== undefined;
  for (const loss of losses.toReversed()) lossesById.set(loss.index.id, loss);
  return {
    migration,
    script,
    state: context.state,
    schema: context.schema,
    declared: context.declared,
    declaredBefore: context.declaredBefore,
    declaredWith: context.declaredWith,
    prisma: context.prisma,
    before,
    after,
    steps,
    events,
    losses,
    objectLosses: objectLosses({ ...context, migration, script, after, events }),
    isObjectMissed: context.isObjectMissed,
    driftIgnore: context.driftIgnore,
    driftIgnoreFile: context.driftIgnoreFile,
    get refused() {
      return refusedTexts(migration.text, script, grammar);
    },
    definitionOf: (index) => definitionOf(index, grammar),
    protectionOf: (index) => {
      const known = protections.get(index) ?? protectionOf(index, context, entries.get(index.id));
      protections.set(index, known);
      return known;
    },
    entryOf: (event) => entryOfEvent(event, trial),
    ignoredBy: ignorer(migration.text, context),
    declarationOf: (index) => {
      if (!context.isDeclarationUnknown) return findDeclared(context.declared, index.name, index.schema);
      const asked = before.index(index.schema, index.name);
      // Whoever judges has to say that this was not known.
      if (asked) context.isChangeUnknown?.(asked);
      return undefined;
    },
    intentOf: (event, loss) => {
      const index = 'index' in event ? event.index : 'existing' in event ? event.existing : undefined;
      const its = loss ?? (index && lossesById.get(index.id));
      const intent = intentOf({
        ...{ text: migration.text, script, event, index, loss: its, around: context },
        isExplained: () => {
          if (event.kind === 'column-dropped') {
            const { statement } = event.step;
            return (
              isExplained(event, ofColumn(event)) ||
              isMovedBefore(migration.text, script, statement, event.column)
            );
          }
          return index !== undefined && isExplained(event, index);
        },
        isReplaced: () => its !== undefined && isReplaced(its),
        isTakenOver: () => {
          const definition = its && definitionOf(its.atEnd, grammar);
          const { declaredBefore, declared } = context;
          return (
            !!definition &&
            !!declaredBefore &&
            isTakenOver(its.atEnd, definition, declaredBefore, declared, after)
          );
        },
      });
      // Prisma wrote it, and maybe because the schema had ceased to declare the index: nobody is to be blamed for that.
      return intent === 'generated' && index && context.isChangeUnknown?.(index) ? 'deliberate' : intent;
    },
    isExplained,
    isReplaced,
    coveredBy,
    existsAtEnd: context.existsAtEnd,
    isAppliedByOthers: context.isAppliedByOthers,
    madeLater: context.madeLater,
    madeAgainLater: ({ kind, atEnd }) => {
      if (kind !== 'drop' || context.state === 'settled' || !context.existsAtEnd(atEnd)) return undefined;
      const made = context.madeLater(atEnd);
      const [was, again] = [definitionOf(atEnd, grammar), made && definitionOf(made, grammar)];
      const isSame = made?.table === atEnd.table && was && again && sameDefinition(was, again);
      return isSame ? made : undefined;
    },
    isMadeOtherwise: ({ keys, kind }, table) =>
      after.indexesOn(table).some((index) => {
        const definition = definitionOf(index, grammar);
        return (
          keys.length > 0 &&
          definition?.unique === (kind !== 'index') &&
          definition.keys.map(({ column }) => column).join('\0') ===
            keys.map(({ column }) => column).join('\0')
        );
      }),
    createStatementOf,
    omissionsFor: (loss) => omissionsFor(loss, made),
    survives: survivalOf(before, steps, { losses, made }, (ledger, left) =>
      replayMigration(ledger, migration, grammar, script, left),
    ),
    sameKeys: (loss) => {
      const was = definitionOf(loss.index, grammar);
      const now = loss.replacement && definitionOf(loss.replacement, grammar);
      const keys = (definition: typeof was) =>
        definition?.keys.map((key) => key.column ?? key.expression).join('\0');
      return was !== undefined && now !== undefined && keys(was) === keys(now);
    },
    describe: (index) => describeIndex(index, definitionOf(index, grammar)),
  };
}

/** What a rule about migrations reports, with its location and with every way out. */
function toFileReport(rule: string, report: Report, change: Change, context: MigrationContext): FileReport {
  const { state, grammar, driftIgnoreFile } = context;
  const { index, objects, fixes, ...rest } = report;
  const isSettled = state === 'settled';
  return {
    ...rest,
    ...{ rule, state, file: change.migration.file },
    ...(index && { index: index.name, ...lostOf(report.loss, index, change) }),
    ...(objects && { objects: objects.map(({ object }) => lostObjectOf(object)) }),
    ...(state !== 'draft' && objects ? restoreOfObjects(objects) : {}),
    ...(isSettled && index && report.intent === 'generated' && report.loss !== 'duplicate'
      ? restoreOf(index, change)
      : {}),
    // The text of a settled migration is not to be touched.
    fixes: [...(isSettled ? [] : fixes), ...waysOut(change, rule, report, grammar, driftIgnoreFile)],
  };
}

/** What judging one migration gives. */
export interface Judgement {
  /** In the order of their positions; suppressed ones are marked and stay in. */
  readonly findings: readonly Finding[];
  /** The entries of `ignore` in migration-guard.json that speak of something here. */
  readonly usedEntries: readonly IgnoreEntry[];
  /** The ledger with the migration. */
  readonly after: Ledger;
}

/** Judges one migration; what the caller has replayed of it already is not done again. */
export function judgeMigration(
  migration: MigrationText,
  context: MigrationContext,
  script: Script = readWholeScript(migration.text),
  replayed: Replayed = replaySteps(migration, context, script, readSteps(migration.text, script)),
): Judgement {
  const { state, config, ofHistory } = context;
  const isSettled = state === 'settled';
  const change = buildChange(migration, context, script, replayed);
  const entries = entriesFor(migration.name, config);
  // A suppression may speak of a rule that is off.
  const rules =
    entries.length > 0 || speaksOfUs(migration.text)
      ? migrationRules
      : migrationRules.filter(({ id }) => !isOff(id, config));
  const made = rules.flatMap((rule) => rule.check(change).map((report) => ({ rule: rule.id, report })));
  const ofMigration = made
    .filter(({ report }) =>
      isReported(report, change, (index) => context.isMissedAtEnd(index, context.grammar)),
    )
    .map(({ rule, report }) => toFileReport(rule, report, change, context));
  const about = { file: migration.file, state };
  const { suppressionOf, complaints } = readSuppressions(migration.text, script, entries, about);
  const findings = toFindings([...ofHistory.reports, ...ofMigration], {
    ...{ config, suppressionOf },
    script: isSettled ? undefined : script,
  });
  const judged = [...migrationRules.map(({ id }) => id), ...ofHistory.rules].filter(
    (rule) => !isOff(rule, config),
  );
  // Nobody may take a comment out of a settled migration.
  const ofComments = isSettled ? [] : toFindings(complaints(judged), { config });
  // An entry stays in use when its finding is no longer reported.
  const reported = [
    ...made.map(({ rule, report }) => ({ rule, index: report.index?.name })),
    ...ofHistory.reports,
  ];
  return {
    findings: [...findings, ...ofComments].sort((a, b) => a.range.start - b.range.start),
    usedEntries: entriesAbout(entries, reported),
    after: change.after,
  };
}
