// A document as the ledger and the site would give it out, for those who check documents: content, receipt, keys, page, files.
// Every part can be changed before the rest is made from it, or afterwards, which is what somebody who tampers does.
import { createHash } from 'node:crypto';
import { ed25519Sign, newSigningKey, type SigningKey, sha256, sm3Hex } from '../../src/ledger/crypto.ts';
import { fromHex, utf8 } from '../../src/ledger/format/bytes.ts';
import { formatCheckpoint } from '../../src/ledger/format/checkpoint.ts';
import { type DocumentContent, encodeContent, saltedDigest } from '../../src/ledger/format/content.ts';
import { cosignatureBlob, cosignatureMessage } from '../../src/ledger/format/cosignature.ts';
import { type Entry, encodeEntry } from '../../src/ledger/format/entry.ts';
import { type Hash, leafHash, treeRoot } from '../../src/ledger/format/merkle.ts';
import { COSIGNATURE, ED25519, formatNote, formatVkey, keyIdOf, signatureLine } from '../../src/ledger/format/note.ts';
import { formatExtra, formatProof } from '../../src/ledger/format/proof-file.ts';
import { bodyHtml } from '../../src/town/body-html.ts';
import type { Body } from '../../src/town/body.ts';

export const ORIGIN = 'gk.example.gov.cn/ledger';
export const SALT = '00112233445566778899aabbccddeeff';
export const attachment = Buffer.from('港口镇 2026 年农村道路养护资金明细（样例）\n');
/** A picture of one point. */
export const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
export const digestOf = (b: Uint8Array): string => createHash('sha256').update(b).digest('hex');

const cell = (text: string, type: 'tableCell' | 'tableHeader' = 'tableCell') =>
  ({ type, attrs: { colspan: 1, rowspan: 1 }, content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] }) as const;

export const body: Body = {
  type: 'doc',
  content: [
    { type: 'paragraph', content: [{ type: 'text', text: '为做好 2026 年农村道路养护，现将资金安排公布如下。' }] },
    { type: 'heading', attrs: { level: 1 }, content: [{ type: 'text', text: '一、资金安排' }] },
    {
      type: 'paragraph',
      content: [
        { type: 'text', text: '养护面积 1200 m' },
        { type: 'text', text: '2', marks: [{ type: 'superscript' }] },
        { type: 'text', text: '，依据见' },
        { type: 'text', text: '办法全文', marks: [{ type: 'link', attrs: { href: 'https://www.example.gov.cn/a?b=1&c=2' } }] },
        { type: 'text', text: '和' },
        { type: 'text', text: '本站目录', marks: [{ type: 'link', attrs: { href: '/catalogue/11' } }, { type: 'bold' }] },
        { type: 'text', text: '。' },
      ],
    },
    {
      type: 'table',
      content: [
        { type: 'tableRow', content: [cell('村', 'tableHeader'), cell('金额（元）', 'tableHeader')] },
        { type: 'tableRow', content: [cell('山门村'), cell('50,000')] },
        { type: 'tableRow', content: [cell('太平村'), cell('32,800')] },
      ],
    },
    {
      type: 'orderedList',
      attrs: { start: 1 },
      content: [
        { type: 'listItem', content: [{ type: 'paragraph', content: [{ type: 'text', text: '资金专款专用。' }] }] },
        { type: 'listItem', content: [{ type: 'paragraph', content: [{ type: 'text', text: '村务监督委员会“全程”监督。' }] }] },
      ],
    },
    { type: 'image', attrs: { file: digestOf(picture), alt: '养护路段示意图' } },
    { type: 'paragraph', attrs: { align: 'right' }, content: [{ type: 'text', text: '港口镇人民政府' }] },
  ],
};

export const content: DocumentContent = {
  v: 1,
  indexNo: '11341899999900011F/202611-00012',
  edition: 1,
  organ: 'gangkou',
  item: '11',
  title: '港口镇 2026 年农村道路养护资金安排',
  docNo: '港政〔2026〕12号',
  genre: '通知',
  topic: '交通',
  sourceUnit: '镇财政所',
  createdOn: '2026-11-20',
  effectiveOn: null,
  repealedOn: null,
  validity: '有效',
  audience: '面向社会',
  keywords: ['道路', '养护'],
  summary: '公布 2026 年农村道路养护资金的安排。',
  body,
  attachments: [{ name: '资金明细.txt', sha256: digestOf(attachment), size: attachment.length }],
  changeNote: '',
  claimedOn: null,
};

export interface Signer {
  name: string;
  key: SigningKey;
}
export const logSigner: Signer = { name: ORIGIN, key: newSigningKey() };
export const otherSigner: Signer = { name: ORIGIN, key: newSigningKey() };
export const witnessSigners: readonly Signer[] = ['archive.example.org', 'paper.example.org'].map((name) => ({
  name,
  key: newSigningKey(),
}));

export function vkeyOf(signer: Signer, type: number): string {
  const { publicKey } = signer.key;
  return formatVkey({ name: signer.name, keyId: keyIdOf(sha256, signer.name, type, publicKey), type, publicKey });
}
export const logVkey = vkeyOf(logSigner, ED25519);
/** Both witnesses are asked for. */
export const policyText = [
  `log ${logVkey} https://gk.example.gov.cn/ledger`,
  ...witnessSigners.map((w, i) => `witness w${i + 1} ${vkeyOf(w, COSIGNATURE)}`),
  'group both all w1 w2',
  'quorum both\n',
].join('\n');

