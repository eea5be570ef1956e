// README.txt of an archive: for whoever opens the folder in fifty years with nothing but a text editor.
import { type Instant, shortTime } from '../../../town/day.ts';
import type { ArchiveIndex } from './archive-index.ts';
import { byHand, type CheckPart, withProgram } from './check-steps.ts';
import { titleOf } from './pages/archive-names.ts';

const contents = `里面有什么

  index.html        封面、经过、版本、凭据、文件清单。用浏览器打开，不用联网
  index.json        同样的目录，供程序读取
  SHA256SUMS        每个文件的 SHA-256
  editions/1/       第 1 版。以后各版依次是 2、3……没有公开过的版次没有文件夹
    content.json      内容，存证按它的字节计算。标注过有效性的，每标注一次另有一份：content-2.json……
    text.html         供阅读和打印，与 content.json 是同一内容
    proof.tlog-proof  存证凭据，与同号的 content 对应
    first-seen…       同一条存证在见证方最早看到它的快照之下的凭据，证明时间
    changes.html      与前一版相比改了哪里
  files/            附件和图片，各版共用
  acts.jsonl        每行一件，JSON，按时间先后：
                      event 经过；review 审查的每一步，有意见；duty 所了结的公开任务的经过；
                      withdrawal 撤回；ledger 存证条目；audit 操作记录
  ledger/           存证快照 checkpoint、公钥 vkey、见证规则 policy，以及不对应内容的凭据

只有公开过的内容，和办理它的记录。没有公开的稿件（包括正在办理的更正稿）不在其中，只在 index.json 写明版次和状态；
等它公开了，再做一次归档移交。操作记录里有办理人的姓名和网络地址，请按内部档案保管。`;

function notes(index: ArchiveIndex): string {
  if (index.text === 'erased')
    return '这份文件已经撤回，内容已依法清除。本卷只有存证凭据和办理的经过；意见、说明、操作记录的细目可能引用原文，没有移交，\n移交单位处还有记录，凭 acts.jsonl 里的 seq 和 hash 可以对上。\n\n';
  if (index.text === 'secret') return '这份文件因涉及国家秘密撤回。正文、附件、意见不在本卷，按保密规定另行移交。\n\n';
  return index.withdrawal ? '这份文件已经撤回公开。内容仅作档案保存，不得再向公众提供。\n\n' : '';
}

function partText(part: CheckPart): string {
  const steps = part.steps.map((s, i) => [`${i + 1}. ${s.said}`, ...s.lines.map((l) => `     ${l}`)].join('\n'));
  return `${part.title}\n\n${steps.join('\n\n')}`;
}

export function readmeText(index: ArchiveIndex): string {
  const head = `归档移交\n\n${titleOf(index)}\n索引号 ${index.indexNo}\n${index.town}，${shortTime(index.madeAt as Instant)}\n\n`;
  const key = index.ledger
    ? `存证名称 ${index.ledger.origin}，公钥如下，请和移交单位公开栏上张贴的存证单核对：\n\n     ${index.ledger.vkey}\n`
    : '移交单位没有建立公开存证。\n';
  return `${head}${notes(index)}${contents}\n\n怎样核对\n\n都不用联网，也不用相信移交单位。${key}\n${partText(withProgram(index))}\n\n${partText(byHand(index))}\n`;
}
