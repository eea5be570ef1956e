// The PostgreSQL engine: a pool per schema, so that rooms never see a town column and never name a schema.
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { APP_ROLE, type Db, type Engine, quoteSchema } from './engine.ts';
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

/** The driver's errors in our shape, on every client of the pool. */
class FaultClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: pg's overloads cannot be restated; arguments pass through unchanged
  override query(...args: any[]): any {
    // biome-ignore lint/suspicious/noExplicitAny: as above
    const answer = (super.query as any)(...args);
    if (!(answer instanceof Promise)) return answer;
    const statement = typeof args[0] === 'string' ? args[0] : String((args[0] as { text?: string })?.text ?? '');
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

  return {
    kind: 'postgres',
    schema: (name) => connect(name, APP_ROLE, options.connections),
    owner: (name) => connect(name, '', 2),
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
    async close() {
      await Promise.all(pools.map((p) => p.end()));
    },
  };
}
