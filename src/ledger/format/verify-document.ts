// Whether a text is the one that the ledger holds: content, salt, entry, path through the tree, checkpoint and witnesses, one
// step after the other, each answered by a sentence for a resident. The browser and the command line both use this file.
import { instantOf, isoShanghai } from '../../town/day.ts';
import { type Bytes, fromHex, toHex, utf8 } from './bytes.ts';
import { type Checkpoint, openCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { CONTENT_MEDIA, type DocumentContent, parseContent, saltedDigest } from './content.ts';
import { type Entry, type EntryType, parseEntry } from './entry.ts';
import { leafHash, type Sha256, verifyInclusion } from './merkle.ts';
import { ED25519, type Ed25519Verify, parseNote, parseVkey, type VerifierKey } from './note.ts';
import { type Policy, quorumMet, witnessesAmong } from './policy.ts';
import { parseExtra, parseProof, type ProofExtra, type ProofFile } from './proof-file.ts';

export type StepId =
  | 'content'
  | 'proof'
  | 'entry'
  | 'same-document'
  | 'digest'
  | 'checkpoint'
  | 'inclusion'
  | 'witnesses'
  | 'quorum'
  | 'page'
  | 'attachments'
  | 'images';

/** `caution`: fits, with something the reader should know. `unchecked`: could not be looked at, because of another step. */
export type StepState = 'ok' | 'caution' | 'wrong' | 'unchecked';

export interface Step {
  id: StepId;
  /** 'ok' or 'caution'. */
  ok: boolean;
  state: StepState;
  said: string;
  /** One by one, where there are several. */
  details?: readonly string[];
}

export interface VerifyDeps {
  sha: Sha256;
  verify: Ed25519Verify;
  /** Where it is at hand, the entry's second digest is checked too. */
  sm3Hex?: (...parts: readonly Bytes[]) => string;
}

export interface ReceiptInput {
  content: Bytes;
  proofText: string;
  /** Of the log, as the reader knows them from elsewhere. */
  vkeys: readonly string[];
  /** Whose cosignatures count. Its `log` lines are not used: the reader's own keys are. */
  policy?: Policy;
}

export interface WitnessTime {
  name: string;
  /** Seconds since 1970. */
  time: number;
}

export interface Receipt {
  ok: boolean;
  steps: readonly Step[];
  content: DocumentContent | null;
  /** What follows is null unless the steps that prove it hold. */
  index: number | null;
  entry: Entry | null;
  checkpoint: Checkpoint | null;
  witnesses: readonly WitnessTime[];
  /** On the checkpoint of this receipt. A receipt made later has a later one: it bounds the moment of writing from above only. */
  earliest: WitnessTime | null;
}

const typeWords: Readonly<Record<EntryType, string>> = {
  register: '登记公开任务',
  publish: '首次公开',
  revise: '更正',
  withdraw: '撤回',
  erase: '清除内容',
  decline: '不予公开',
  'request-received': '收到公开申请',
  'request-extended': '延期答复申请',
  'request-answered': '答复申请',
  'clock-correction': '期限更正',
  'key-rotation': '更换公钥',
  late: '逾期',
  anchor: '操作记录锚定',
};

export function step(id: StepId, state: StepState, said: string, details?: readonly string[]): Step {
  const ok = state === 'ok' || state === 'caution';
  return details && details.length > 0 ? { id, ok, state, said, details } : { id, ok, state, said };
}

/** Beijing time with seconds, `2026-11-23 09:30:05`. */
export function beijing(seconds: number): string {
  return isoShanghai(instantOf(seconds * 1000))
    .slice(0, 19)
    .replace('T', ' ');
}

function contentStep(content: DocumentContent | null): Step {
  return content
    ? step('content', 'ok', `内容文件完整：索引号 ${content.indexNo}，第 ${content.edition} 版，《${content.title}》。`)
    : step('content', 'wrong', '内容文件读不出来：它不是本系统写出的原样，可能被改动过，或者选错了文件。');
}

function entrySteps(proof: ProofFile, extra: ProofExtra | null, entry: Entry | null, content: DocumentContent | null): Step[] {
  if (!extra || !entry) return [step('entry', 'wrong', '凭据里的存证条目读不出来，可能被改动过。')];
  const shown = entry.type === 'publish' || entry.type === 'revise';
  const said = `凭据对应第 ${proof.index} 号存证，事项是“${typeWords[entry.type]}”`;
  const first = shown
    ? step('entry', 'ok', `${said}。`)
    : step('entry', 'wrong', `${said}，不是公开一份文件的存证；请使用“首次公开”或“更正”的凭据。`);
  if (!content) return [first, step('same-document', 'unchecked', '内容文件读不出来，没法核对索引号。')];
  return entry.id === content.indexNo
    ? [first, step('same-document', 'ok', '存证和内容的索引号是同一个。')]
    : [
        first,
        step('same-document', 'wrong', `索引号不同：存证是 ${entry.id}，内容是 ${content.indexNo}。这张凭据是别的文件的。`),
      ];
}

function digestStep(deps: VerifyDeps, entry: Entry | null, extra: ProofExtra | null, bytes: Bytes): Step {
  if (!entry || !extra) return step('digest', 'unchecked', '存证条目读不出来，没法核对内容的指纹。');
  const salt = extra.salt === null ? null : fromHex(extra.salt);
  if (!salt) return step('digest', 'wrong', '凭据里没有盐值：这份内容已依法清除，现有文字无法对回存证。');
  if (entry.digest === null) return step('digest', 'wrong', '这条存证没有记内容指纹。');
  const differs: string[] = [];
  if (toHex(saltedDigest(deps.sha, salt, bytes)) !== entry.digest) differs.push('SHA-256 指纹');
  if (entry.size !== bytes.length) differs.push(`长度（存证 ${entry.size ?? '未记'} 字节，内容 ${bytes.length} 字节）`);
  if (entry.media !== CONTENT_MEDIA) differs.push('文件类型');
  if (deps.sm3Hex && entry.digestSm3 !== null && deps.sm3Hex(salt, bytes) !== entry.digestSm3) differs.push('SM3 指纹');
  return differs.length === 0
    ? step('digest', 'ok', '内容的指纹与存证一致：一个字节也没有改过。')
    : step('digest', 'wrong', `内容与存证不一致：${differs.join('、')}对不上。文字、盐值或凭据有一样被改动过。`);
}

interface Signed {
  steps: readonly Step[];
  checkpoint: Checkpoint | null;
  witnesses: readonly WitnessTime[];
}

const noteWords: Readonly<Record<string, string>> = {
  malformed: '存证快照的格式不对，可能被改动过。',
  'bad-signature': '存证快照的签名不对：快照被改动过，或者不是这个公钥的主人签的。',
  'no-known-signature': '存证快照上没有所信任公钥的签名。',
  'not-by-the-log': '存证快照上没有日志自己的签名。',
  'not-a-checkpoint': '存证快照的内容读不出来。',
};

/** Keys the reader trusts, of the kind a log signs with; null with the sentence when there is none of use. */
function logKeys(deps: VerifyDeps, vkeys: readonly string[], origin: string): readonly VerifierKey[] | string {
  const given = vkeys.map((v) => v.trim()).filter((v) => v !== '');
  if (given.length === 0) return '没有给出可信的公钥，无法判断快照是不是真的。';
  const keys = given.map((v) => parseVkey(deps.sha, v));
  if (keys.some((k) => k === null || k.type !== ED25519)) return '公钥的格式不对：请逐字核对，不要漏掉加号和末尾的等号。';
  const own = keys.filter((k) => k!.name === origin) as VerifierKey[];
  return own.length > 0 ? own : `快照属于 ${origin}，所信任的公钥却属于 ${keys.map((k) => k!.name).join('、')}。`;
}

function signedSteps(deps: VerifyDeps, note: string, vkeys: readonly string[], policy: Policy | undefined): Signed {
  const claimed = parseCheckpoint(parseNote(note)?.text ?? '');
  const keys = claimed ? logKeys(deps, vkeys, claimed.origin) : noteWords['not-a-checkpoint']!;
  if (typeof keys === 'string') return unsigned(keys);
  const byLog = openCheckpoint(note, { logs: keys, witnesses: [] }, deps.verify);
  if (!byLog.ok) return unsigned(noteWords[byLog.why]!);
  const { checkpoint } = byLog;
  const first = step('checkpoint', 'ok', `存证快照由 ${checkpoint.origin} 签名，共 ${checkpoint.size} 条存证。`);
  const named = policy?.witnesses ?? [];
  const all = openCheckpoint(note, { logs: keys, witnesses: named.map((w) => w.key) }, deps.verify);
  if (!all.ok) {
    const steps = [first, step('witnesses', 'wrong', '有一位见证方的会签是假的或被改动过，整张快照不可信。')];
    return { steps, checkpoint: null, witnesses: [] };
  }
  const witnesses = all.cosigned.map((c) => ({ name: c.key.name, time: c.time })).sort((a, b) => a.time - b.time);
  const others = (parseNote(note)?.signatures ?? []).map((s) => s.name).filter((n) => n !== checkpoint.origin);
  const unknown = [...new Set(others)].filter((n) => !witnesses.some((w) => w.name === n));
  const steps = [first, witnessStep(witnesses, unknown)];
  if (policy && policy.quorum !== 'none') {
    const names = witnessesAmong(
      policy,
      all.cosigned.map((c) => c.key),
    );
    steps.push(
      quorumMet(policy, names)
        ? step('quorum', 'ok', '会签的见证方达到了见证规则要求的数目。')
        : step('quorum', 'wrong', `会签的见证方没有达到见证规则要求的数目（${policy.quorum}）。`),
    );
  }
  return { steps, checkpoint, witnesses };
}

function unsigned(said: string): Signed {
  const steps = [step('checkpoint', 'wrong', said), step('witnesses', 'unchecked', '快照不可信，见证方的会签没有再看。')];
  return { steps, checkpoint: null, witnesses: [] };
}

function witnessStep(witnesses: readonly WitnessTime[], unknown: readonly string[]): Step {
  const others = unknown.length > 0 ? `另有 ${unknown.join('、')} 的会签，没有它们的公钥，未核对。` : '';
  const first = witnesses[0];
  if (!first)
    return step(
      'witnesses',
      'caution',
      `没有核对到见证方的会签：只能说明镇里这样签过，不能排除对不同的人签了不同的快照。${others}`,
    );
  const names = witnesses.map((w) => `${w.name}（${beijing(w.time)}）`);
  return step('witnesses', 'ok', `${witnesses.length} 个见证方会签，最早在 ${beijing(first.time)}。${others}`, names);
}

function inclusionStep(deps: VerifyDeps, proof: ProofFile, extra: ProofExtra | null, checkpoint: Checkpoint | null): Step {
  if (!extra) return step('inclusion', 'unchecked', '存证条目读不出来，没法核对它在不在存证里。');
  if (!checkpoint) return step('inclusion', 'unchecked', '快照不可信，没法核对这条存证在不在其中。');
  const leaf = leafHash(deps.sha, utf8(extra.entry));
  const holds = verifyInclusion(deps.sha, {
    index: proof.index,
    size: checkpoint.size,
    leaf,
    proof: proof.hashes,
    root: checkpoint.root,
  });
  return holds
    ? step('inclusion', 'ok', `这条存证确实在快照里，位置是第 ${proof.index} 号。`)
    : step('inclusion', 'wrong', '这条存证不在快照里：条目、编号或证明路径被改动过。');
}

/** All steps, in the order in which they are best read. Nothing is thrown for whatever is given. */
export function verifyReceipt(deps: VerifyDeps, input: ReceiptInput): Receipt {
  const content = parseContent(input.content);
  const proof = parseProof(input.proofText);
  const nothing = { content, index: null, entry: null, checkpoint: null, witnesses: [], earliest: null };
  if (!proof) {
    const steps = [contentStep(content), step('proof', 'wrong', '存证凭据（.tlog-proof）读不出来：格式不对，或者被改动过。')];
    return { ok: false, steps, ...nothing };
  }
  const extra = proof.extra ? parseExtra(proof.extra) : null;
  const entry = extra ? parseEntry(extra.entry) : null;
  const signed = signedSteps(deps, proof.checkpoint, input.vkeys, input.policy);
  const inclusion = inclusionStep(deps, proof, extra, signed.checkpoint);
  const steps = [
    contentStep(content),
    step('proof', 'ok', '存证凭据的格式正确。'),
    ...entrySteps(proof, extra, entry, content),
    digestStep(deps, entry, extra, input.content),
    ...signed.steps.slice(0, 1),
    inclusion,
    ...signed.steps.slice(1),
  ];
  const ok = steps.every((s) => s.ok);
  if (!inclusion.ok) return { ok, steps, ...nothing };
  const earliest = signed.witnesses[0] ?? null;
  return {
    ok,
    steps,
    content,
    index: proof.index,
    entry,
    checkpoint: signed.checkpoint,
    witnesses: signed.witnesses,
    earliest,
  };
}

/** What the ledger itself says of the edition, for those whose receipt holds. */
export function ledgerFacts(receipt: Receipt): readonly (readonly [label: string, text: string])[] {
  const { entry, index, checkpoint, earliest } = receipt;
  if (!entry || index === null) return [];
  const facts: (readonly [string, string])[] = [
    ['存证号', `№ ${index}`],
    ['事项', typeWords[entry.type]],
    ['所称时间', `${beijing(Math.floor(Date.parse(entry.claimedAt) / 1000))}（本系统的时钟）`],
  ];
  if (earliest) facts.push(['见证', `${beijing(earliest.time)} 由 ${earliest.name} 会签：最晚在这一刻已经写入，实际可能更早`]);
  if (entry.prev !== null) facts.push(['接续', `№ ${entry.prev}`]);
  if (entry.due !== null) facts.push(['应公开日期', entry.due]);
  if (checkpoint) facts.push(['快照', `共 ${checkpoint.size} 条`]);
  return facts;
}
