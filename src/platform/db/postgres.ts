// The PostgreSQL engine: a pool per schema, so that rooms never see a town column and never name a schema.
import { Kysely, PostgresDialect, sql as query } from 'kysely';
import pg from 'pg';
import { APP_ROLE, type Db, type Engine, oneAtATime, quoteSchema } from './engine.ts';
import { DatabaseFault } from './faults.ts';
import { parsersByOid } from './values.ts';

const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsersByOid[oid]) || pg.types.getTypeParser(oid, format as 'text'),
};

interface PgFault {
  message: string;
  code?: string;
  constraint?: string;
}

/** Names of the statements acts are made of. Bounded: a list of varying length makes a new text for each length. */
const names = new Map<string, string>();
const MOST_NAMES = 500;

function nameOf(text: string): string | undefined {
  let name = names.get(text);
  if (name === undefined && names.size < MOST_NAMES) {
    name = `act_${names.size}`;
    names.set(text, name);
  }
  return name;
}

/**
 * The driver's errors in our shape, on every client of the pool. Statements inside acts are prepared once a connection:
 * they find rows by their keys, so that one plan fits all, and all acts of a town queue for one another while they run.
 * Outside acts every statement is planned for its own values: a search for a rare word is not a search for a common one.
 */
class FaultClient extends pg.Client {
  #inAct = false;

  // biome-ignore lint/suspicious/noExplicitAny: pg's overloads cannot be restated; arguments pass through unchanged
  override query(...args: any[]): any {
    const statement = typeof args[0] === 'string' ? args[0] : String((args[0] as { text?: string })?.text ?? '');
    if (statement === 'begin') this.#inAct = true;
    else if (statement === 'commit' || statement === 'rollback') this.#inAct = false;
    const prepared = this.#inAct && typeof args[0] === 'string' && Array.isArray(args[1]) && args[1].length > 0;
    const given = prepared ? [{ name: nameOf(statement), text: statement, values: args[1] }] : args;
    // biome-ignore lint/suspicious/noExplicitAny: as above
    const answer = (super.query as any)(...given);
    if (!(answer instanceof Promise)) return answer;
    return answer.catch((fault: PgFault) => {
      throw new DatabaseFault(fault.message, fault.code ?? null, fault.constraint ?? null, statement.slice(0, 200));
    });
  }
}

export interface PostgresOptions {
  url: string;
  /** Connections per town and role. */
  connections: number;
}

export async function openPostgres(options: PostgresOptions): Promise<Engine> {
  const pools: pg.Pool[] = [];
  const opened = new Map<string, Db>();

  const poolFor = (schema: string, role: string, max: number): pg.Pool => {
    const settings = [
      `-c search_path=${schema}`,
      '-c TimeZone=UTC',
      '-c statement_timeout=60000',
      ...(role === '' ? [] : [`-c role=${role}`]),
    ];
    const pool = new pg.Pool({
      connectionString: options.url,
      max,
      options: settings.join(' '),
      types,
      Client: FaultClient as unknown as new () => pg.Client,
      connectionTimeoutMillis: 10_000,
      idleTimeoutMillis: 30_000,
      allowExitOnIdle: true,
    });
    // A connection lost while idle is replaced on next use; without a listener it would end the process.
    pool.on('error', () => {});
    pools.push(pool);
    return pool;
  };

  const connect = (schema: string, role: string, max: number): Db => {
    quoteSchema(schema);
    const key = `${schema}/${role}`;
    let db = opened.get(key);
    if (!db) {
      db = new Kysely<object>({ dialect: new PostgresDialect({ pool: poolFor(schema, role, max) }) });
      opened.set(key, db);
    }
    return db;
  };

  const here = oneAtATime();

  return {
    kind: 'postgres',
    schema: (name) => connect(name, APP_ROLE, options.connections),
    owner: (name) => connect(name, '', 2),
    // The lock is the connection's, so it ends with the process that holds it, however that ends.
    exclusively: (schema) => async (name, work) => {
      const alone = await here(schema)(name, () =>
        connect(schema, APP_ROLE, options.connections)
          .connection()
          .execute(async (held) => {
            const key = query`hashtextextended(${`${schema}/${name}`}, 0)`;
            const { rows } = await query<{ got: boolean }>`select pg_try_advisory_lock(${key}) as got`.execute(held);
            if (!rows[0]!.got) return null;
            try {
              return { value: await work() };
            } finally {
              await query`select pg_advisory_unlock(${key})`.execute(held);
            }
          }),
      );
      return alone?.value ?? null;
    },
    async script(schema, sql) {
      const client = new FaultClient({ connectionString: options.url, options: `-c search_path=${schema}` });
      await client.connect();
      try {
        await client.query(sql);
      } finally {
        await client.end();
      }
    },
    dump: null,
    journal: null,
    async close() {
      await Promise.all(pools.map((p) => p.end()));
    },
  };
}
