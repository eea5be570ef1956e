// gongkai import: documents that were public elsewhere, from a file or a folder, each with its own end and its own reason.
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import type { Said } from '../platform/admin-socket.ts';
import { CSV_MARK, csvLine } from '../platform/http/sheet.ts';
import { chooseTown, townRefusalWords } from '../platform/installation.ts';
import { lineStateNames } from '../rooms/intake/door.ts';
import { type Command, type CommandArgs, type ExitCode, type Io, Stop, textOption } from './command.ts';
import { type ImportAsked, type ImportDone, type ImportedLine, runImport } from './import-run.ts';
import { raise } from './raise.ts';
import { askRunning } from './running.ts';
import { withLedger } from './with-ledger.ts';
import { configFor, logFor, placeHelp, placeOptions, withInstallation } from './with-installation.ts';

const text = { type: 'string' } as const;

export const importCommand: Command = {
  options: {
    ...placeOptions,
    item: text,
    organ: text,
    as: text,
    sheet: text,
    report: text,
    'dry-run': { type: 'boolean' },
    'release-personal': text,
    'released-by': text,
    reason: text,
  },
  positionals: ['文件或文件夹'],
  help: `gongkai import <文件或文件夹> [选项]

把以前在别处公开过的信息导入本站：txt、html、docx 文件，或一个装有这些文件的文件夹，可附一张元数据表（csv、xlsx）。
标题、发布时间、来源、文号、目录从原文里找；找不到或拿不准的不导入，逐份说明原因，其余照常导入。
导入的信息注明“导入”，原发布日期和导入日期都显示；不走审查流程，但有个人信息的不导入。
再次运行不会重复：导入过的跳过；同名而内容变了的报告为冲突。

  --item 04           全部归入公开目录的这一项（不给则逐份判断，拿不准的报告“请指定目录”）
  --organ 代号        原文来源对不上本镇机构时，归到这个机构（如 finance，或机构名称）
  --as 姓名           由谁导入：政务公开办或系统管理员的一位工作人员（只有一位时可不写）
  --sheet 表名        文件夹里有几张表时指明用哪一张
  --dry-run           只看会怎样，不导入，不留下任何东西
  --report 文件.csv   把每一份的结果写成一张表
  --release-personal 依据 --released-by 姓名 --reason 理由
                      确需公开个人信息的，由导入人以外的一位放行；依据：consent 本人同意、statute 法律规定、
                      public-interest 公共利益、official-contact 公务联系方式、not-personal 不是个人信息
${placeHelp}

元数据表的列名（中文或英文）：文件名 file（必有）、编号 key、标题 title、文号、目录 item、机构 organ、生成日期 created、
发布日期 published、来源 source、体裁、主题分类、有效性、关键词、概述、附件（几个之间用 ; 或 、 隔开）。
网站正在运行时，由运行中的程序导入。
退出码：0 全部完成或跳过；1 有没有导入的，或没有执行；2 用法不对。

例：
  gongkai import 2013年报.txt --as 王样例
  gongkai import 老网站/ --dry-run --report 预览.csv
  gongkai import 老网站/ --report 结果.csv`,
  async run(io, args) {
    const config = configFor(io, args);
    const asked = askedBy(args, config.town);
    const report = textOption(args, 'report');
    if (report) touch(report);
    const bar = io.progress(asked.dryRun ? '预览' : '导入');
    const hear = (said: Said): void => bar.at(said.done, said.total, said.label.slice(0, 40));
    const byRunning = await askRunning(config, 'import', asked, hear);
    const result = byRunning
      ? (byRunning.value as ImportDone)
      : await withInstallation(config, logFor(io), async (installation) => {
          await raise(io, installation);
          const row = await chooseTown(installation, config.town);
          if (!row.ok) throw new Stop(1, ...row.refusals.map((r) => townRefusalWords[r.code](r.facts ?? {})));
          return withLedger(installation, row.value, (town) => runImport(town, asked, hear));
        });
    bar.end(result.ok ? '完成' : '没有执行');
    if (!result.ok) throw new Stop(result.usage ? 2 : 1, ...result.sentences);
    if (report) writeFileSync(report, reportCsv(result.lines));
    return say(io, result, asked.dryRun, report);
  },
};

