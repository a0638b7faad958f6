import { migrationFile, type PrismaProjectContents } from '../../../helpers/prisma-project';

const init = `-- CreateTable
CREATE TABLE "customers" (
    "id" INTEGER NOT NULL,
    "email" TEXT NOT NULL,
    "deleted_at" TIMESTAMP(3),

    CONSTRAINT "customers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notes" (
    "id" INTEGER NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "tags" TEXT[],
    "priority" TEXT,

    CONSTRAINT "notes_pkey" PRIMARY KEY ("id")
);

-- AddForeignKey
ALTER TABLE "notes" ADD CONSTRAINT "notes_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
`;

const search = `-- What the search needs, which schema.prisma cannot say.
CREATE INDEX "notes_title_lower" ON "notes" (lower("title"));
CREATE INDEX "notes_tags" ON "notes" USING gin ("tags");
CREATE INDEX "notes_of_customer" ON "notes" ("customer_id") INCLUDE ("title");
CREATE INDEX "notes_priority" ON "notes" ("priority") WHERE "priority" IS NOT NULL;
CREATE UNIQUE INDEX "customers_email_live" ON "customers" ("email") WHERE "deleted_at" IS NULL;
`;

const checks = `ALTER TABLE "customers" ADD CONSTRAINT "customers_email_check" CHECK ("email" LIKE '%@%');

CREATE FUNCTION "trim_title"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."title" := trim(NEW."title");
  RETURN NEW;
END
$$;
CREATE TRIGGER "notes_trim" BEFORE INSERT OR UPDATE ON "notes" FOR EACH ROW EXECUTE FUNCTION "trim_title"();

ALTER TABLE "notes" ENABLE ROW LEVEL SECURITY;
CREATE POLICY "notes_of_live" ON "notes" USING (EXISTS (SELECT 1 FROM "customers" c WHERE c."id" = "customer_id" AND c."deleted_at" IS NULL));

CREATE VIEW "live_customers" AS SELECT "id", "email" FROM "customers" WHERE "deleted_at" IS NULL;
`;

/** The migrations that every state begins with. */
export const names = {
  init: '20250101000000_init',
  search: '20250201000000_search',
  checks: '20250301000000_checks',
} as const;

export const migrations = { [names.init]: init, [names.search]: search, [names.checks]: checks };

const customerFields = `model customers {
  id         Int       @id
  email      String
  deleted_at DateTime?
  notes      notes[]
`;
const noteFields = `model notes {
  id          Int       @id
  customer_id Int
  title       String
  tags        String[]
  priority    String?
  customer    customers @relation(fields: [customer_id], references: [id])
`;

/** The models, with more fields. */
export function modelsWith(more: { readonly customers?: string; readonly notes?: string } = {}): string {
  const field = (line: string | undefined): string => (line === undefined ? '' : `  ${line}\n`);
  return `${customerFields}${field(more.customers)}}\n\n${noteFields}${field(more.notes)}}\n`;
}

export const schemaHead = 'datasource db {\n  provider = "postgresql"\n}\n\n';

export const contents: PrismaProjectContents = { models: modelsWith(), migrations };

export const rows = `
  INSERT INTO "customers" ("id", "email") VALUES (1, 'ada@example.com'), (2, 'ben@example.com');
  INSERT INTO "notes" ("id", "customer_id", "title", "tags", "priority")
    VALUES (1, 1, 'Buy tea', '{shop}', '2'), (2, 1, 'Call Ben', '{phone,friends}', '1'), (3, 2, 'Sleep', '{}', NULL);`;

/** What hand-written migrations made, as `catalogue` calls it. */
export const byHand = {
  search: [
    'index customers_email_live',
    'index notes_of_customer',
    'index notes_priority',
    'index notes_tags',
    'index notes_title_lower',
  ],
  checks: [
    'constraint customers_email_check',
    'function trim_title',
    'policy notes_of_live',
    'row level security notes',
    'trigger notes_trim',
    'view live_customers',
  ],
} as const;

export const allRows = [
  'row 1 of customers',
  'row 2 of customers',
  'row 1 of notes',
  'row 2 of notes',
  'row 3 of notes',
];

export { migrationFile };
