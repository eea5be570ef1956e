// Checks an archive from its files alone, as whoever receives it would: digests, receipts, contents, attachments, rows of the audit
// chain. Nothing of a town is asked, and nothing is judged right that was not looked at.
import { ed25519Verify, sha256, sm3Hex } from '../../../ledger/crypto.ts';
import { fromUtf8, utf8 } from '../../../ledger/format/bytes.ts';
import { openCheckpoint } from '../../../ledger/format/checkpoint.ts';
import { parseEntry } from '../../../ledger/format/entry.ts';
import { keysIn } from '../../../ledger/format/gather-files.ts';
import { leafHash, verifyInclusion } from '../../../ledger/format/merkle.ts';
import { parseVkey, type VerifierKey } from '../../../ledger/format/note.ts';
import { parsePolicy, type Policy } from '../../../ledger/format/policy.ts';
import { parseExtra, parseProof } from '../../../ledger/format/proof-file.ts';
import { verifyReceipt } from '../../../ledger/format/verify-document.ts';
import { sha256Hex } from '../../../platform/files/store.ts';
import { ARCHIVE_FORMAT, type ArchiveIndex, type IndexedSeal } from './archive-index.ts';

/** A folder somebody was given; paths with forward slashes, from the archive's own top on. */
export interface GivenFolder {
  paths(): Promise<readonly string[]>;
  read(path: string): Promise<Uint8Array | null>;
}

export interface ArchiveChecked {
  ok: boolean;
  indexNo: string;
  /** What was looked at and fits, a line each. */
  fits: readonly string[];
  /** What does not, place by place. */
  points: readonly string[];
}

/** @param vkeys the receiver's own; null: those in the folder, which then vouches for itself. */
export async function checkArchive(folder: GivenFolder, vkeys: readonly string[] | null): Promise<ArchiveChecked> {
  const check = new Check(folder);
  await check.sums();
  const index = await check.index();
  if (index) {
    await check.keys(vkeys);
    await check.proofs(index);
    await check.files(index);
    await check.auditRows();
  }
  return check.answer(index?.indexNo ?? '');
}

/** Lines of SHA256SUMS, path → digest; empty when a single line is none. */
function sumsOf(text: string): ReadonlyMap<string, string> {
  const lines = text.split('\n');
  const whole = lines.pop() === '' && lines.every((l) => /^[0-9a-f]{64} {2}./.test(l));
  return new Map(whole ? lines.map((l) => [l.slice(66), l.slice(0, 64)]) : []);
}

async function textAt(folder: GivenFolder, path: string): Promise<string> {
  const bytes = await folder.read(path);
  return (bytes && fromUtf8(bytes)) ?? '';
}

async function changedOf(folder: GivenFolder, listed: ReadonlyMap<string, string>): Promise<string[]> {
  const points: string[] = [];
  if (listed.size === 0) points.push('没有 SHA256SUMS，或者它读不出来。');
  for (const [path, digest] of listed) {
    const bytes = await folder.read(path);
    if (!bytes) points.push(`少了文件：${path}`);
    else if (sha256Hex(bytes) !== digest) points.push(`文件被改动过：${path}`);
  }
  return points;
}

/** The top of a year's folder: its own pages, and that every archive it lists is there and no other. Not what is in them. */
export async function checkTop(folder: GivenFolder): Promise<readonly string[]> {
  const listed = sumsOf(await textAt(folder, 'SHA256SUMS'));
  const points = await changedOf(folder, listed);
  const lying = new Set((await folder.paths()).map((p) => (p.includes('/') ? `${p.split('/')[0]}/SHA256SUMS` : p)));
  for (const path of lying) if (path !== 'SHA256SUMS' && !listed.has(path)) points.push(`总目录里没有：${path.split('/')[0]}`);
  return points;
}

class Check {
  readonly #folder: GivenFolder;
  readonly #fits: string[] = [];
  readonly #points: string[] = [];
  #vkeys: readonly string[] = [];
  #policy: Policy | undefined;

  constructor(folder: GivenFolder) {
    this.#folder = folder;
  }

