// Faults a person at the keyboard can mend, as sentences with what to do; everything else stays a fault.
import { dirname, join } from 'node:path';
import type { Config } from '../config.ts';
import { DirectoryHeld } from '../platform/db/lock.ts';
import { MigrationRefused } from '../platform/db/migrate.ts';
import { DatabaseUnopened, JournalBroken } from '../platform/db/unopened.ts';
import { Stop } from './command.ts';

const UNREACHABLE = new Set(['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH', 'ECONNRESET', 'EAI_AGAIN', 'ENOENT']);
/** 28: wrong name or password · 3D000: no such database · 57P03: starting up · 08: connection. */
const CONNECTION_STATES = /^(28|3D000|57P03|08)/;

const onDisk: Readonly<Record<string, string>> = {
  EACCES: '没有权限。请用安装时的系统用户运行，或改正目录的属主',
  EPERM: '系统不允许。请检查目录的属主和磁盘',
  EROFS: '磁盘是只读的',
  ENOTDIR: '路径里有一段是文件，不是目录',
  EEXIST: '那里已有同名的文件，不是目录',
  EISDIR: '那是目录，不是文件',
  ENOENT: '没有这个地方，也不能在那里新建',
  ENOSPC: '磁盘已满。请腾出空间后再试',
  EDQUOT: '磁盘配额已用完。请腾出空间后再试',
  ENAMETOOLONG: '路径太长',
  EIO: '磁盘读写出错，可能有硬件故障',
};

function unopened(fault: DatabaseUnopened): Stop {
  if (fault.madeWith !== null)
    return new Stop(
      1,
      `数据库目录是 PostgreSQL ${fault.madeWith} 的，本程序内的版本不同，不能打开：${fault.dir}`,
      '没有改动任何内容。请用原来的程序运行 gongkai backup，再用本程序 gongkai restore 恢复到新的数据目录。',
    );
  const data = dirname(dirname(fault.dir));
  return new Stop(
    1,
    `数据库打不开，可能已损坏：${fault.dir}`,
    '请不要删除它，先把整个数据目录另存一份。然后恢复到新的目录：',
    `  gongkai restore --data 新目录 备份文件　　（gongkai backup 做的备份，或 ${join(data, 'dumps')} 里最近的每小时副本）`,
    `用每小时副本时，再把 ${join(data, 'files')} 拷过去。`,
  );
}

function broken(fault: JournalBroken): Stop {
  const data = dirname(dirname(dirname(fault.file)));
  return new Stop(
    1,
    `数据库日志断了：${fault.file}${fault.line === null ? '' : ` 第 ${fault.line} 行`}。断点以后已确认的操作接不上，没有改动任何内容。`,
    '请不要删除它，先把整个数据目录另存一份；别处有这个文件完好的一份，放回原处再启动。没有的话，恢复到新的目录：',
    `  gongkai restore --data 新目录 备份文件　　（gongkai backup 做的备份，或 ${join(data, 'dumps')} 里最近的每小时副本）`,
    `用每小时副本时，再把 ${join(data, 'files')} 拷过去。`,
  );
}

function place(fault: { code: string; syscall?: string; path?: string; address?: string; port?: number }): Stop | null {
  const { code, syscall } = fault;
  // A socket of ours is a file too, with -1 for a port; only one with a real port is about the network.
  if (syscall === 'listen' && (fault.port ?? -1) >= 0) return null;
  const where = fault.path ?? fault.address;
  return where !== undefined && onDisk[code] ? new Stop(1, `不能读写 ${where}（${code}）：${onDisk[code]}。`) : null;
}

export function inWords(fault: unknown, config: Config): unknown {
  if (fault instanceof DirectoryHeld) {
    const who = fault.pid === null ? '另一个进程' : `进程 ${fault.pid} `;
    return new Stop(
      1,
      `数据目录正由${who}使用：${config.data}`,
      '嵌入式数据库只能由一个进程打开。请先停止那个进程，或用 --data 换一个数据目录。',
    );
  }
  if (fault instanceof DatabaseUnopened) return unopened(fault);
  if (fault instanceof JournalBroken) return broken(fault);
  if (fault instanceof MigrationRefused) return new Stop(1, fault.message);
  const known = (fault ?? {}) as { code?: unknown; path?: string };
  const code = typeof known.code === 'string' ? known.code : '';
  // A missing file has a path; a missing Unix socket of PostgreSQL has an address instead.
  const lost = CONNECTION_STATES.test(code) || (UNREACHABLE.has(code) && known.path === undefined);
  if (config.databaseUrl !== null && (lost || /timeout exceeded when trying to connect/.test(String(fault)))) {
    return new Stop(
      1,
      `连不上 PostgreSQL：${new URL(config.databaseUrl).host}（${code || String(fault)}）`,
      '请检查 DATABASE_URL、数据库是否在运行、库名和用户名是否存在、口令是否正确。',
    );
  }
  const network = known as { port?: number };
  if (code === 'EADDRINUSE' && network.port !== undefined)
    return new Stop(1, `端口 ${config.port} 已被占用。可用 PORT=其他端口 或 --port 换一个。`);
  // The database's own word, and the system's where it names no file.
  if (config.databaseUrl === null && (code === '53100' || (code === 'ENOSPC' && known.path === undefined)))
    return new Stop(1, `磁盘已满，数据库不能写入：${config.data}`, '已确认的操作都在。请腾出空间后再试。');
  const disk = code === '' ? null : place({ ...(fault as object), code });
  if (disk) return disk;
  if (code === 'EADDRNOTAVAIL' || code === 'EACCES' || code === 'ENOTFOUND')
    return new Stop(1, `不能在 ${config.host}:${config.port} 上监听（${code}）。请检查 HOST 和 PORT。`);
  return fault;
}
