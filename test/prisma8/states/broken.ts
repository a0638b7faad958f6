import fs from 'node:fs';
import path from 'node:path';
import { withOperations } from '../../helpers/prisma-8/operations';
import { contractFile, contractText } from '../../helpers/prisma-8/project';
import { begin, contents, models } from './base';
import type { State } from './state';

const first = 'migrations/app/20260101T0000_init';
const ops = `${first}/ops.json`;

/** States in which something cannot be known, or is not what it says it is. */
export const broken: readonly State[] = [
  {
    title: 'an ops.json that was edited by hand',
    contents,
    make: async (place) => {
      await begin(place);
      const text = fs.readFileSync(place.at(ops), 'utf8');
      place.write({ [ops]: text.replaceAll('CREATE INDEX', 'CREATE UNIQUE INDEX') });
    },
    unknown: /MIGRATION\.CHECK_HASH_MISMATCH/,
    updateLoses: undefined,
    freshLacks: undefined,
  },
  {
    title: 'an ops.json that was cut',
    contents,
    make: async (place) => {
      await begin(place);
      fs.truncateSync(place.at(ops), 400);
    },
    unknown: /MIGRATION\./,
    lintSays: /ops\.json could not be read: /,
    updateLoses: undefined,
    freshLacks: undefined,
  },
  {
    title: 'a migration without its ops.json',
    contents,
    make: async (place) => {
      await begin(place);
      place.write({ [ops]: undefined });
    },
    unknown: /MIGRATION\./,
    lintSays: /ops\.json could not be read: it is not there/,
    updateLoses: undefined,
    freshLacks: undefined,
  },
  {
    title: 'a chain without its first migration',
    contents,
    make: async (place) => {
      await begin(place);
      await place.emit(models('  pinned    Boolean @default(false)'));
      await place.migration('pinned');
      await place.run('db', 'migrate');
      place.write({ [first]: undefined });
    },
    unknown: /MIGRATION\.CHECK_UNREACHABLE_MIGRATION/,
    updateLoses: [],
    freshLacks: undefined,
  },
  {
    title: 'a migration in plain SQL from a contract to the same contract',
    contents,
    make: async (place) => {
      await begin(place);
      const { to } = JSON.parse(fs.readFileSync(place.at(`${first}/migration.json`), 'utf8')) as {
        to: string;
      };
      const { result } = await place.succeed(['migration', 'new', '--name', 'index', '--from', to], {
        now: '2026-01-01T00:01:00.000Z',
      });
      await place.rewrite(path.basename(String(result?.['dir'])), (source) =>
        withOperations(source, [{ id: 'index', sql: 'CREATE INDEX note_title ON "Note" (title)' }]),
      );
    },
    unknown: /MIGRATION\.CHECK_NOOP_SELF_EDGE/,
    updateLoses: undefined,
    freshLacks: undefined,
  },
  {
    title: 'a migration whose data are still to be given',
    contents,
    make: async (place) => {
      await begin(place);
      await place.emit(models('  summary   String'));
      await place.migration('summary');
    },
    updateLoses: [],
    freshLacks: undefined,
  },
  {
    title: 'a contract that was never emitted',
    contents,
    make: async (place) => {
      await begin(place);
      place.write({ 'src/prisma/contract.json': undefined });
    },
    updateLoses: undefined,
    freshLacks: undefined,
  },
  {
    title: 'a contract that was emitted before its last change',
    contents,
    make: async (place) => {
      await begin(place);
      await place.sql('CREATE INDEX note_title ON "Note" (title)');
      place.write({ [contractFile]: contractText(models('  @@index([title], map: "note_title")')) });
    },
    updateLoses: ['index note_title'],
    freshLacks: ['index note_title'],
  },
  {
    title: 'a database that is empty',
    contents,
    make: async (place) => {
      await place.run('contract', 'emit');
      await place.migration('init');
    },
    updateLoses: [],
    freshLacks: [],
  },
];