  answer(indexNo: string): ArchiveChecked {
    return { ok: this.#points.length === 0, indexNo, fits: this.#fits, points: this.#points };
  }

  #text(path: string): Promise<string> {
    return textAt(this.#folder, path);
  }

  async sums(): Promise<void> {
    const listed = sumsOf(await this.#text('SHA256SUMS'));
    this.#points.push(...(await changedOf(this.#folder, listed)));
    for (const path of await this.#folder.paths())
      if (path !== 'SHA256SUMS' && !listed.has(path)) this.#points.push(`多出文件：${path}`);
    if (this.#points.length === 0) this.#fits.push(`${listed.size} 个文件与 SHA256SUMS 一致`);
  }

  async index(): Promise<ArchiveIndex | null> {
    try {
      const index = JSON.parse(await this.#text('index.json')) as ArchiveIndex;
      if (index.format === ARCHIVE_FORMAT) return index;
    } catch (fault) {
      if (!(fault instanceof SyntaxError)) throw fault;
    }
    this.#points.push('index.json 读不出来：不是归档移交的案卷，或者被改动过。');
    return null;
  }

  async keys(vkeys: readonly string[] | null): Promise<void> {
    const own = await this.#text('ledger/vkey');
    this.#vkeys = vkeys ?? keysIn(sha256, own);
    const read = parsePolicy(sha256, await this.#text('ledger/policy'));
    this.#policy = read.ok ? read.policy : undefined;
    if (this.#vkeys.length === 0) this.#points.push('没有存证公钥，凭据没法核对。');
  }

  async proofs(index: ArchiveIndex): Promise<void> {
    const before = this.#points.length;
    let proofs = 0;
    let contents = 0;
    for (const e of index.editions)
      for (const s of e.seals) {
        if (s.proof === null) continue;
        proofs++;
        if (s.content === null) await this.#inclusion(s.proof, s.index);
        else contents += (await this.#content(s, s.content, s.proof)) ? 1 : 0;
      }
    for (const p of index.otherProofs) {
      if (p.proof === null) continue;
      proofs++;
      await this.#inclusion(p.proof, p.index);
    }
    if (this.#points.length === before)
      this.#fits.push(`${proofs} 张存证凭据都在快照里，快照的签名是对的；${contents} 份内容与存证一致`);
  }

  async #content(s: IndexedSeal, path: string, proof: string): Promise<boolean> {
    const content = await this.#folder.read(path);
    if (!content) return false;
    const given = { content, proofText: await this.#text(proof), vkeys: this.#vkeys, policy: this.#policy };
    const receipt = verifyReceipt({ sha: sha256, verify: ed25519Verify, sm3Hex }, given);
    for (const step of receipt.steps) if (step.state === 'wrong') this.#points.push(`${path}：${step.said}`);
    if (receipt.ok && receipt.index !== s.index)
      this.#points.push(`${proof}：凭据是 № ${receipt.index} 的，目录里写的是 № ${s.index}`);
    return receipt.ok;
  }

  async #inclusion(path: string, index: number): Promise<void> {
    const proof = parseProof(await this.#text(path));
    const extra = proof?.extra ? parseExtra(proof.extra) : null;
    if (!proof || !extra || !parseEntry(extra.entry) || proof.index !== index) {
      this.#points.push(`${path}：凭据读不出来，或者不是 № ${index} 的`);
      return;
    }
    const logs = this.#vkeys.map((v) => parseVkey(sha256, v.trim())).filter((k): k is VerifierKey => k !== null);
    const opened = openCheckpoint(proof.checkpoint, { logs, witnesses: [] }, ed25519Verify);
    const holds =
      opened.ok &&
      verifyInclusion(sha256, {
        index,
        size: opened.checkpoint.size,
        leaf: leafHash(sha256, utf8(extra.entry)),
        proof: proof.hashes,
        root: opened.checkpoint.root,
      });
    if (!holds) this.#points.push(`${path}：№ ${index} 不在快照里，或者快照不是这个公钥签的`);
  }

  async files(index: ArchiveIndex): Promise<void> {
    const before = this.#points.length;
    const all = index.editions.flatMap((e) => [...e.attachments, ...e.images]);
    for (const f of all) {
      const bytes = f.path === null ? null : await this.#folder.read(f.path);
      if (!bytes) this.#points.push(`移交时就没有这个附件或图片：${f.name}`);
      else if (sha256Hex(bytes) !== f.sha256) this.#points.push(`附件或图片不是存证里的那个文件：${f.path}`);
    }
    if (all.length > 0 && this.#points.length === before) this.#fits.push(`${all.length} 个附件和图片与内容所记的指纹一致`);
  }

  async auditRows(): Promise<void> {
    const before = this.#points.length;
    let rows = 0;
    let bare = 0;
    for (const line of (await this.#text('acts.jsonl')).split('\n')) {
      const act = auditRow(line);
      if (!act) continue;
      rows++;
      if (act.entry === null) bare++;
      else if (sha256Hex(utf8(act.before + act.entry)) !== act.hash) this.#points.push(`操作记录第 ${act.seq} 条被改动过`);
    }
    if (this.#points.length === before)
      this.#fits.push(`${rows} 条操作记录${bare === 0 ? '' : `（其中 ${bare} 条没有细目）`}的散列是对的`);
  }
}

interface AuditAct {
  kind: string;
  seq: number;
  before: string;
  entry: string | null;
  hash: string;
}

function auditRow(line: string): AuditAct | null {
  try {
    const act = JSON.parse(line) as AuditAct;
    return act.kind === 'audit' ? act : null;
  } catch (fault) {
    // A line that is no JSON any more has already been told by SHA256SUMS.
    if (fault instanceof SyntaxError) return null;
    throw fault;
  }
}
