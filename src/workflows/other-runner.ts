import { hasConcurrentNotAlone } from '../core/linter/rules/concurrently-not-alone';
import { readWholeScript } from '../core/sql/steps';
import type { MigrationFile } from './lint-source';

/**
 * Whether another program than Prisma applies a project's migrations. A merged one that Prisma could never have applied
 * shows it: CONCURRENTLY beside another statement.
 */
export class OtherRunner {
  readonly #merged: () => readonly MigrationFile[];
  #shownBy: MigrationFile | undefined;
  #isLookedFor = false;

  constructor(merged: () => readonly MigrationFile[]) {
    this.#merged = merged;
  }

  /** Answers, and remembers that a finding hung on it. */
  isShown(): boolean {
    if (!this.#isLookedFor) {
      this.#isLookedFor = true;
      this.#shownBy = this.#merged().find(
        ({ text }) => /concurrently/i.test(text) && hasConcurrentNotAlone(text, readWholeScript(text)),
      );
    }
    return this.#shownBy !== undefined;
  }

  /** One sentence where a finding was left out for it. */
  get notices(): readonly string[] {
    if (!this.#shownBy) return [];
    return [
      `${this.#shownBy.name}, which is already merged, has CONCURRENTLY beside other statements. Prisma cannot apply that, so another program applies the migrations here. In new ones this is no error either, nor what that program has to fill in.`,
    ];
  }
}
