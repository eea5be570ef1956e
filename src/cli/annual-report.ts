// gongkai annual-report check: reads published annual reports, anybody's, and says what is missing and what does not add up.
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { closeReading } from '../platform/reading/reading-pool.ts';
import {
  type CheckedReport,
  checkedReport,
  formerAmong,
  hasFailed,
  isTooLarge,
  type ReadReport,
  readReportFile,
  remarksOn,
  unreadSentence,
} from '../rooms/annual-report/door.ts';
import { addReports } from './annual-report-add.ts';
import { type Command, type CommandArgs, type ExitCode, type Io, Stop, textOption } from './command.ts';

/** A file by the name it is told by: what was typed, or its place in the folder. */
interface Named {
  file: string;
  path: string;
}

type Taken = { file: string; read: ReadReport } | { file: string; error: string };
type Checked = { file: string; read: ReadReport; report: CheckedReport } | { file: string; error: string };

const FOLDER_MOST = 5_000;

export const annualReportCommand: Command = {
  options: { json: { type: 'boolean' }, out: { type: 'string' } },
  positionals: ['动作', '文件或文件夹'],
  help: `gongkai annual-report check <文件或文件夹> [--json] [--out 文件]
gongkai annual-report add <文件夹> [--json]

核对一份已经公开的政府信息公开年度报告，本镇的、别处的都可以：哪天公布、迟了几天，法定内容缺哪几项，
正文写了哪些数，三张表加得起来加不起来、和正文一致不一致。每一条都注明在第几行。读不出来的格不猜，单独列出。

能读 txt、docx、html 和能选中文字的 pdf。2008 年度以来的三种格式，按报告的年度自己分辨。
给文件夹时，一个文件一份，同一单位相邻两年的互相对照（结转、现行有效件数）。

add 把同一年度各乡镇的三张表逐格相加，成为全县的表，并核对加起来的关系。有一份读不了就不加。

  --json        结果写成 JSON，一份一行；各个键的意思见 docs/manual/年度报告核对.md
  --out 文件    结果写进文件，不覆盖已有的

退出码：0 没有问题；1 有要改的；2 用法不对，或者有文件读不了

例：
  gongkai annual-report check 2013年报.txt
  gongkai annual-report check ~/全县年报 --json --out 结果.jsonl
  gongkai annual-report add ~/全县年报/2025`,
  async run(io, args) {
    const [action, where = ''] = args.positionals;
    if (action !== 'check' && action !== 'add') throw new Stop(2, `没有“${action}”这个动作，可以用 check、add。`);
    try {
      return await (action === 'add' ? add(io, args, where) : check(io, args, where));
    } finally {
      await closeReading();
    }
  },
};

async function add(io: Io, args: CommandArgs, where: string): Promise<ExitCode> {
  if (!isFolderAt(where)) throw new Stop(2, '相加要给一个文件夹，里面是同一年度各乡镇的报告，一个一份。');
  const taken = await takeAll(io, filesIn(where));
  const unread = taken.flatMap((t) => ('error' in t ? [`${t.file}：${t.error}`] : []));
  if (unread.length > 0) throw new Stop(2, '有报告读不了，没有相加：少一份的合计不是合计。', ...unread);
  const reports = taken.flatMap((t) => ('read' in t ? [t] : []));
  return addReports(io, reports, args.values.json === true);
}

async function check(io: Io, args: CommandArgs, where: string): Promise<ExitCode> {
  const out = textOption(args, 'out');
  if (out !== null && existsSync(out)) throw new Stop(2, `已经有这个文件，没有覆盖：${out}`);
  const json = args.values.json === true;
  const isFolder = isFolderAt(where);
  const taken = isFolder ? await takeAll(io, filesIn(where)) : [await take({ file: basename(where), path: where })];
  const [only] = taken;
  if (!isFolder && only && 'error' in only && !json) throw new Stop(2, `${only.file}：${only.error}`);
  const checked = checkAll(taken);
  const lines = checked.flatMap((c) => (json ? [asJson(c)] : told(c, isFolder)));
  if (!json && isFolder) lines.push(summary(checked));
  write(io, lines, out);
  return exitCode(checked);
}

