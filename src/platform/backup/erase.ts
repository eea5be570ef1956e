// Taking away everything of a town: its schema, its rows of the shared tables, its files. Only for restores that did
// not succeed and for demonstration towns that are made anew; towns that serve residents are never erased by the program.
import { rm } from 'node:fs/promises';
import { sql } from 'kysely';
import { quoteSchema } from '../db/engine.ts';
import { filesFolder, type Installation } from '../installation.ts';
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
