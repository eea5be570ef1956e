// gongkai verify: whether a public document is the one in the ledger, from outside, with nothing of the town trusted but what the
// reader says. Whoever doubts the page that checks in a browser uses this.
import { readFileSync, writeFileSync } from 'node:fs';
import { ed25519Verify, sha256, sm3Hex } from '../ledger/crypto.ts';
import { type Checked, checkDocument } from '../ledger/format/check-document.ts';
import { keysIn } from '../ledger/format/gather-files.ts';
import { parsePolicy, type Policy, type PolicyFault } from '../ledger/format/policy.ts';
import { ledgerFacts, type StepState } from '../ledger/format/verify-document.ts';
import { OutboundFault } from '../ledger/outbound.ts';
import { fragmentTree } from '../ledger/page-tree.ts';
import { verifyCopy } from '../web/verify/routes.tsx';
import { type Command, type CommandArgs, type ExitCode, type Io, Stop, textOption } from './command.ts';
import { fromAddress, fromPlaces, isAddress, type Found, readFileOr } from './verify-given.ts';

const marks: Readonly<Record<StepState, string>> = { ok: '相符', caution: '留意', wrong: '不符', unchecked: '未核' };

const text = { type: 'string' } as const;

export const verifyCommand: Command = {
  options: { vkey: text, policy: text, proof: text, content: text, copy: text, json: { type: 'boolean' } },
  positionals: ['[网址或文件]'],
  help: `gongkai verify <文件页网址> [--vkey 公钥] [--policy 文件]
gongkai verify <文件或文件夹> [--content content.json] [--proof 文件.tlog-proof] --vkey 公钥
gongkai verify --copy 核对存证.html

核对一份公开文件和写进公开存证的是不是一字不差：内容、盐值、存证条目、证明路径、签名、见证方的会签，
还有网页上的标题、信息、正文、链接、图片和附件。对不上的地方一处一处说出来。

给网址时，网页、内容、凭据、附件都从网上取；给文件时不用联网。文件可以是存证凭据、内容、保存的网页，
也可以是放着这些和附件的文件夹，每个文件是什么，程序自己认。

  --vkey 公钥         信谁的公钥：公钥本身，或装着它的文件。请用公开栏上张贴的存证单上的那一行
                      （核对网址而不给公钥时，用网站自己给的，并且会说明）
  --policy 文件       见证规则（tlog-policy）：哪些见证方的会签算数，要几个
  --content 文件      内容文件
  --proof 文件        存证凭据
  --json              结果写成一个 JSON
  --copy 文件         把浏览器用的核对页存成一个文件，断网也能用

退出码：0 与存证一致；1 不一致，或这份文件没有存证；2 缺东西、用法不对；3 连不上或故障

例：
  gongkai verify https://gk.example.gov.cn/documents/11341899999900011F/202611-00012 --vkey 公钥.txt
  gongkai verify ~/下载 --vkey 'gk.example.gov.cn/ledger+1a2b3c4d+AbCd…'`,
  async run(io, args) {
    const copy = textOption(args, 'copy');
    if (copy !== null) return writeCopy(io, copy, args);
    const where = args.positionals[0];
    const policy = policyOf(args);
    const found = await find(io, where, args);
    const { vkeys, keySaid } = trusted(args, policy, found);
    const given = { ...found.gathered, vkeys, policy: policy ?? found.gathered.policy ?? undefined, parse: fragmentTree };
    const checked = checkDocument({ sha: sha256, verify: ed25519Verify, sm3Hex }, given);
    if (args.values.json === true) io.out(JSON.stringify(asJson(checked, vkeys, keySaid)));
    else say(io, checked, keySaid);
    return checked.verdict === 'fits' ? 0 : checked.verdict === 'differs' ? 1 : 2;
  },
};

async function writeCopy(io: Io, copy: string, args: CommandArgs): Promise<ExitCode> {
  if (args.positionals.length > 0) throw new Stop(2, '--copy 只存核对页，不同时核对文件。');
  try {
    writeFileSync(copy, await verifyCopy(), { flag: 'wx' });
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'EEXIST') throw new Stop(1, `已经有这个文件，没有覆盖：${copy}`);
    throw fault;
  }
  io.out(`核对页已存好：${copy}`);
  io.out('用浏览器打开它，断网也能核对；可以拷给别人。');
  return 0;
}

