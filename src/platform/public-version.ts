// The number every kept page is filed under. It moves in the transaction of any public change, so a page filed under
// the present number cannot be stale. Acts of this process move it at commit; other processes' acts are seen by polling.
import { sql } from 'kysely';
import type { Db } from './db/engine.ts';

export interface PublicVersion {
  current(): number;
  moveTo(version: number): void;
  /** Reads the number from the database; used at start and by the poll that follows other processes. */
  refresh(db: Db): Promise<void>;
}

export function publicVersion(): PublicVersion {
  let version = 0;
  return {
    current: () => version,
    moveTo(next) {
      if (next > version) version = next;
    },
    async refresh(db) {
      const { rows } = await sql<{ v: number }>`select public_version as v from platform_heads where id = 1`.execute(db);
      // Only upwards: this read may have started before a commit of our own that has already moved the number.
      this.moveTo(rows[0]?.v ?? 0);
    },
  };
}
