import { declareFix } from '../fixes/declare';
import { keepFix } from '../fixes/keep';
import type { Loss } from '../../ledger/losses';
import type { Change } from '../change/change';
import type { Report } from '../findings/report';
import type { Rule } from './rule';
import { listed } from '../../listed';
import { originPlace, provenance, whatToDoHere } from '../change/provenance';

function report(change: Change, loss: Loss): Report[] {
  if (loss.kind !== 'weaken') return [];
  const { index, event } = loss;
  const protection = change.protectionOf(index);
  if (!protection.isProtected) return [];
  const intent = change.intentOf(event, loss);
  const keep = keepFix(change, loss, ' as it was made');
  return [
    {
      severity: intent === 'generated' ? 'error' : protection.entry ? 'warning' : 'hint',
      range: event.kind === 'dropped' ? event.name.range : event.step.range,
      index,
      loss: 'weaken',
      intent,
      message: `Makes ${index.name} again without ${listed(loss.lacks)}: it is ${change.describe(index)}.`,
      why: provenance(index, protection) + whatToDoHere(change, loss),
      fixes: [keep && { ...keep, preferred: change.sameKeys(loss) }, declareFix(change, loss)].filter(
        (fix) => fix !== undefined,
      ),
      related: originPlace(change, index),
    },
  ];
}

export const weakenProtectedIndex: Rule = {
  id: 'weaken-protected-index',
  summary: 'A protected index is dropped and made again without something that Prisma does not see.',
  check: (change) => change.losses.flatMap((loss) => report(change, loss)),
  examples: [
    {
      title: 'a partial unique index comes back without its WHERE clause',
      history: [
        'CREATE TABLE users (id text, email text, deleted_at timestamp);\nCREATE UNIQUE INDEX users_email_key ON users (email) WHERE deleted_at IS NULL;',
      ],
      schema: 'model users {\n  id String @id\n  email String? @unique\n  deleted_at DateTime?\n}',
      migration:
        '-- DropIndex\nDROP INDEX "users_email_key";\n\n-- CreateIndex\nCREATE UNIQUE INDEX "users_email_key" ON "users"("email");\n',
      reports: [
        'error users_email_key: Makes users_email_key again without its WHERE clause: it is a unique partial index on users.email.',
      ],
      fixed:
        '-- migration-guard: kept users_email_key as it was made\n\n-- migration-guard: users_email_key stays as it is\n',
    },
    {
      title: 'a person rewrites the index with another predicate',
      history: [
        'CREATE TABLE users (id text, email text, deleted_at timestamp);\nCREATE INDEX users_email ON users (email);',
      ],
      schema: 'model users {\n  id String @id\n  email String?\n  deleted_at DateTime?\n}',
      migration:
        'DROP INDEX users_email;\nCREATE INDEX users_email ON users (email) WHERE deleted_at IS NULL;\n',
      reports: [],
    },
  ],
};
