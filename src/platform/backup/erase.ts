// Taking away everything of a town: its schema, its rows of the shared tables, its files. Only for restores that did
// not succeed and for demonstration towns that are made anew; towns that serve residents are never erased by the program.
import { rm } from 'node:fs/promises';
import { sql } from 'kysely';
import { quoteSchema } from '../db/engine.ts';
import { filesFolder, type Installation, listTowns, SHARED_SCHEMA, type TownRow } from '../installation.ts';
import { deleteSharedRows, type Place } from './tables.ts';

export async function eraseTown(installation: Installation, place: Place): Promise<void> {
  await installation.engine
    .owner('public')
    .transaction()
    .execute(async (tx) => {
      await deleteSharedRows(tx, place);
      await sql.raw(`drop schema if exists ${quoteSchema(place.townSchema)} cascade`).execute(tx);
    });
  await rm(filesFolder(installation.data, place.slug), { recursive: true, force: true });
}

/**
 * Empties an installation that holds demonstration towns and nothing else, whatever program made it: only the register of
 * towns is read, so a database of other migrations can be emptied too. Throws, with nothing changed, when a town is real.
 * Answers whether there was anything; afterwards the place is as before its first migration.
 */
export async function eraseDemonstration(installation: Installation): Promise<boolean> {
  const towns = await listTowns(installation);
  if (towns.length === 0) return false;
  await installation.engine
    .owner('public')
    .transaction()
    .execute(async (tx) => {
      // Somebody may be founding a real town beside it at this moment: the register stands still from here on.
      await sql.raw(`lock table ${quoteSchema(SHARED_SCHEMA)}.towns in access exclusive mode`).execute(tx);
      const { rows } = await sql<Pick<TownRow, 'slug' | 'schema' | 'demo'>>`
        select slug, schema_name as schema, demo from ${sql.raw(quoteSchema(SHARED_SCHEMA))}.towns`.execute(tx);
      if (rows.some((town) => !town.demo)) throw new Error('a town that serves residents is never erased');
      for (const schema of [...rows.map((town) => town.schema), SHARED_SCHEMA])
        await sql.raw(`drop schema if exists ${quoteSchema(schema)} cascade`).execute(tx);
    });
  for (const { slug } of towns) await rm(filesFolder(installation.data, slug), { recursive: true, force: true });
  return true;
}
