// How an archive is checked, as sentences and lines to type: for README.txt and for index.html.
import type { ArchiveIndex, IndexedSeal } from './archive-index.ts';

export interface CheckStep {
  said: string;
  /** To be typed in the folder. */
  lines: readonly string[];
}

export interface CheckPart {
  title: string;
  steps: readonly CheckStep[];
}

function firstSeal(index: ArchiveIndex): IndexedSeal | null {
  return index.editions.flatMap((e) => e.seals).find((s) => s.proof !== null && s.content !== null) ?? null;
}

export function withProgram(index: ArchiveIndex): CheckPart {
  const seal = firstSeal(index);
  const steps: CheckStep[] = [
    {
      said: '整卷一次核对：每个文件的指纹、每张凭据、每份内容、每个附件、每条操作记录。',
      lines: ['gongkai archive --check . --vkey ledger/vkey'],
    },
  ];
  if (seal) {
    const line = (proof: string): string =>
      `gongkai verify --content ${seal.content} --proof ${proof} --vkey ledger/vkey --policy ledger/policy`;
    steps.push({ said: '只核对一份内容，要逐个写明内容和凭据，不要写文件夹：', lines: [line(seal.proof as string)] });
    if (seal.firstSeen)
      steps.push({ said: '见证方最晚在什么时候已经看到它，换成 first-seen 凭据：', lines: [line(seal.firstSeen)] });
  }
  return { title: '用本程序', steps };
}

export function byHand(index: ArchiveIndex): CheckPart {
  const seal = firstSeal(index);
  const proof = seal?.proof ?? index.otherProofs.find((p) => p.proof !== null)?.proof ?? null;
  const steps: CheckStep[] = [
    {
      said: '文件没有少、没有改（Windows 上用 certutil -hashfile 文件 SHA256，逐个和 SHA256SUMS 对）：',
      lines: ['sha256sum -c SHA256SUMS'],
    },
  ];
  if (proof)
    steps.push({
      said: '凭据第二行 extra 后面是 Base64，解开是存证条目 entry 和盐值 salt：',
      lines: [`sed -n 's/^extra //p' ${proof} | base64 -d`],
    });
  if (seal)
    steps.push({
      said: `内容就是存证的那一份：SHA-256（盐值的 16 个字节 ‖ content.json 的全部字节）等于条目里的 digest。`,
      lines: [`{ printf ${seal.salt} | xxd -r -p; cat ${seal.content}; } | sha256sum`, `# 应得 ${seal.digest}`],
    });
  steps.push(
    {
      said: '条目在存证里：按 RFC 6962，叶子是 SHA-256(0x00 ‖ entry 的字节)，凭据中 index 一行以下的每行是路径上的一个散列，逐级算 SHA-256(0x01 ‖ 左 ‖ 右)，得到的根等于凭据末尾快照第三行。快照第一行是存证名称，第二行是条目总数。凭据格式见 c2sp.org/tlog-proof。',
      lines: [],
    },
    {
      said: '快照是真的：它是一份签名文书（c2sp.org/signed-note），用上面的公钥验 Ed25519 签名；见证方的会签（c2sp.org/tlog-cosignature）带有时间，公钥在 ledger/policy。现成的工具，如 Go 的 golang.org/x/mod/sumdb/note，都能验。',
      lines: [],
    },
    {
      said: '操作记录是原样：acts.jsonl 里 kind 为 audit 的每一行，SHA-256（before ‖ entry）等于 hash；凭 seq 和 hash 可以在移交单位的操作记录链中找到这一条。',
      lines: [],
    },
  );
  return { title: '不用本程序', steps };
}
