// Rows of a table counted by a key and kept up as they change. A change adds rows to the tallies (1 for what counts now, -1 for what
// counted before) in the statement that makes it; sums are read. No row is counted up in place, so those who write never queue at one.
import { type RawBuilder, sql } from 'kysely';
import type { Town } from '../town.ts';
import type { Db } from './engine.ts';

export interface Counted {
  /** Its columns: those of the key, and `count`. */
  table: string;
  /** Each column of the key with where its value comes from, in the names `from` gives. */
  key: Readonly<Record<string, RawBuilder<unknown>>>;
  /** `from … where …`: everything that counts. */
  from: RawBuilder<unknown>;
}

export interface Tallies {
  /** @param from gives what `key` names; added. Part of a statement, like the two below. */
  add(from: RawBuilder<unknown>): RawBuilder<unknown>;
  /** What counted before the statement it stands in. */
  takeOff(from: RawBuilder<unknown>): RawBuilder<unknown>;
  /** Both; nothing is written of what counts under the same key afterwards. */
  move(before: RawBuilder<unknown>, after: RawBuilder<unknown>): RawBuilder<unknown>;
  /**
   * Counts everything again and adds what the tallies are off by, which is nothing unless somebody wrote to the database by hand. One
   * statement sees one state of both, and differences add up, so it may run while others write. Answers how many keys were off.
   */
  recount(db: Db): Promise<number>;
  /** Every night: recounted, what was off told to the operator, and one row for each key again. */
  settle(town: Town): Promise<void>;
}

export function tallies({ table, key, from }: Counted): Tallies {
  const into = sql.table(table);
  const columns = sql.join(Object.keys(key).map((name) => sql.ref(name)));
  const values = sql.join(Object.entries(key).map(([name, value]) => sql`${value} as ${sql.ref(name)}`));
  const write = (counts: RawBuilder<unknown>): RawBuilder<unknown> => sql`insert into ${into} (${columns}, count)
    select ${columns}, sum(count) from (${counts}) moved group by ${columns} having sum(count) <> 0`;
  const add = (rows: RawBuilder<unknown>): RawBuilder<unknown> => write(sql`select ${values}, 1 as count ${rows}`);
  const takeOff = (rows: RawBuilder<unknown>): RawBuilder<unknown> => write(sql`select ${values}, -1 as count ${rows}`);
  const move = (before: RawBuilder<unknown>, after: RawBuilder<unknown>): RawBuilder<unknown> =>
    write(sql`select ${values}, -1 as count ${before} union all select ${values}, 1 ${after}`);
  const recount = async (db: Db): Promise<number> => {
    const counts = sql`select ${values}, 1 as count ${from} union all select ${columns}, -count from ${into}`;
    const { rows } = await sql<{
      n: number;
    }>`with mended as (${write(counts)} returning 1) select count(*)::int as n from mended`.execute(db);
    return rows[0]!.n;
  };
  return {
    add,
    takeOff,
    move,
    recount,
    async settle({ db, log }) {
      const off = await recount(db);
      if (off > 0) log.error({ table, off }, 'tallies were not what a recount finds, and were set right');
      await sql`with folded as (delete from ${into} returning *) ${write(sql`select ${columns}, count from folded`)}`.execute(db);
    },
  };
}
