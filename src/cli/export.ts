// gongkai export: the whole public site as plain files, made by the running program when there is one.
import { resolve } from 'node:path';
import { publicSite } from '../main.ts';
import { chooseTown, openTown, townRefusalWords } from '../platform/installation.ts';
import type { Outcome } from '../town/outcome.ts';
import { type Copied, type CopyRefusal, copyWords, exportStatic } from '../web/static-copy/export-static.ts';
import { steps } from './backup.ts';
import { type Command, type Io, Stop, textOption } from './command.ts';
import { raise } from './raise.ts';
import { askRunning } from './running.ts';
import { configFor, logFor, placeHelp, placeOptions, withInstallation } from './with-installation.ts';

export const exportCommand: Command = {
  options: { ...placeOptions, static: { type: 'string' }, replace: { type: 'boolean' } },
  help: `gongkai export --static 目录 [--replace]

把整个公开网站写成普通文件：网页、样式、附件、全部文件的 JSON 数据和每个文件的 SHA-256 清单。
拷到 U 盘就能用浏览器打开（打开 index.html），不需要网络和服务器。撤回的文件留有撤回说明；
未公开的内容、表单、工作台不在其中。网站运行时也可以做，由运行中的程序完成。

  --static 目录       写到哪里；目录不存在会新建，不是空的不写
  --replace           目录里是以前做的副本时，用新的换掉它；做到一半失败时旧的不动
${placeHelp}

网页上注明的来源网址取自 GONGKAI_PUBLIC_URL。

例：
  gongkai export --static /mnt/usb/gangkou
  gongkai export --static /srv/copy --replace`,
  async run(io, args) {
    const given = textOption(args, 'static');
    if (given === null) throw new Stop(2, '请用 --static 指明写到哪个目录。');
    const dir = resolve(given);
    const replace = args.values.replace === true;
    const config = configFor(io, args);
    const bars = steps(io);
    const byRunning = await askRunning(config, 'export-static', { dir, replace }, (s) => bars.at(s.label, s.done, s.total));
    const made = byRunning
      ? (byRunning.value as Outcome<Copied, CopyRefusal>)
      : await withInstallation(config, logFor(io), async (installation) => {
          await raise(io, installation);
          const row = await chooseTown(installation, config.town);
          if (!row.ok) throw new Stop(1, ...row.refusals.map((r) => townRefusalWords[r.code](r.facts ?? {})));
          const town = await openTown(installation, row.value);
          return exportStatic(town, await publicSite(config), {
            dir,
            replace,
            report: (l, done, total) => bars.at(l, done, total),
          });
        });
    if (!made.ok) throw new Stop(1, ...made.refusals.map((r) => copyWords[r.code](r.facts ?? {})));
    bars.end();
    say(io, made.value);
    return 0;
  },
};

function say(io: Io, copied: Copied): void {
  io.out(`副本已写好：${copied.dir}`);
  io.out(
    `  ${copied.documents} 件公开文件，${copied.pages} 个网页，共 ${copied.files} 个文件，${(copied.bytes / 1_048_576).toFixed(1)} MB`,
  );
  io.out('  用浏览器打开其中的 index.html；manifest.json 列有每个文件的 SHA-256。');
  if (copied.dead.length > 0) {
    io.err(`  网站上有 ${copied.dead.length} 个链接没有内容，副本里去掉了链接、留下文字：`);
    for (const path of copied.dead.slice(0, 20)) io.err(`    ${path}`);
    if (copied.dead.length > 20) io.err(`    …… 另有 ${copied.dead.length - 20} 个`);
  }
}
