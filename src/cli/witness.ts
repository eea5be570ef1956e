// gongkai witness: what a neighbour, a county or a school runs so that a town cannot rewrite what it made public.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { formatVkey, type VerifierKey } from '../ledger/format/note.ts';
import { readKnownLogs } from '../ledger/witness/known-logs.ts';
import { type OpenWitness, openWitness } from '../ledger/witness/open-witness.ts';
import { serveWitness } from '../ledger/witness/serve-witness.ts';
import { StateDamaged } from '../ledger/witness/state.ts';
import { createWitness, type WitnessKeyRefusal } from '../ledger/witness/witness-key.ts';
import { systemClock } from '../platform/clock.ts';
import { DirectoryHeld } from '../platform/db/lock.ts';
import { type Command, type CommandArgs, type ExitCode, type Io, Stop, textOption } from './command.ts';

const refusalWords: Readonly<Record<WitnessKeyRefusal, (dir: string) => string[]>> = {
  'bad-name': () => ['--name 不能有空格和 +，也不能太长。用本单位的域名，例如 witness.example.org。'],
  'already-made': (dir) => [
    `这里已经有见证方的密钥：${dir}`,
    '密钥只生成一次，不能换：换了密钥就是另一个见证方，请用另一个目录和另一个名称。',
  ],
  'not-made': (dir) => [`这里还没有见证方：${dir}`, '请先运行 gongkai witness create。'],
  'key-damaged': (dir) => [
    `密钥文件损坏，或不是一对：${dir}`,
    '请用离线保存的 key.pem 和 vkey 恢复；没有就重新建一个见证方，告诉各镇新的公钥。',
  ],
};

export const witnessCommand: Command = {
  options: {
    dir: { type: 'string' },
    name: { type: 'string' },
    log: { type: 'string' },
    host: { type: 'string' },
    port: { type: 'string' },
  },
  positionals: ['动作'],
  help: `gongkai witness create --dir 目录 --name 名称
gongkai witness serve --dir 目录 --log 公钥或文件 [--host 地址] [--port 端口]

做别的镇的存证见证方：对方的存证每次增长先送来核对，只增不改才签名。见证方不保存公开的内容，不需要数据库。
请由别的单位运行；自己给自己见证，等于没有。

create  生成密钥（只能一次），给出公钥，交给被见证的镇
serve   启动见证服务，直到收到结束信号

  --dir 目录          密钥和已见证的记录放在哪里
  --name 名称         见证方的名称，用本单位的域名，定了不能改
  --log 公钥或文件    见证哪些镇：一个公钥（镇网站 /ledger/vkey 的内容），或一个文件，每行一个公钥
  --host 地址         监听地址，默认 127.0.0.1
  --port 端口         默认 8790

例：
  gongkai witness create --dir /srv/witness --name witness.example.org
  gongkai witness serve --dir /srv/witness --log /srv/witness/towns.txt`,
  async run(io, args) {
    const action = args.positionals[0] ?? '';
    if (action !== 'create' && action !== 'serve') throw new Stop(2, `动作只有 create 和 serve，没有“${action}”。`);
    const dir = resolve(needed(args, 'dir'));
    try {
      return action === 'create' ? await create(io, dir, needed(args, 'name')) : await serve(io, dir, args);
    } catch (fault) {
      throw inWords(fault, dir);
    }
  },
};

function needed(args: CommandArgs, name: string): string {
  const value = textOption(args, name);
  if (value === null) throw new Stop(2, `还缺：--${name}`);
  return value;
}

function refused(code: WitnessKeyRefusal, dir: string): Stop {
  return new Stop(1, ...refusalWords[code](dir));
}

async function create(io: Io, dir: string, name: string): Promise<ExitCode> {
  const made = await createWitness(dir, name);
  if (!made.ok) throw refused(made.refusals[0]!.code, dir);
  io.out(formatVkey(made.value));
  io.err('以上一行是公钥，请当面或电话核对后交给被见证的镇，写进它的信任策略。');
  io.err(`密钥在 ${resolve(dir, 'key.pem')}，请离线保存一份；已见证的记录不要用旧备份恢复。`);
  return 0;
}

/** A key itself, or the file that lists keys. */
function knownLogs(wish: string): readonly VerifierKey[] {
  const isFile = existsSync(wish) && statSync(wish).isFile();
  if (!isFile && !wish.includes('+')) throw new Stop(1, `没有这个文件，也不是公钥：${wish}`);
  const read = readKnownLogs(isFile ? readFileSync(wish, 'utf8') : wish);
  if (!read.ok) throw new Stop(1, isFile ? `${wish} 第 ${read.line} 行：${read.why}` : `--log：${read.why}`);
  return read.logs;
}

function portOf(args: CommandArgs): number {
  const text = textOption(args, 'port') ?? '8790';
  const port = Number(text);
  if (!/^[0-9]{1,5}$/.test(text) || port > 65_535) throw new Stop(1, `--port 应是 0 到 65535 的数：${text}`);
  return port;
}

async function serve(io: Io, dir: string, args: CommandArgs): Promise<ExitCode> {
  const logs = knownLogs(needed(args, 'log'));
  const port = portOf(args);
  const opened = await openWitness(dir, logs, systemClock);
  if (!opened.ok) throw refused(opened.refusals[0]!.code, dir);
  try {
    return await untilEnd(io, opened.value, textOption(args, 'host') ?? '127.0.0.1', port);
  } finally {
    await opened.value.close();
  }
}

async function untilEnd(io: Io, { witness }: OpenWitness, host: string, port: number): Promise<ExitCode> {
  const onFault = (fault: unknown): void => io.err(`出现故障，没有签名：${fault instanceof Error ? fault.stack : String(fault)}`);
  const served = await serveWitness({ witness, host, port, onFault });
  io.err(`存证见证方 ${witness.key.name} 已启动：${served.url}/`);
  for (const { origin, seen, fork } of await witness.views()) {
    io.err(`  ${origin}　${seen ? `${seen.size} 条` : '还没有收到'}`);
    if (fork !== null) io.err('    收到过同样条数的另一份内容，两份都有它的签名，保留在 forks 目录，请作为证据保存。');
  }
  await io.untilAskedToEnd();
  await served.stop();
  return 0;
}

function inWords(fault: unknown, dir: string): unknown {
  if (fault instanceof DirectoryHeld)
    return new Stop(
      1,
      `目录正由${fault.pid === null ? '另一个进程' : `进程 ${fault.pid} `}使用：${dir}`,
      '一个见证方只能有一个进程。',
    );
  if (fault instanceof StateDamaged)
    return new Stop(
      1,
      `已见证的记录损坏：${fault.origin}（${dir}）`,
      '没有启动：凭损坏的记录签名，可能替改过的存证作证。请不要用旧备份恢复，建一个新的见证方。',
    );
  const { code, address, port, path } = fault as NodeJS.ErrnoException & { address?: string; port?: number };
  if (code === 'EADDRINUSE' && port !== undefined) return new Stop(1, `端口 ${port} 已被占用。请换一个 --port。`);
  if (code === 'EADDRNOTAVAIL' && address !== undefined) return new Stop(1, `本机没有这个地址：${address}`);
  if (code !== undefined && path !== undefined) return new Stop(1, `不能读写 ${path}（${code}）。请检查权限、属主和磁盘空间。`);
  return fault;
}