async function find(io: Io, where: string | undefined, args: CommandArgs): Promise<Found> {
  const [content, proof] = [textOption(args, 'content'), textOption(args, 'proof')];
  if (where === undefined && (content === null || proof === null))
    throw new Stop(2, '请给出文件页的网址，或者存证凭据、内容、保存的网页所在的文件或文件夹。');
  if (where === undefined || !isAddress(where)) return fromPlaces(where ?? null, { content, proof });
  if (content !== null || proof !== null) throw new Stop(2, '核对网址时内容和凭据都从网上取，不用 --content 和 --proof。');
  try {
    return await fromAddress(io, where);
  } catch (fault) {
    if (fault instanceof OutboundFault) throw new Stop(fault.reason === 'address' ? 2 : 3, `没有核对成：${fault.said}。`);
    throw fault;
  }
}

/** The reader's own word first; what the site says of itself last, and called so. */
function trusted(args: CommandArgs, policy: Policy | null, found: Found): { vkeys: readonly string[]; keySaid: string } {
  const given = textOption(args, 'vkey');
  if (given !== null) {
    const own = keysIn(sha256, given);
    const vkeys =
      own.length > 0 ? own : keysIn(sha256, readFileOr(given, '--vkey 既不是公钥，也不是能读的文件')?.toString('utf8') ?? '');
    if (vkeys.length === 0)
      throw new Stop(2, '--vkey 里没有公钥。公钥是一行，形如 gk.example.gov.cn/ledger+1a2b3c4d+…，请逐字核对。');
    return { vkeys, keySaid: '您给出的公钥' };
  }
  if (policy && policy.logs.length > 0) return { vkeys: policy.logs.map((l) => l.vkey), keySaid: '见证规则文件里的公钥' };
  if (found.gathered.vkeys.length > 0) return { vkeys: found.gathered.vkeys, keySaid: '文件夹里的公钥' };
  return { vkeys: found.siteKeys, keySaid: '网站自己给出的公钥，还没有和公开栏上张贴的存证单核对；核对后请用 --vkey' };
}

const policyWords: Readonly<Partial<Record<PolicyFault, string>>> = {
  'bad-key': '公钥不对',
  'no-quorum': '缺 quorum 一行',
  'line-not-ended': '最后一行没有换行',
  'name-unknown': '用到没有写过的名称',
};

function policyOf(args: CommandArgs): Policy | null {
  const file = textOption(args, 'policy');
  if (file === null) return null;
  const read = parsePolicy(sha256, readFileSync(file, 'utf8'));
  if (!read.ok) throw new Stop(2, `见证规则文件第 ${read.line} 行不对：${policyWords[read.why] ?? read.why}。`);
  return read.policy;
}

function say(io: Io, checked: Checked, keySaid: string): void {
  io.out(`${checked.headline}。${checked.said}`);
  for (const point of checked.points) io.out(`  ${checked.verdict === 'differs' ? '✗' : '·'} ${point}`);
  if (!checked.receipt) return;
  io.out('');
  for (const s of checked.steps) {
    io.out(`  ${marks[s.state]}  ${s.said}`);
    if (s.state === 'ok') for (const d of s.details ?? []) io.out(`          ${d}`);
  }
  io.out('');
  for (const [label, said] of ledgerFacts(checked.receipt)) io.out(`  ${label}：${said}`);
  io.out(`  所信公钥：${keySaid}`);
}

function asJson(checked: Checked, vkeys: readonly string[], keySaid: string): object {
  const { receipt, verdict, headline, points, steps } = checked;
  const entry = receipt?.entry ?? null;
  return {
    verdict,
    headline,
    points,
    steps,
    index: receipt?.index ?? null,
    origin: receipt?.checkpoint?.origin ?? null,
    size: receipt?.checkpoint?.size ?? null,
    entry: entry && { type: entry.type, id: entry.id, seq: entry.seq, prev: entry.prev, claimedAt: entry.claimedAt },
    witnesses: receipt?.witnesses ?? [],
    vkeys,
    keySaid,
  };
}
