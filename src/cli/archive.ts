// gongkai archive: 归档移交, one document's whole life or a year's of them as folders; and the check of a folder that was received.
import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { sha256 } from '../ledger/crypto.ts';
import { keysIn } from '../ledger/format/gather-files.ts';
import { wantedOf } from '../ledger/format/wanted-document.ts';
import { chooseTown, openTown, townRefusalWords } from '../platform/installation.ts';
import type { Town } from '../platform/town.ts';
import {
  type ArchiveRefusal,
  archiveWords,
  checkArchive,
  checkTop,
  type GivenFolder,
  type WrittenArchives,
  writeArchives,
} from '../rooms/disclosure/door.ts';
import { type Day, parseDay } from '../town/day.ts';
import type { Outcome } from '../town/outcome.ts';
import { steps } from './backup.ts';
import { type Command, type CommandArgs, type ExitCode, type Io, Stop, textOption } from './command.ts';
import { raise } from './raise.ts';
import { askRunning } from './running.ts';
import { configFor, logFor, placeHelp, placeOptions, withInstallation } from './with-installation.ts';

const text = { type: 'string' } as const;

export const archiveCommand: Command = {
  options: { ...placeOptions, to: text, from: text, until: text, check: text, vkey: text },
  positionals: ['[索引号或 all]'],
  help: `gongkai archive <索引号|all> --to 目录 [--from 年-月-日] [--until 年-月-日]
gongkai archive --check 文件夹 [--vkey 公钥]

归档移交：把一份公开文件的全部经过写成一个文件夹，交给档案馆。里面有每一版的内容和存证凭据、附件、
更正前后的对照、审查意见、操作记录、撤回说明，封面和目录用浏览器打开（index.html），不用联网，可以打印。
只有公开过的内容，没有未公开的稿件。网站运行时也可以做。

  <索引号>            一份文件，写成“归档-索引号”
  all                 全部公开过的文件，撤回的也在内，每份一个文件夹，另有总目录；一年一交
  --to 目录           写到哪个目录下面；同名的文件夹已经有了就不写
  --from、--until     只要首次公开在这两天之间的（含当天），用于 all
  --check 文件夹      接收方核对：指纹、凭据、内容、附件、操作记录。不用联网，不用数据库
  --vkey 公钥         核对时信谁的公钥：公钥本身，或装着它的文件；不给时用文件夹里的，并且会说明
${placeHelp}

退出码：0 完成或全部相符；1 不予办理，或有不符；2 用法不对；3 故障

例：
  gongkai archive 11341899999900011F/202611-00012 --to /mnt/usb
  gongkai archive all --to /mnt/usb --from 2026-01-01 --until 2026-12-31
  gongkai archive --check /mnt/usb/归档-11341899999900011F_202611-00012 --vkey 公钥.txt`,
  async run(io, args) {
    const given = textOption(args, 'check');
    return given === null ? write(io, args) : check(io, args, given);
  },
};

interface Asked {
  indexNo: string | null;
  from: Day | null;
  until: Day | null;
  to: string;
}

function dayOption(args: CommandArgs, name: string): Day | null {
  const given = textOption(args, name);
  const day = given === null ? null : parseDay(given);
  if (given !== null && day === null) throw new Stop(2, `--${name} 要写成 年-月-日，例如 2026-01-01。`);
  return day;
}

function asked(args: CommandArgs): Asked {
  const [which] = args.positionals;
  const to = textOption(args, 'to');
  if (which === undefined) throw new Stop(2, '请写明要哪一份文件的索引号，或者 all（全部）。');
  if (to === null) throw new Stop(2, '请用 --to 指明写到哪个目录。');
  const [from, until] = [dayOption(args, 'from'), dayOption(args, 'until')];
  const place = which === 'all' ? null : wantedOf(which);
  if (which !== 'all' && place === null) throw new Stop(2, `“${which}”不是索引号。索引号形如 11341899999900011F/202611-00012。`);
  if (place !== null && (from !== null || until !== null)) throw new Stop(2, '--from 和 --until 只和 all 一起用。');
  if (from !== null && until !== null && from > until) throw new Stop(2, '--from 比 --until 还晚。');
  return { indexNo: place?.indexNo ?? null, from, until, to: resolve(to) };
}

/** What a running program does when it is asked: the same, on the town it holds. */
export function archiveAsked(
  town: Town,
  order: Readonly<Record<string, unknown>>,
  say: (said: { label: string; done: number; total: number }) => void,
): Promise<Outcome<WrittenArchives, ArchiveRefusal>> {
  const { indexNo, from, until, to } = order as unknown as Asked;
  if (typeof to !== 'string' || resolve(to) !== to) throw new RangeError('an archive needs an absolute folder');
  return writeArchives(town, { indexNo, from, until, to, report: (label, done, total) => say({ label, done, total }) });
}

