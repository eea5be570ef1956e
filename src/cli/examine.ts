// What `gongkai doctor` looks at, as findings in words. Runs in the running program when there is one, because the
// embedded database has only one owner.
import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { verifyAuditAtOnce } from '../platform/act/audit.ts';
import { oldestWait, parkedChores } from '../platform/chores/store.ts';
import { storedFiles } from '../platform/backup/backup.ts';
import { sha256Hex } from '../platform/files/store.ts';
import {
  filesFolder,
  type Installation,
  keysFolder,
  listTowns,
  pendingEverywhere,
  type TownRow,
} from '../platform/installation.ts';
import { standings } from '../platform/standing.ts';
import { lookAtKeys } from '../platform/vault/look-at-keys.ts';
import { markOfTown } from '../platform/vault/town-vault.ts';
import { importedYears } from '../platform/calendar/calendar-store.ts';
import { clockAhead, today } from '../platform/clock.ts';
import type { Db } from '../platform/db/engine.ts';
import { examineKeys } from './examine-keys.ts';
import { yearOf } from '../town/day.ts';
import { nationalNotices } from '../town/holidays.ts';

export interface Finding {
  what: string;
  ok: boolean;
  /** What was found; for a bad finding, what to do about it as well. */
  said: string;
}

function good(what: string, said: string): Finding {
  return { what, ok: true, said };
}
function bad(what: string, said: string): Finding {
  return { what, ok: false, said };
}

/** A check that cannot run counts as failed. */
async function look(what: string, run: () => Promise<Finding | Finding[]>): Promise<Finding[]> {
  try {
    return [await run()].flat();
  } catch (fault) {
    return [bad(what, `没能检查：${fault instanceof Error ? fault.message : String(fault)}`)];
  }
}

export async function examineDatabase(installation: Installation, each: (label: string) => void): Promise<Finding[]> {
  const found: Finding[] = [];
  each('数据库');
  found.push(...(await look('数据库', () => server(installation))));
  found.push(...(await look('数据库日志', () => journal(installation))));
  found.push(...(await look('数据库时钟', () => databaseClock(installation))));
  found.push(...(await look('数据库升级', () => migrations(installation))));
  // A database that does not answer has said so above; that it has no town is not known.
  const towns = await listTowns(installation).catch(() => null);
  if (towns === null) return found;
  if (towns.length === 0) found.push(bad('镇', '还没有建立任何镇。运行 gongkai init 建镇，或 gongkai demo 看演示。'));
  for (const town of towns) {
    each(town.name);
    found.push(...(await examineTown(installation, town)));
  }
  return found;
}

async function server(installation: Installation): Promise<Finding[]> {
  const db = installation.engine.owner('public');
  const { rows } = await sql<{
    n: number;
    v: string;
  }>`select current_setting('server_version_num')::int as n, current_setting('server_version') as v`.execute(db);
  const { n, v } = rows[0]!;
  if (n < 150_000) return [bad('数据库', `PostgreSQL ${v} 太旧，需要 15 或更新。请升级数据库。`)];
  if (installation.engine.kind === 'embedded')
    return [
      good(
        '数据库',
        `嵌入式（PostgreSQL ${v}）。单机模式：仅防进程崩溃与掉电，不防磁盘损坏；请定期运行 gongkai backup 并把备份存到别处。`,
      ),
    ];
  return [good('数据库', `PostgreSQL ${v}`), ...(await settings(installation))];
}

const wanted: readonly [string, readonly string[], string][] = [
  ['fsync', ['on'], '断电会丢失已确认的数据'],
  ['full_page_writes', ['on'], '断电可能损坏数据页'],
  ['synchronous_commit', ['on', 'remote_write', 'remote_apply', 'local'], '断电会丢失最近已确认的数据'],
  ['data_checksums', ['on'], '磁盘上的损坏不能被发现；请用 initdb --data-checksums 建库或 pg_checksums 打开'],
];

async function settings(installation: Installation): Promise<Finding[]> {
  const db = installation.engine.owner('public');
  const found: Finding[] = [];
  for (const [name, values, harm] of wanted) {
    const { rows } = await sql<{ v: string }>`select current_setting(${name}) as v`.execute(db);
    const v = rows[0]!.v;
    found.push(values.includes(v) ? good(`设置 ${name}`, v) : bad(`设置 ${name}`, `现在是 ${v}：${harm}。请改为 ${values[0]}。`));
  }
  return found;
}

/** What a start after a crash, or on an older directory, will have to go by. */
async function journal(installation: Installation): Promise<Finding[]> {
  const report = await installation.engine.journal?.();
  if (!report) return [];
  const what = '数据库日志';
  const found: Finding[] = [];
  if (report.problem !== null)
    found.push(bad(what, `副本和日志不能接到现在（${report.problem}）。请马上运行 gongkai backup，再重新启动一次。`));
  if (report.damaged)
    found.push(bad(what, '数据库里有数据页已损坏。请尽快重新启动一次：启动时会由副本和日志重建；磁盘可能有故障。'));
  if (report.aside.length > 0)
    found.push(bad(what, `启动时换下的目录还在：${report.aside.join('、')}（在 db/ 里）。查明原因后请移走或删除。`));
  const megabytes = (report.copyBytes / 1_048_576).toFixed(0);
  return found.length > 0
    ? found
    : [good(what, `到第 ${report.line} 行，与副本相接（${report.copies} 份，新的一份 ${megabytes} MB）`)];
}

