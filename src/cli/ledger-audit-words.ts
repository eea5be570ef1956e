// What the auditor tells a colleague: how far the log has come, who has signed, what is overdue by its own account.
import type { Audited } from '../ledger/audit/audit-log.ts';
import type { Severity } from '../ledger/audit/findings.ts';
import { toBase64 } from '../ledger/format/bytes.ts';
import { formatVkey } from '../ledger/format/note.ts';
import type { Policy } from '../ledger/format/policy.ts';
import { type OverdueDuty, overdueOn, SIZE_STEPS } from '../ledger/standing-fold.ts';
import { type Day, type Instant, shortTime } from '../town/day.ts';

export interface Told {
  where: string;
  today: Day;
  /** How the log's key came to be known. */
  keyFrom: 'given' | 'state' | 'policy' | 'served';
  policy: Policy | null;
}

const keyWords: Readonly<Record<Told['keyFrom'], string>> = {
  given: '公钥由您给出',
  state: '公钥与上次相同',
  policy: '公钥取自见证方名单',
  served: '第一次见到这本存证，公钥取自网站自己，请与公开栏或其他途径的公钥核对',
};

const OVERDUE_TOLD = 50;
const FINDINGS_TOLD = 50;
const SHORT_STEPS = 2;
/** Below so many publications a share says nothing. */
const SHARE_FROM = 20;

export function auditLines(audited: Audited, told: Told): string[] {
  return [
    ...headLines(audited, told),
    ...orgLines(audited),
    ...overdueLines(audited, told.today),
    ...findingLines(audited, 'doubt', '可疑之处（请人核实，不算错误）'),
    ...findingLines(audited, 'wrong', '条目之间有错'),
    ...findingLines(audited, 'broken', '存证不可信'),
    verdictOf(audited),
  ];
}

function headLines(a: Audited, told: Told): string[] {
  const c = a.checkpoint;
  if (c === null) return [`公开存证核验：${told.where}`];
  return [
    `公开存证核验：${c.origin}`,
    `  来自　${told.where}`,
    `  条目　${c.size} 条，${grownBy(a)}`,
    `  树根　${toBase64(c.root)}`,
    `  签名　存证自己的签名有效（${formatVkey(c.key)}）；${keyWords[told.keyFrom]}`,
    ...a.keysLearned.map((vkey) => `  换钥　存证自己写明改用新公钥，今后一并认：${vkey}`),
    `  见证　${witnessWords(a, told.policy)}`,
    `  核对　重算 ${a.entriesRead} 条、${a.tilesCompared} 个树块`,
  ];
}

function grownBy(a: Audited): string {
  if (a.sizeBefore === null) return '第一次核验，从头算起';
  const more = a.checkpoint!.size - a.sizeBefore;
  if (more < 0) return `比上次的 ${a.sizeBefore} 条少`;
  return more === 0 ? '与上次相同' : `比上次的 ${a.sizeBefore} 条多 ${more} 条`;
}

function witnessWords(a: Audited, policy: Policy | null): string {
  if (policy === null) return '没有给见证方名单（--policy），没有核对见证：持有密钥的人仍可能给不同的人看不同的存证';
  if (policy.quorum === 'none' && policy.witnesses.length === 0) return '名单里没有见证方';
  const seen = a.witnesses.map((w) => `${w.name} ${shortTime(w.at)}`);
  const missing = policy.witnesses.map((w) => w.name).filter((name) => !a.witnesses.some((w) => w.name === name));
  const parts = [seen.length > 0 ? seen.join('、') : '没有一家签名', missing.length > 0 ? `未见 ${missing.join('、')}` : ''];
  return `${parts.filter((p) => p !== '').join('；')}；${a.quorumMet ? '达到' : '没有达到'}名单要求（${policy.quorum}）`;
}

