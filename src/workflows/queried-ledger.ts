import type { Ledger } from '../core/ledger/ledger';
import { unknownRelation } from '../core/ledger/records';
import { VersionedMap } from '../core/ledger/versioned-map';
import { fieldOfColumn, findModel } from '../core/prisma-schema/find-model';
import type { ReplayedProject } from './replayed-project';

/**
 * What exists for the queries of a project: what its migrations make, and the tables that only its schema declares.
 *
 * @param ledger of the end of the history, which gets these tables
 */
export function queriedLedger(
  { source, declarations, replayed }: ReplayedProject,
  ledger = replayed.endLedger(),
): Ledger {
  const range = { start: 0, end: 0 };
  for (const table of declarations.tables) {
    const { schema, table: name } = table;
    const known = ledger.findRelation({ schema, name, range });
    if (known && [...table.fields.keys()].every((column) => known.columns.has(column))) continue;
    const model = findModel(source.schema, table);
    if (!model) continue;
    const declared = [...table.fields.keys()].map((column): [string, string] => {
      const field = fieldOfColumn(model, table, column);
      return [column, field?.unsupported ?? field?.type.toLowerCase() ?? ''];
    });
    const relation =
      known ?? unknownRelation('table', schema ?? ledger.creationSchema({ schema, name, range }), name);
    // Where both have a column, the migrations know its type.
    const columns = VersionedMap.of(new Map([...declared, ...relation.columns]));
    ledger.putRelation({ ...relation, columns, complete: relation.complete || !known });
  }
  return ledger;
}