async function write(io: Io, args: CommandArgs): Promise<ExitCode> {
  const wish = asked(args);
  const config = configFor(io, args);
  const bars = steps(io);
  const byRunning = await askRunning(config, 'archive', wish, (s) => bars.at(s.label, s.done, s.total));
  const made = byRunning
    ? (byRunning.value as Outcome<WrittenArchives, ArchiveRefusal>)
    : await withInstallation(config, logFor(io), async (installation) => {
        await raise(io, installation);
        const row = await chooseTown(installation, config.town);
        if (!row.ok) throw new Stop(1, ...row.refusals.map((r) => townRefusalWords[r.code](r.facts ?? {})));
        const town = await openTown(installation, row.value);
        return writeArchives(town, { ...wish, report: (l, done, total) => bars.at(l, done, total) });
      });
  if (!made.ok) throw new Stop(1, ...made.refusals.map((r) => archiveWords[r.code](r.facts ?? {})));
  bars.end();
  const { folder, documents, files, bytes, sumsDigest } = made.value;
  io.out(`案卷已写好：${folder}`);
  io.out(`  ${documents} 份公开文件，共 ${files} 个文件，${(bytes / 1_048_576).toFixed(1)} MB`);
  io.out('  用浏览器打开其中的 index.html；README.txt 写着怎样核对。');
  io.out(`  请把这一行写在移交清单上（SHA256SUMS 的 SHA-256）：${sumsDigest}`);
  return 0;
}

function folderAt(place: string): GivenFolder {
  return {
    async paths() {
      const entries = await readdir(place, { recursive: true, withFileTypes: true });
      return entries.filter((e) => !e.isDirectory()).map((e) => relative(place, join(e.parentPath, e.name)).split(sep).join('/'));
    },
    async read(path) {
      const target = resolve(place, path);
      if (!target.startsWith(place + sep)) return null;
      return readFile(target).then(
        (b) => new Uint8Array(b),
        () => null,
      );
    },
  };
}

function keysOf(args: CommandArgs): readonly string[] | null {
  const given = textOption(args, 'vkey');
  if (given === null) return null;
  const own = keysIn(sha256, given);
  const keys = own.length > 0 ? own : keysIn(sha256, contentOf(given));
  if (keys.length === 0)
    throw new Stop(2, '--vkey 里没有公钥。公钥是一行，形如 gk.example.gov.cn/ledger+1a2b3c4d+…，请逐字核对。');
  return keys;
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (fault) {
    throw new Stop(2, `--vkey 既不是公钥，也不是能读的文件：${file}（${(fault as NodeJS.ErrnoException).code}）`);
  }
}

/** One archive, or all of those that lie in a year's folder. */
async function archivesIn(place: string): Promise<readonly string[]> {
  const entries = await readdir(place, { withFileTypes: true }).catch(() => null);
  if (!entries) throw new Stop(2, `没有这个文件夹：${place}`);
  const inside = entries.filter((e) => e.isDirectory() && e.name.startsWith('归档-')).map((e) => join(place, e.name));
  return inside.length > 0 ? inside.sort() : [place];
}

async function check(io: Io, args: CommandArgs, given: string): Promise<ExitCode> {
  if (args.positionals.length > 0) throw new Stop(2, '--check 只核对收到的文件夹，不同时写出案卷。');
  const place = resolve(given);
  const vkeys = keysOf(args);
  const archives = await archivesIn(place);
  let wrong = 0;
  for (const archive of archives) {
    const checked = await checkArchive(folderAt(archive), vkeys);
    if (!checked.ok) wrong++;
    io.out(`${checked.ok ? '相符' : '不符'}  ${checked.indexNo || archive}`);
    for (const line of checked.ok ? checked.fits : []) io.out(`      ${line}`);
    for (const point of checked.points) io.out(`  ✗   ${point}`);
  }
  const points = archives[0] === place ? [] : await checkTop(folderAt(place));
  for (const point of points) io.out(`  ✗   ${point}`);
  wrong += points.length;
  io.out(wrong === 0 ? '全部相符。' : '有不符的地方，请不要接收，先向移交单位查明。');
  io.out(
    vkeys === null ? '所信公钥是文件夹里的，还没有和公开栏上张贴的存证单核对；核对后请用 --vkey。' : '所信公钥：您给出的公钥。',
  );
  return wrong === 0 ? 0 : 1;
}