function askedBy(args: CommandArgs, town: string | null): ImportAsked {
  const release = textOption(args, 'release-personal');
  const by = textOption(args, 'released-by');
  const reason = textOption(args, 'reason');
  if ([release, by, reason].some((v) => v !== null) && [release, by, reason].some((v) => v === null))
    throw new Stop(2, '放行个人信息要同时写明 --release-personal 依据、--released-by 放行人 和 --reason 理由。');
  return {
    town,
    path: resolve(args.positionals[0] ?? ''),
    sheet: textOption(args, 'sheet'),
    item: textOption(args, 'item'),
    organ: textOption(args, 'organ'),
    as: textOption(args, 'as'),
    dryRun: args.values['dry-run'] === true,
    release: release && by && reason ? { ground: release, by, reason } : null,
    login: loginName(),
  };
}

/** Who sat at the keyboard, for the record. Containers may run as a number without a name. */
function loginName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? '');
  }
}

/** A report that cannot be written is said before the work, not after it. */
function touch(path: string): void {
  try {
    closeSync(openSync(path, 'a'));
  } catch (fault) {
    throw new Stop(1, `报告写不进 ${path}（${(fault as NodeJS.ErrnoException).code ?? '未知原因'}），没有开始导入。`);
  }
}

function reportCsv(lines: readonly ImportedLine[]): string {
  const head = ['文件', '表中行号', '结果', '索引号', '标题', '目录', '机构', '生成日期', '原发布日期', '原因', '提示'];
  const rows = lines.map((l) =>
    csvLine([
      l.name,
      l.rowNumber,
      lineStateNames[l.state],
      l.indexNo,
      l.title,
      l.item,
      l.organ,
      l.createdOn,
      l.publishedOn,
      l.why.join(''),
      l.warnings.join(''),
    ]),
  );
  return CSV_MARK + csvLine(head) + rows.join('');
}

/** So many files are told one by one; of more, only those that need somebody. */
const TOLD = 50;

function say(io: Io, result: Extract<ImportDone, { ok: true }>, dryRun: boolean, report: string | null): ExitCode {
  const { lines } = result;
  const of = (...states: ImportedLine['state'][]): ImportedLine[] => lines.filter((l) => states.includes(l.state));
  for (const note of result.notes) io.out(note);
  for (const l of lines) if (lines.length <= TOLD || l.state === 'failed' || l.state === 'refused') sayLine(io, l);
  const good = of('imported', 'ready').length;
  const bad = of('failed', 'refused').length;
  const skipped = of('skipped').length;
  io.out(
    dryRun
      ? `预览：可以导入 ${good}，跳过 ${skipped}，不能导入 ${bad}。没有改动任何内容。`
      : `导入 ${good}，跳过 ${skipped}，没有导入 ${bad}。由 ${result.by} 导入。`,
  );
  if (report) io.out(`每一份的结果在 ${report}`);
  return bad > 0 ? 1 : 0;
}

function sayLine(io: Io, l: ImportedLine): void {
  const where = l.rowNumber === null ? l.name : `第 ${l.rowNumber} 行 ${l.name}`;
  if (l.state !== 'imported' && l.state !== 'ready') {
    io.out(`${l.state === 'skipped' ? '－' : '×'} ${where}：${l.why.join('')}`);
    return;
  }
  io.out(`✓ ${where}`);
  const late = l.daysLate === null ? '' : l.daysLate > 0 ? `，迟 ${l.daysLate} 天公开` : '，按期公开';
  io.out(`    《${l.title}》${l.chapters > 0 ? `，${l.chapters} 章` : ''}`);
  io.out(`    目录 ${l.item}；${l.organ}；来源 ${l.source}；生成 ${l.createdOn}；原发布 ${l.publishedOn}${late}`);
  if (l.indexNo) io.out(`    索引号 ${l.indexNo}`);
  for (const w of l.warnings) io.out(`    提示：${w}`);
}