function orgLines(a: Audited): string[] {
  const orgs = [...(a.standing?.orgs ?? [])].sort(([x], [y]) => (x < y ? -1 : 1));
  return orgs.flatMap(([org, r]) => {
    const counts = [
      `登记任务 ${r.registered}`,
      `公开 ${r.published}${r.late > 0 ? `（迟 ${r.late}）` : ''}`,
      `更正 ${r.revised}`,
      `撤回 ${r.withdrawn}`,
      `不予公开 ${r.declined}`,
      `本期无 ${r.nil}`,
    ];
    const all = r.sizes.reduce((x, y) => x + y, 0);
    const short = r.sizes.slice(0, SHORT_STEPS).reduce((x, y) => x + y, 0);
    const isOdd = all >= SHARE_FROM && short * 2 > all;
    const odd = `    注意：${all} 版中有 ${short} 版连同元数据不满 ${SIZE_STEPS[SHORT_STEPS - 1]} 字节，请看是不是空文件充数`;
    return [`  机构 ${org}　${counts.join('，')}`, ...(isOdd ? [odd] : [])];
  });
}

export function overdueOf(a: Audited, today: Day): OverdueDuty[] {
  return a.standing ? overdueOn(a.standing, today) : [];
}

function overdueLines(a: Audited, today: Day): string[] {
  if (a.standing === null) return ['  有条目读不到或被改动，逾期无法由存证算出。'];
  const list = overdueOf(a, today);
  if (list.length === 0) return [`  截至 ${today}，由存证算出没有逾期未公开的任务。`];
  const rows = list.slice(0, OVERDUE_TOLD).map((d) => `    ${d.org}　${d.id}　到期 ${d.due}，逾期 ${d.days} 天`);
  const more = list.length > OVERDUE_TOLD ? [`    …… 另有 ${list.length - OVERDUE_TOLD} 项`] : [];
  return [`  截至 ${today}，由存证算出逾期未公开 ${list.length} 项：`, ...rows, ...more];
}

function findingLines(a: Audited, severity: Severity, title: string): string[] {
  const count = a.counts[severity];
  if (count === 0) return [];
  const told = a.findings.filter((f) => f.severity === severity).slice(0, FINDINGS_TOLD);
  const more = count > told.length ? [`    …… 另有 ${count - told.length} 处`] : [];
  return [`  ${title}，${count} 处：`, ...told.map((f) => `    ${f.said}`), ...more];
}

function verdictOf(a: Audited): string {
  if (a.counts.broken > 0) return '结论：这本存证对不上，不可信。上次的状态保留未动，请保存证据并告知见证方。';
  if (a.counts.wrong > 0) return '结论：历史没有被改写，但有条目不合规则。';
  return a.sizeBefore === null ? '结论：从头到尾对得上，没有发现问题。' : '结论：与上次所见一致，没有改写，没有发现问题。';
}

/** For programs: each finding and each overdue duty on a line of its own, what was audited last. */
export function auditJson(a: Audited, told: Told): string[] {
  const { checkpoint: c, witnesses, quorumMet, sizeBefore, entriesRead, tilesCompared, counts, isSound } = a;
  const head = c && { origin: c.origin, size: c.size, root: toBase64(c.root), key: formatVkey(c.key) };
  const orgs = Object.fromEntries(a.standing?.orgs ?? []);
  const sum = { witnesses, quorumMet, sizeBefore, entriesRead, tilesCompared, counts, keyFrom: told.keyFrom, isSound, orgs };
  return [
    ...a.findings.map((f) => ({ finding: f })),
    ...overdueOf(a, told.today).map((overdue) => ({ overdue })),
    { audited: { where: told.where, today: told.today, ...head, ...sum } },
  ].map((line) => JSON.stringify(line));
}

/** Two signed heads that cannot both be true. */
export function contradiction(before: string, after: string | null, at: Instant): string {
  const now = after ?? '（没有有效签名的快照）\n';
  return `${shortTime(at)} 核验所得。同一本存证签过下面两份快照，不能同时为真。\n\n==== 以前\n${before}\n==== 现在\n${now}`;
}