async function databaseClock(installation: Installation): Promise<Finding> {
  const { rows } = await sql<{ now: string }>`select now() as now`.execute(installation.engine.owner('public'));
  const off = Math.abs(Date.parse(rows[0]!.now) - Date.now());
  return off < 5_000
    ? good('时钟', `与数据库相差 ${Math.round(off)} 毫秒`)
    : bad('时钟', `与数据库相差 ${Math.round(off / 1000)} 秒。请校准两台机器的时间（NTP）。`);
}

async function migrations(installation: Installation): Promise<Finding> {
  const pending = await pendingEverywhere(installation);
  if (pending.length === 0) return good('数据库升级', '已是本程序的版本');
  return bad(
    '数据库升级',
    `${pending.map((p) => `${p.schema} 待执行 ${p.names.join('、')}`).join('；')}。请运行 gongkai migrate。`,
  );
}

async function examineTown(installation: Installation, row: TownRow): Promise<Finding[]> {
  const db = installation.engine.schema(row.schema);
  const clock = clockAhead(installation.clock, row.clockAheadMs);
  const at = clock.now();
  const name = (what: string): string => `${row.name} ${what}`;
  return [
    ...(await look(name('审计链'), async () => {
      const { rows, brokenAt } = await verifyAuditAtOnce(db);
      return brokenAt === null
        ? good(name('审计链'), `${rows} 条，首尾相接`)
        : bad(name('审计链'), `第 ${brokenAt} 条起不连续：有人绕过程序改动过数据库。请保留现场，对照最近的备份查明。`);
    })),
    ...(await look(name('后台工作'), async () => {
      const parked = await parkedChores(db);
      const wait = await oldestWait(db, at);
      const findings: Finding[] = parked.map((c) =>
        bad(name('后台工作'), `${c.kind}（${c.key}）多次失败已搁置：${c.lastError ?? ''}`),
      );
      if (wait > 300)
        findings.push(bad(name('后台工作'), `最早的一件已等了 ${Math.round(wait / 60)} 分钟。请确认 gongkai serve 在运行。`));
      return findings.length > 0 ? findings : good(name('后台工作'), '没有搁置的，没有积压的');
    })),
    ...(await look(name('文件'), () => scrub(installation, row, name('文件')))),
    ...(await look(name('密钥'), async () => {
      const folder = keysFolder(installation, row.slug);
      const stand = await lookAtKeys(folder, await markOfTown(db));
      return examineKeys(folder, stand).map((f) => ({ what: name('密钥'), ...f }));
    })),
    ...(await look(name('日历'), async () => {
      const year = yearOf(today(clock));
      const years = await coveredYears(db);
      const missing = [year, year + 1].filter((y) => !years.has(y));
      // The notice for a year comes out in November of the year before, so the next year alone is not wrong yet.
      if (missing.includes(year))
        return bad(name('日历'), `没有 ${year} 年的放假安排，期限都是暂定的。请在“日历”中导入国务院办公厅的通知。`);
      return good(
        name('日历'),
        missing.length === 0 ? `放假安排齐到 ${year + 1} 年` : `放假安排齐到 ${year} 年；${year + 1} 年的通知发布后请导入`,
      );
    })),
    ...(await look(name('备份'), async () => {
      const known = await standings(db);
      const last = known['last-backup']?.at ?? null;
      const days = last === null ? null : (Date.parse(at) - Date.parse(last)) / 86_400_000;
      if (row.demo) return good(name('备份'), '演示数据，不需要备份');
      return days !== null && days <= 7
        ? good(name('备份'), `最近一次 ${last}`)
        : bad(
            name('备份'),
            `${last === null ? '从未备份' : `最近一次备份已是 ${Math.floor(days ?? 0)} 天前`}。请运行 gongkai backup --to 别处的目录。`,
          );
    })),
  ];
}

/** Years whose notice we know: those built in and those an administrator has imported. */
async function coveredYears(db: Db): Promise<Set<number>> {
  return new Set([...nationalNotices, ...(await importedYears(db))].map((y) => y.year));
}

/** Reads a sample of the stored files and compares their digests; and says which registered files are missing. */
async function scrub(installation: Installation, row: TownRow, what: string): Promise<Finding[]> {
  const files = await storedFiles(filesFolder(installation.data, row.slug));
  const present = new Set(files.map((f) => f.sha256));
  const { rows } = await sql<{ sha256: string }>`select sha256 from platform_files`.execute(
    installation.engine.schema(row.schema),
  );
  const missing = rows.filter((r) => !present.has(r.sha256));
  const step = Math.max(1, Math.floor(files.length / 200));
  let damaged = 0;
  let read = 0;
  for (let i = 0; i < files.length; i += step) {
    read++;
    if (sha256Hex(await readFile(files[i]!.path)) !== files[i]!.sha256) damaged++;
  }
  const found: Finding[] = [];
  if (missing.length > 0)
    found.push(
      bad(
        what,
        `登记过的 ${missing.length} 个文件不在磁盘上（例 ${missing[0]!.sha256.slice(0, 12)}）。请从备份恢复“数据目录/files”。`,
      ),
    );
  if (damaged > 0) found.push(bad(what, `抽查 ${read} 个，${damaged} 个内容已损坏。磁盘可能有故障，请从备份恢复。`));
  return found.length > 0 ? found : [good(what, `${files.length} 个，抽查 ${read} 个完好`)];
}