function isFolderAt(where: string): boolean {
  try {
    return statSync(where).isDirectory();
  } catch {
    throw new Stop(2, `没有这个文件或文件夹：${where}`);
  }
}

function filesIn(folder: string): Named[] {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile())
    .map((e) => join(e.parentPath, e.name))
    .map((path) => ({ path, file: relative(folder, path) }))
    .filter(({ file }) => !file.split(/[\\/]/).some((part) => part.startsWith('.') || part.startsWith('~$')))
    .sort((a, b) => (a.file < b.file ? -1 : 1));
  if (found.length === 0) throw new Stop(2, '文件夹里没有文件。请把要核对的报告放进去。');
  if (found.length > FOLDER_MOST)
    throw new Stop(2, `文件夹里有 ${found.length} 个文件，一次最多核对 ${FOLDER_MOST} 个。请分几个文件夹。`);
  return found;
}

async function take({ file, path }: Named): Promise<Taken> {
  let bytes: Uint8Array;
  try {
    const { size } = statSync(path);
    if (isTooLarge(size))
      return { file, error: unreadSentence({ code: 'unread-large', facts: { megabytes: Math.round(size / 1_000_000) } }) };
    bytes = readFileSync(path);
  } catch (fault) {
    return { file, error: `打不开（${(fault as NodeJS.ErrnoException).code ?? '原因不明'}）。请检查这个文件的读取权限。` };
  }
  const read = await readReportFile({ name: basename(path), bytes });
  return read.ok ? { file, read: read.value } : { file, error: unreadSentence(read.refusals[0]!) };
}

/** Two at a time, as many as there are reading threads. */
async function takeAll(io: Io, files: readonly Named[]): Promise<Taken[]> {
  const bar = io.progress('读报告');
  const taken: Taken[] = [];
  for (let i = 0; i < files.length; i += 2) {
    bar.at(i, files.length, files[i]!.file);
    taken.push(...(await Promise.all(files.slice(i, i + 2).map(take))));
  }
  bar.end(`${files.length} 个文件`);
  return taken;
}

function checkAll(taken: readonly Taken[]): Checked[] {
  const reads = taken.flatMap((t) => ('read' in t ? [t.read] : []));
  return taken.map((t) => ('read' in t ? { ...t, report: checkedReport(t.read, formerAmong(t.read, reads)) } : t));
}

function asJson(checked: Checked): string {
  return JSON.stringify('error' in checked ? checked : { file: checked.file, ...checked.report });
}

function told(checked: Checked, named: boolean): string[] {
  const head = named ? [`── ${checked.file}`] : [];
  return 'error' in checked
    ? [...head, checked.error, '']
    : [...head, ...remarksOn(checked.report, checked.read), ...(named ? [''] : [])];
}

function summary(checked: readonly Checked[]): string {
  const unread = checked.filter((c) => 'error' in c).length;
  const failed = checked.filter((c) => 'report' in c && hasFailed(c.report)).length;
  return `共 ${checked.length} 个文件：${failed} 份有要改的，${checked.length - failed - unread} 份没有发现问题，${unread} 个没有读成。`;
}

function exitCode(checked: readonly Checked[]): ExitCode {
  if (checked.some((c) => 'report' in c && hasFailed(c.report))) return 1;
  return checked.some((c) => 'error' in c) ? 2 : 0;
}

function write(io: Io, lines: readonly string[], out: string | null): void {
  if (out === null) {
    for (const line of lines) io.out(line);
    return;
  }
  try {
    writeFileSync(out, `${lines.join('\n')}\n`, { flag: 'wx' });
  } catch (fault) {
    throw new Stop(2, `结果写不进 ${out}（${(fault as NodeJS.ErrnoException).code ?? '原因不明'}）。请换一个地方。`);
  }
  io.out(`结果已写进 ${out}。`);
}
