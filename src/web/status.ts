// Three addresses for those who watch over the program: alive? ready? and, for anybody, how it stands.
import { sql } from 'kysely';
import { json, type Reply, text } from '../platform/http/reply.ts';
import type { Route } from '../platform/http/route.ts';
import type { DiskReport } from '../platform/disk.ts';
import { standings } from '../platform/standing.ts';
import type { Town } from '../platform/town.ts';
import type { LedgerStatus } from './ledger/ledger-status.ts';

export interface StatusDeps {
  version: string;
  engine: 'embedded' | 'postgres';
  disk(): DiskReport;
  /** Names of migrations the database still lacks. */
  pendingMigrations(): Promise<readonly string[]>;
  /** Duties overdue today; null while the town keeps no catalogue. */
  overdueDuties(town: Town): Promise<number | null>;
  ledger(town: Town): Promise<LedgerStatus | null>;
}

export interface Check {
  name: string;
  ok: boolean;
  detail: string;
}

const PATIENCE_MS = 3_000;
/** What is said to the ledger is public within seconds; a minute is an alarm. */
const LEDGER_SECONDS = 60;
const CLOCK_MS = 5_000;

async function within<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), PATIENCE_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A check that cannot run counts as failed. Details are for strangers too: no addresses, no paths. */
async function check(name: string, run: () => Promise<[boolean, string]>): Promise<Check> {
  try {
    const [ok, detail] = await within(run());
    return { name, ok, detail };
  } catch {
    return { name, ok: false, detail: 'unreachable' };
  }
}

export async function readiness(town: Town, deps: StatusDeps): Promise<Check[]> {
  return [
    await check('database', async () => {
      await sql`select 1`.execute(town.db);
      return [true, deps.engine];
    }),
    await check('clock', async () => {
      const { rows } = await sql<{ now: string }>`select now() as now`.execute(town.db);
      const off = Math.abs(Date.parse(rows[0]!.now) - Date.now());
      return [off < CLOCK_MS, `${Math.round(off)} ms from the database's`];
    }),
    await check('migrations', async () => {
      const pending = await deps.pendingMigrations();
      return [pending.length === 0, pending.length === 0 ? 'up to date' : `${pending.length} pending`];
    }),
    { name: 'disk', ok: deps.disk().level !== 'read-only', detail: deps.disk().level },
    await check('ledger', async () => {
      const ledger = await deps.ledger(town);
      if (!ledger) return [false, 'none'];
      if (ledger.refusal) return [false, ledger.refusal];
      const late = ledger.waiting > 0 && (ledger.waitingSeconds ?? 0) > LEDGER_SECONDS;
      return [!late, `${ledger.size} entries, ${ledger.waiting} waiting`];
    }),
    // Embedded: without the lock this process would not have started. PostgreSQL needs none.
    { name: 'lock', ok: true, detail: deps.engine === 'embedded' ? 'held' : 'not needed' },
  ];
}

async function status(town: Town, deps: StatusDeps): Promise<Record<string, unknown>> {
  const known = await standings(town.db);
  return {
    town: town.name,
    version: deps.version,
    demo: town.demo,
    mode: deps.engine === 'embedded' ? '单机模式：仅防进程崩溃与掉电，不防磁盘损坏' : 'PostgreSQL',
    lastDump: known['last-dump']?.at ?? null,
    lastBackup: known['last-backup']?.at ?? null,
    lastRestoreTest: known['last-restore-test']?.at ?? null,
    overdueDuties: await deps.overdueDuties(town),
    ledger: await deps.ledger(town),
    audit: known['audit-verified']
      ? {
          verifiedAt: known['audit-verified'].at,
          rows: known['audit-verified'].rows,
          whole: known['audit-verified'].brokenAt === null,
        }
      : null,
  };
}

function said(value: unknown): string {
  if (value === null || value === undefined) return '—';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function reply(asText: boolean, value: Record<string, unknown>, code: number): Reply {
  const headers = { 'cache-control': 'no-store' };
  if (!asText) return json(value, code, headers);
  const lines = Object.entries(value).map(([k, v]) => `${k}: ${said(v)}`);
  return text(`${lines.join('\n')}\n`, 'text/plain; charset=utf-8', code, headers);
}

/** JSON, or plain text with `?format=text`. */
export function statusRoutes(deps: StatusDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/healthz',
      handle: () => text('ok\n', 'text/plain; charset=utf-8', 200, { 'cache-control': 'no-store' }),
    },
    {
      method: 'GET',
      path: '/readyz',
      async handle(ctx) {
        const checks = await readiness(ctx.town, deps);
        const ready = checks.every((c) => c.ok);
        const value =
          ctx.query.line('format') === 'text'
            ? Object.fromEntries(checks.map((c) => [c.name, `${c.ok ? 'ok' : 'FAILED'} (${c.detail})`]))
            : { ready, checks };
        return reply(ctx.query.line('format') === 'text', value, ready ? 200 : 503);
      },
    },
    {
      method: 'GET',
      path: '/statusz',
      handle: async (ctx) => reply(ctx.query.line('format') === 'text', await status(ctx.town, deps), 200),
    },
  ];
}