/** Seconds: 2026-11-23 09:31:00 in Beijing. */
export const WITNESSED = 1795397460;

export function entryOf(bytes: Uint8Array, change: Partial<Entry> = {}): Entry {
  const salt = fromHex(SALT)!;
  return {
    v: 1,
    type: 'publish',
    org: 'gangkou',
    id: content.indexNo,
    seq: 1,
    prev: 3,
    claimedAt: '2026-11-23T01:30:00.000Z',
    due: '2026-12-18',
    ground: null,
    digest: Buffer.from(saltedDigest(sha256, salt, bytes)).toString('hex'),
    digestSm3: sm3Hex(salt, bytes),
    size: bytes.length,
    media: 'application/json',
    actorRole: 'office',
    ...change,
  };
}

export interface Made {
  bytes: Uint8Array;
  entry: string;
  proof: string;
  checkpoint: string;
}

export interface MadeWith {
  content?: Partial<DocumentContent>;
  entry?: Partial<Entry>;
  signer?: Signer;
  witnesses?: readonly Signer[];
  salt?: string | null;
}

/** The path of RFC 6962 §2.1.1, by cutting the list in two. */
function pathOf(index: number, leaves: readonly Hash[]): Hash[] {
  if (leaves.length <= 1) return [];
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return index < k
    ? [...pathOf(index, leaves.slice(0, k)), treeRoot(sha256, leaves.slice(k))]
    : [...pathOf(index - k, leaves.slice(k)), treeRoot(sha256, leaves.slice(0, k))];
}

/** A log of eleven entries, of which the seventh is the document's. */
export function madeDocument(w: MadeWith = {}): Made {
  const bytes = encodeContent({ ...content, ...w.content });
  const entry = encodeEntry(entryOf(bytes, w.entry));
  const others = Array.from({ length: 11 }, (_, i) => leafHash(sha256, utf8(`entry ${i}`)));
  const leaves = others.map((leaf, i) => (i === 6 ? leafHash(sha256, utf8(entry)) : leaf));
  const signer = w.signer ?? logSigner;
  const text = formatCheckpoint({ origin: ORIGIN, size: leaves.length, root: treeRoot(sha256, leaves) });
  const id = (s: Signer, type: number): number => keyIdOf(sha256, s.name, type, s.key.publicKey);
  const lines = [
    signatureLine(signer.name, id(signer, ED25519), ed25519Sign(signer.key.privateKey, utf8(text))),
    ...(w.witnesses ?? witnessSigners).map((s, i) => {
      const time = WITNESSED + 60 * i;
      const signature = ed25519Sign(s.key.privateKey, cosignatureMessage(time, text));
      return signatureLine(s.name, id(s, COSIGNATURE), cosignatureBlob(time, signature));
    }),
  ];
  const checkpoint = formatNote(text, lines);
  const salt = w.salt === undefined ? SALT : w.salt;
  return {
    bytes,
    entry,
    checkpoint,
    proof: formatProof({ extra: formatExtra({ entry, salt }), index: 6, hashes: pathOf(6, leaves), checkpoint }),
  };
}

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');

/** The site's page of it, as far as it is compared. */
export function documentPage(c: DocumentContent = content): string {
  const field = (name: string, word: string, inner: string): string => `<dt>${word}</dt><dd data-field="${name}">${inner}</dd>`;
  const files = c.attachments.map(
    (a) =>
      `<li><a data-sha256="${a.sha256}" href="/files/${a.sha256}/${encodeURIComponent(a.name)}">${escaped(a.name)}</a> <span>1 KB</span></li>`,
  );
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${escaped(c.title)}</title><link rel="stylesheet" href="/assets/site.css"><script type="application/ld+json">{}</script></head><body><main id="main" class="wrap"><div class="doc"><article class="sheet" data-index-no="${c.indexNo}" data-edition="${c.edition}"><h1>${escaped(c.title)}</h1><div class="notice">这是第 1 版。</div><dl class="meta"><dt>索引号</dt><dd>${c.indexNo}</dd>${[
    field('item', '公开目录', `<a href="/catalogue/${c.item}">${c.item} 财政资金</a>`),
    field('organ', '发布机构', `<a href="/organs/${c.organ}">港口镇人民政府</a>`),
    field('sourceUnit', '来源', escaped(c.sourceUnit || '港口镇人民政府')),
    field('docNo', '文号', escaped(c.docNo || '无')),
    field('genre', '体裁', c.genre),
    field('topic', '主题分类', c.topic),
    field('audience', '公开对象', c.audience),
    field('createdOn', '生成日期', c.createdOn ?? '未注明'),
    `<dt>有效性</dt><dd><span data-field="validity"><span class="tag ok">${c.validity}</span></span>${c.repealedOn ? `<span class="small" data-field="repealedOn">　自 ${c.repealedOn} 起</span>` : ''}</dd>`,
    field('effectiveOn', '生效日期', c.effectiveOn ?? '未注明'),
    field('summary', '内容概述', escaped(c.summary)),
    c.keywords.length > 0 ? field('keywords', '关键词', escaped(c.keywords.join('、'))) : '',
  ].join(
    '',
  )}</dl><div class="prose">${bodyHtml(c.body, { imageSrc: (sha) => `/images/${sha}` })}</div></article><aside class="side"><h2>附件</h2><ul>${files.join('')}</ul></aside></div></main></body></html>`;
}
