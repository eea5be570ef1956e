// gongkai doctor: looks at everything that can be wrong and says what to do about it.
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readDisk } from '../platform/disk.ts';
import { type Command, type ExitCode, type Io, Stop } from './command.ts';
import { examineDatabase, type Finding } from './examine.ts';
import { askRunning } from './running.ts';
import { configFor, logFor, placeHelp, placeOptions, withInstallation } from './with-installation.ts';

export const doctor: Command = {
  options: { ...placeOptions },
  help: `gongkai doctor

检查运行环境、数据目录、数据库、升级、审计链、附件、磁盘、时钟、日历、备份，逐项说明，有问题的说怎么办。
网站运行时也可以检查。全部正常退出码为 0，有问题为 1。
${placeHelp}

例：
  gongkai doctor
  gongkai doctor --data /srv/gongkai/data`,
  async run(io, args) {
    const config = configFor(io, args);
    const unusable = whyUnusable(config.data);
    const place = unusable === null ? directory(config.data) : [{ what: '数据目录', ok: false, said: unusable }];
    const found: Finding[] = [node(), ...place, await disk(config.data)];
    // What lies in a directory we may not read cannot be told from what is not there.
    if (unusable !== null) return report(io, found);
    const running = existsSync(config.data) ? await askRunning(config, 'examine', {}, () => {}) : undefined;
    if (running) {
      found.push({ what: '运行状态', ok: true, said: `正在运行${pid(config.data)}` }, ...(running.value as Finding[]));
    } else if (config.databaseUrl !== null || existsSync(join(config.data, 'db', 'pg'))) {
      const said = config.databaseUrl === null ? '没有在运行' : 'PostgreSQL：每个进程自己的状态看它的 /readyz';
      found.push({ what: '运行状态', ok: true, said });
      found.push(
        ...(await withInstallation(config, logFor(io), (installation) => examineDatabase(installation, () => {})).catch(
          unopened,
        )),
      );
    } else {
      found.push({ what: '数据库', ok: false, said: '还没有数据库。运行 gongkai init 建镇，或 gongkai demo 看演示。' });
    }
    return report(io, found);
  },
};

function unopened(fault: unknown): Finding[] {
  return [
    { what: '数据库', ok: false, said: fault instanceof Stop ? fault.message.replace(/\n/g, ' ') : `打不开：${String(fault)}` },
  ];
}

function report(io: Io, found: readonly Finding[]): ExitCode {
  for (const f of found) io.out(`${f.ok ? '正常' : '问题'}　${f.what}：${f.said}`);
  const wrong = found.filter((f) => !f.ok).length;
  io.out('');
  io.out(wrong === 0 ? `检查了 ${found.length} 项，全部正常。` : `检查了 ${found.length} 项，${wrong} 项有问题。`);
  return wrong === 0 ? 0 : 1;
}

function node(): Finding {
  const [major, minor] = process.versions.node.split('.').map(Number) as [number, number];
  const ok = major > 20 || (major === 20 && minor >= 19);
  return { what: 'Node.js', ok, said: ok ? process.versions.node : `${process.versions.node} 太旧，需要 20.19 或更新。` };
}

/** Why nothing can be kept in the data directory; null when it can, or when there is none yet. */
function whyUnusable(data: string): string | null {
  try {
    const stat = statSync(data, { throwIfNoEntry: false });
    if (!stat) return null;
    if (!stat.isDirectory()) return `${data} 不是目录。请检查 GONGKAI_DATA 或 --data。`;
    for (const path of [data, ...['db', 'files', 'dumps'].map((name) => join(data, name))])
      if (existsSync(path)) accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    return null;
  } catch (fault) {
    const { code, path } = fault as NodeJS.ErrnoException;
    return `${path ?? data} 不能读写（${code}）。请用安装时的系统用户运行，或改正属主和权限。`;
  }
}

function directory(data: string): Finding[] {
  if (!existsSync(data)) return [{ what: '数据目录', ok: true, said: `${data}（还没有）` }];
  const found: Finding[] = [];
  const mode = statSync(data).mode & 0o777;
  const open = process.platform !== 'win32' && (mode & 0o077) !== 0;
  found.push({
    what: '数据目录',
    ok: !open,
    said: open ? `${data} 其他用户也能读（${mode.toString(8)}）。请运行 chmod 700 ${data}` : data,
  });
  const secret = join(data, 'secret');
  if (existsSync(secret)) {
    const loose = process.platform !== 'win32' && (statSync(secret).mode & 0o077) !== 0;
    found.push({ what: '密钥文件', ok: !loose, said: loose ? `其他用户也能读。请运行 chmod 600 ${secret}` : '只有本用户能读' });
  }
  return found;
}

function pid(data: string): string {
  try {
    return `，进程 ${readFileSync(join(data, 'db', 'lock.pid'), 'utf8').trim()}`;
  } catch {
    return '';
  }
}

async function disk(data: string): Promise<Finding> {
  let dir = data;
  while (!existsSync(dir)) dir = join(dir, '..');
  const { level, freeBytes, totalBytes } = await readDisk(dir);
  const room = `剩余 ${(freeBytes / 1_073_741_824).toFixed(1)} GB，共 ${(totalBytes / 1_073_741_824).toFixed(1)} GB`;
  if (level === 'ok') return { what: '磁盘', ok: true, said: room };
  return {
    what: '磁盘',
    ok: false,
    said: `${room}。${level === 'read-only' ? '已暂停接收任何提交' : '已暂停接收文件'}，请尽快腾出空间。`,
  };
}
