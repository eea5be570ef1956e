// gongkai backup: an archive of a town, made by the running program when there is one.
import { resolve } from 'node:path';
import { type Backup, backUp } from '../platform/backup/backup.ts';
import { chooseTown, openTown, townRefusalWords } from '../platform/installation.ts';
import { noteStanding } from '../platform/standing.ts';
import { type Command, type ExitCode, type Io, Stop, textOption } from './command.ts';
import { raise } from './raise.ts';
import { askRunning } from './running.ts';
import { configFor, logFor, placeHelp, placeOptions, withInstallation } from './with-installation.ts';

export const backup: Command = {
  options: { ...placeOptions, to: { type: 'string' } },
  help: `gongkai backup [--to 目录]

把一个镇完整备份成一个文件：全部数据表、全部附件、清单和校验值。嵌入式数据库和 PostgreSQL 用同一种格式，
可以互相恢复。网站运行时也可以备份，由运行中的程序完成。

  --to 目录           备份放在哪里，默认“数据目录/backups”；请定期拷到另一台机器或移动硬盘
${placeHelp}

不在备份里的：登录会话（恢复后各自重新登录）；密钥文件“数据目录/secret”（丢失只会使恢复时打开着的表单失效）；
个人信息的密钥（“数据目录/keys”或 GONGKAI_KEYS）。**个人信息的密钥要另外保管：没有它，恢复的备份里个人信息谁也读不出来。**
不放进备份，是为了清除个人信息时以前的备份也一并不能再读。请用 gongkai keys copy 另存，不要和备份放在一处。
备份含有全部未公开内容和人员资料，请按内部资料保管。
附件逐个核对校验值；丢失或损坏的逐个列出，其余照常备份，退出码为 1。
嵌入式数据库另有每小时自动副本，在“数据目录/dumps”，同样用 gongkai restore 恢复。

例：
  gongkai backup --to /mnt/usb
  0 2 * * *  cd /srv/gongkai && gongkai backup --to /srv/backup     （crontab）`,
  async run(io, args) {
    const config = configFor(io, args);
    const to = resolve(textOption(args, 'to') ?? `${config.data}/backups`);
    const bars = steps(io);
    const byRunning = await askRunning(config, 'backup', { to }, (s) => bars.at(s.label, s.done, s.total));
    if (byRunning) {
      bars.end();
      return say(io, byRunning.value as Backup);
    }
    return withInstallation<ExitCode>(config, logFor(io), async (installation) => {
      await raise(io, installation);
      const row = await chooseTown(installation, config.town);
      if (!row.ok) throw new Stop(1, ...row.refusals.map((r) => townRefusalWords[r.code](r.facts ?? {})));
      const made = await backUp(installation, row.value, to, (label, done, total) => bars.at(label, done, total));
      bars.end();
      const town = await openTown(installation, row.value);
      await noteStanding(town, 'last-backup', { at: town.clock.now(), file: made.file, bytes: made.bytes });
      return say(io, made);
    });
  },
};

function say(io: Io, made: Backup): ExitCode {
  io.out(`备份完成：${made.file}`);
  io.out(`  ${made.rows} 行数据，${made.files} 个文件，${(made.bytes / 1_048_576).toFixed(1)} MB`);
  io.out(`  SHA-256 ${made.sha256}`);
  io.out('密钥文件（数据目录/secret）不在其中，如需保留请另行保管。');
  io.out('个人信息的密钥也不在其中，没有它恢复后读不出个人信息：请用 gongkai keys copy 另存，与备份分开保管。');
  if (made.lost.length === 0) return 0;
  io.err(`有 ${made.lost.length} 个附件在磁盘上已经丢失或损坏，没有放进这份备份（其余都在，可以恢复）：`);
  for (const sha256 of made.lost.slice(0, 20)) io.err(`  ${sha256}`);
  if (made.lost.length > 20) io.err(`  …… 另有 ${made.lost.length - 20} 个`);
  io.err('请从以前的备份找回这些文件放进“数据目录/files”，不要删除以前的备份；并检查磁盘。');
  return 1;
}

export interface Steps {
  at(label: string, done: number, total: number | null): void;
  end(): void;
  /** The step at hand came to nothing. */
  stop(): void;
}

/** A bar for each step of a longer work, the former one ended when the next begins. */
export function steps(io: Io): Steps {
  let label = '';
  let bar: ReturnType<Io['progress']> | null = null;
  return {
    at(next, done, total) {
      if (next !== label) {
        bar?.end('完成');
        bar = io.progress(next);
        label = next;
      }
      bar?.at(done, total);
    },
    end: () => bar?.end('完成'),
    stop: () => bar?.end('没有完成'),
  };
}
