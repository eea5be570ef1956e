// What an auditor has found, and the sentence for it. Severity says what follows: a broken log is not to be believed, a wrong
// entry is a fault of the town's records, a doubt is for people to look at.

/** broken: not the log it says it is · wrong: an entry that breaks the rules of entries · doubt: nothing proved, worth a question. */
export type Severity = 'broken' | 'wrong' | 'doubt';

export interface Finding {
  severity: Severity;
  what: FindingKind;
  /** Entry it is about. */
  index?: number;
  /** File of the log it is about. */
  path?: string;
  said: string;
}

interface Facts {
  index?: number;
  path?: string;
  /** What it says, what it should say, which number: for the sentence only. */
  is?: string | number;
  should?: string | number;
}

const kinds = {
  'checkpoint-missing': ['broken', () => '没有存证快照（checkpoint）'],
  'checkpoint-malformed': ['broken', () => '存证快照的格式不对，读不懂'],
  'signature-wrong': ['broken', () => '存证快照上有一个认得的签名验不过：内容或签名被改过'],
  'signature-missing': ['broken', () => '存证快照上没有这个日志的签名，换了密钥或不是同一个日志'],
  'origin-other': ['broken', (f) => `存证快照写的是另一个日志：${f.is}，应为 ${f.should}`],
  forked: ['broken', (f) => `同样是 ${f.is} 条，树根与上次见到的不同：它给不同的人看不同的历史`],
  shrunk: ['broken', (f) => `只剩 ${f.is} 条，上次有 ${f.should} 条：公开过的记录少了`],
  rewritten: ['broken', (f) => `前 ${f.should} 条算不出上次见到的树根：历史被改写`],
  'not-grown': ['broken', (f) => `从上次核过的 ${f.should} 条往后算，得不到它现在签名的树根：历史接不上，或文件有损坏`],
  'root-wrong': ['broken', () => '全部条目算出的树根与签名的树根不同'],
  'bundle-missing': ['broken', (f) => `缺条目文件 ${f.path}`],
  'bundle-malformed': ['broken', (f) => `条目文件 ${f.path} 切不成 ${f.should} 条`],
  'tile-missing': ['broken', (f) => `树块 ${f.path} 缺少，或长度不对`],
  'tile-wrong': ['broken', (f) => `树块 ${f.path} 与条目算出的不同`],
  'entry-changed': ['broken', (f) => `第 ${f.index} 条的内容与树里记的不同（${f.path}）`],
  'entry-or-tile': ['broken', (f) => `第 ${f.index} 条与树块对不上，分不清是哪一个文件被改（${f.path}）`],
  'quorum-missing': ['broken', (f) => `见证不够：名单要求“${f.should}”，现有 ${f.is}`],
  'entry-malformed': ['wrong', (f) => `第 ${f.index} 条不是规范写法的存证条目`],
  'seq-broken': ['wrong', (f) => `第 ${f.index} 条的序号是 ${f.is}，应为 ${f.should}：同一编号的记录不连续`],
  'prev-broken': ['wrong', (f) => `第 ${f.index} 条指向第 ${f.is} 条，那不是同一编号更早的一条`],
  'prev-missing': ['wrong', (f) => `第 ${f.index} 条没有指向同一编号的前一条`],
  'duty-unregistered': ['wrong', (f) => `第 ${f.index} 条公开说是完成第 ${f.is} 条的任务，那里没有登记任务`],
  'beginning-missing': ['doubt', (f) => `第 ${f.index} 条改动的 ${f.is} 在日志里没有更早的记录`],
  'claimed-before': ['doubt', (f) => `第 ${f.index} 条自称 ${f.is} 办理，排在它前面的已是 ${f.should}：像是补录`],
  'claimed-unseen': ['doubt', (f) => `第 ${f.index} 条自称 ${f.is} 办理，但 ${f.should} 的快照里还没有它：是补录`],
  'claimed-ahead': ['doubt', (f) => `第 ${f.index} 条自称 ${f.is} 办理，比见到它的时刻 ${f.should} 还晚：时钟不对`],
} as const satisfies Readonly<Record<string, readonly [Severity, (f: Facts) => string]>>;

export type FindingKind = keyof typeof kinds;

export function finding(what: FindingKind, facts: Facts = {}): Finding {
  const [severity, said] = kinds[what];
  const { index, path } = facts;
  const place = { ...(index === undefined ? {} : { index }), ...(path === undefined ? {} : { path }) };
  return { severity, what, ...place, said: said(facts) };
}

/** So many of one severity are kept one by one; the others are counted. */
const KEPT = 200;

/** Gathers findings; more than anybody will read are only counted. */
export class Findings {
  readonly list: Finding[] = [];
  readonly counts: Record<Severity, number> = { broken: 0, wrong: 0, doubt: 0 };

  /** `most`: after so many broken places there is no more to learn. */
  constructor(readonly most: number) {}

  add(what: FindingKind, facts: Facts = {}): void {
    this.take(finding(what, facts));
  }

  take(found: Finding): void {
    if (++this.counts[found.severity] <= KEPT) this.list.push(found);
  }

  get isEnough(): boolean {
    return this.counts.broken >= this.most;
  }
}
