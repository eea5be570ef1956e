// Opening the installation for a command, and saying in words why it cannot be opened.
import { type Config, configWords, readConfig } from '../config.ts';
import { DatabaseFault } from '../platform/db/faults.ts';
import { DirectoryHeld } from '../platform/db/lock.ts';
import { MigrationRefused } from '../platform/db/migrate.ts';
import { type Installation, openInstallation } from '../platform/installation.ts';
import { jsonLog, terminalLog } from '../platform/log.ts';
import type { Log } from '../platform/town.ts';
import { type CommandArgs, type Io, Stop, textOption } from './command.ts';

/** Options every command has that touches an installation. */
export const placeOptions = {
  data: { type: 'string' },
  town: { type: 'string' },
} as const;

export const placeHelp = `  --data 目录         数据目录（默认 ./data，或环境变量 GONGKAI_DATA）
  --town 代号         有多个镇时指明一个（或 GONGKAI_TOWN）
环境变量 DATABASE_URL=postgres://… 改用 PostgreSQL；不设则用数据目录内的嵌入式数据库。`;

const fromOption: Readonly<Record<string, string>> = { data: 'GONGKAI_DATA', town: 'GONGKAI_TOWN', port: 'PORT', host: 'HOST' };

/** Environment, with what was typed over it. Everything that is wrong is said at once. */
export function configFor(io: Io, args: CommandArgs): Config {
  const env: Record<string, string | undefined> = { ...io.env };
  for (const [option, name] of Object.entries(fromOption)) env[name] = textOption(args, option) ?? env[name];
  const config = readConfig(env);
  if (!config.ok) throw new Stop(1, '配置有误，没有启动：', ...config.refusals.map((r) => `  ${configWords[r.code](r.facts)}`));
  return config.value;
}

export function logFor(io: Io): Log {
  return io.isTerminal ? terminalLog(io.err) : jsonLog(io.out);
}

export async function withInstallation<T>(
  config: Config,
  log: Log,
  work: (installation: Installation) => Promise<T>,
): Promise<T> {
  let installation: Installation;
  try {
    installation = await openInstallation(config, log);
  } catch (fault) {
    throw inWords(fault, config);
  }
  try {
    return await work(installation);
  } catch (fault) {
    throw inWords(fault, config);
  } finally {
    await installation.close();
  }
}

const UNREACHABLE = new Set(['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH', 'ECONNRESET', 'EAI_AGAIN', 'ENOENT']);
/** 28: wrong name or password · 3D000: no such database · 57P03: starting up · 08: connection. */
const CONNECTION_STATES = /^(28|3D000|57P03|08)/;

function codeOf(fault: unknown): string {
  const code = (fault as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

/** Faults a person at the keyboard can mend, as sentences; everything else stays a fault. */
export function inWords(fault: unknown, config: Config): unknown {
  if (fault instanceof DirectoryHeld) {
    const who = fault.pid === null ? '另一个进程' : `进程 ${fault.pid}`;
    return new Stop(
      1,
      `数据目录正由${who}使用：${config.data}`,
      '嵌入式数据库只能由一个进程打开。请先停止那个进程，或用 --data 换一个数据目录。',
    );
  }
  if (fault instanceof MigrationRefused) return new Stop(1, fault.message);
  const code = codeOf(fault);
  const lost = fault instanceof DatabaseFault ? CONNECTION_STATES.test(fault.code ?? '') : UNREACHABLE.has(code);
  if (config.databaseUrl !== null && (lost || /timeout exceeded when trying to connect/.test(String(fault)))) {
    return new Stop(
      1,
      `连不上 PostgreSQL：${new URL(config.databaseUrl).host}（${code || String(fault)}）`,
      '请检查 DATABASE_URL、数据库是否在运行、口令是否正确。',
    );
  }
  if (code === 'EADDRINUSE') return new Stop(1, `端口 ${config.port} 已被占用。可用 PORT=其他端口 或 --port 换一个。`);
  if (code === 'EADDRNOTAVAIL' || code === 'EACCES')
    return new Stop(1, `不能在 ${config.host}:${config.port} 上监听（${code}）。`);
  return fault;
}
