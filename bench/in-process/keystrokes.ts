/** A text as somebody types: it changes by one character at a time. */
export interface Typing {
  /** The text after the next keystroke. */
  next(): string;
}

const lines = [
  `DROP INDEX "idx_account_levelorigin";\n`,
  `-- CreateIndex\nCREATE INDEX "Account_owner_idx" ON "Account"("owner");\n`,
  `ALTER TABLE "Account" ADD COLUMN "note" TEXT NOT NULL DEFAULT 'it''s';\n`,
  `/* a remark */ UPDATE "Account" SET "body" = $$text; with 'quotes'$$ WHERE "id" = 1;\n`,
];

/** Types lines of SQL at places spread over the text, each from its first character to its last, and then deletes it again. */
export function typing(text: string, positions: readonly number[]): Typing {
  let turn = 0;
  let typed = 0;
  let forwards = true;
  const startOfLine = (at: number) => text.lastIndexOf('\n', at) + 1;
  return {
    next() {
      const line = lines[turn % lines.length] ?? '';
      const at = startOfLine(Math.floor((positions[turn % positions.length] ?? 0) * text.length));
      typed += forwards ? 1 : -1;
      const now = text.slice(0, at) + line.slice(0, typed) + text.slice(at);
      if (typed === line.length) forwards = false;
      else if (typed === 0) {
        forwards = true;
        turn += 1;
      }
      // Slices of a long text are joined only when they are read, and VS Code hands over a text that is whole.
      return Buffer.from(now).toString();
    },
  };
}
