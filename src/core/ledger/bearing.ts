import type { Ledger } from './ledger';
import type { IndexRecord } from './records';

/** What may change a table that the text does not name. */
const reachesFar = new RegExp(
  [
    // Names that do not stand in the text as they are.
    String.raw`\bexecute\b`,
    String.raw`u&["']`,
    // All that is in something.
    String.raw`\b(?:schema|extension|owned)\b`,
    String.raw`\b(?:type|domain)\b[^;]*\b(?:cascade|rename)\b`,
  ].join('|'),
  'i',
);

/** From such a length on the default names of a table's indexes may hold less than its whole name. */
const longName = 40;

/**
 * Tells which migrations may change what becomes of an index and of the others on its table, told at a glance from their
 * texts: those that name its table or one of the indexes, and those that reach further than the names in them.
 */
export class Bearing {
  readonly #names = new Set<string>();
  #pattern: RegExp | undefined;

  constructor(
    readonly index: IndexRecord,
    ledger: Ledger,
  ) {
    this.follow(ledger);
  }

  /** Whether the migration with this text may matter. */
  concerns(text: string): boolean {
    return !this.#pattern || this.#pattern.test(text) || reachesFar.test(text);
  }

  /** Takes over the names of the table and its indexes as they are now. */
  follow(ledger: Ledger): void {
    const index = ledger.indexById(this.index.id);
    const relation = index && ledger.relation(index.table);
    const isPlain =
      relation?.kind === 'table' &&
      relation.name.length < longName &&
      relation.partitionOf === undefined &&
      index?.parent === undefined &&
      !ledger.isPartitioned(index?.table ?? '');
    if (!isPlain) {
      this.#pattern = undefined;
      return;
    }
    const names = [relation.name, ...ledger.indexesOn(index?.table ?? '').map(({ name }) => name)];
    const fresh = names.filter((name) => !this.#names.has(name));
    if (this.#pattern && fresh.length === 0) return;
    for (const name of fresh) this.#names.add(name);
    this.#pattern = new RegExp([...this.#names].map(escaped).join('|'), 'i');
  }
}

/** As it stands in quotes, where a quote is doubled. */
function escaped(name: string): string {
  return name.replaceAll('"', '""').replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}
