import { listed } from '../../../core/listed';
import type { Refusal } from '../../../core/restore/plan';
import { wholeName } from '../../../core/protection/protected-object';
import { restoreScript } from '../../../core/restore/script';
import type { NewMigrations, RestoreReport } from '../../../workflows/restore-plan';
import { wrap } from '../../output/wrap';
import { pathFrom } from '../../output/positions';
import { escapeUnsafe, printable } from '../../output/printable';
import { append } from '../../../core/append';

/**
 * The SQL, or nothing where there is nothing to do.
 *
 * @param isSeen whether it goes to a terminal, which must not act on what is in it
 */
export function restoreSql(report: RestoreReport, isSeen: boolean): string {
  const { plans, objects, location, schema } = report;
  if (plans.length + objects.length === 0) return '';
  const script = restoreScript(report, location, schema);
  return isSeen ? script.split('\n').map(escapeUnsafe).join('\n') : script;
}

/** What goes to stderr beside it. */
export interface RestoreRemarks {
  readonly report: RestoreReport;
  readonly refused: readonly Refusal[];
  readonly written: NewMigrations | undefined;
  readonly cwd: string;
  /** Columns to wrap at. */
  readonly width: number;
}

/** What a person should know besides the SQL: what was refused and why, what was written, what it will lock. */
export function restoreRemarks({ report, refused, written, cwd, width }: RestoreRemarks): string {
  const sentences: string[] = [];
  const [present, pending] = [namesOf(report.present), namesOf(report.pending)];
  if (present) sentences.push(`In ${report.location} nothing is wrong with ${present}.`);
  if (pending) sentences.push(`Migrations that are not applied yet make ${pending}.`);
  if (!present && !pending && report.plans.length + report.objects.length + refused.length === 0) {
    sentences.push('This project has nothing that is protected.');
  }
  append(
    sentences,
    report.plans.flatMap(({ index, locks, notes }) =>
      [...locks, ...notes].map((one) => `${index.name}: ${one}`),
    ),
  );
  append(
    sentences,
    report.objects.flatMap(({ object, locks, notes }) =>
      [...locks, ...notes].map((one) => `${wholeName(object)}: ${one}`),
    ),
  );
  append(
    sentences,
    refused.map(({ name, state, reason }) => `Not restored: ${name}, which is ${state}. ${reason}`),
  );
  if (written) append(sentences, aboutMigrations(written, cwd));
  const lines = sentences.flatMap((sentence) => wrap(printable(sentence), width));
  return lines.length > 0 ? `${lines.join('\n')}\n` : '';
}

/** The names, or how many there are; undefined for none. */
function namesOf(names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  return names.length > 5 ? `${names.length} protected objects` : listed(names);
}

function aboutMigrations({ migrations, findings, areBad }: NewMigrations, cwd: string): string[] {
  return [
    ...(areBad ? ['Nothing was written, because lint would stop the migration:'] : []),
    ...findings.map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`),
    ...(areBad ? [] : migrations.map(({ file }) => `Wrote ${pathFrom(cwd, file)}`)),
  ];
}
