// Nouns and pure rules of disclosure: a Document is what is addressed, an Edition is what was shown at a time.
import { createHash } from 'node:crypto';
import { type Body, plainText } from '../../town/body.ts';
import { canonicalJson } from '../../town/canonical-json.ts';
import type { Day, Instant } from '../../town/day.ts';
import type { DocumentId, DutyId, EditionId, OrganId, StaffId } from '../../town/ids.ts';
import type { Refusal } from '../../town/outcome.ts';

export const genres = [
  '命令',
  '决定',
  '公告',
  '通告',
  '意见',
  '通知',
  '通报',
  '报告',
  '请示',
  '批复',
  '函',
  '纪要',
  '公示',
  '方案',
  '规划',
  '计划',
  '总结',
  '年报',
  '指南',
  '目录',
  '清单',
  '解读',
  '统计',
  '预案',
  '其他',
] as const;

export const topics = [
  '国务院组织机构',
  '综合政务',
  '国民经济管理、国有资产监管',
  '财政、金融、审计',
  '国土资源、能源',
  '农业、林业、水利',
  '工业、交通',
  '商贸、海关、旅游',
  '市场监管、安全生产监管',
  '城乡建设、环境保护',
  '科技、教育',
  '文化、广电、新闻出版',
  '卫生、体育',
  '人口与计划生育、妇女儿童工作',
  '劳动、人事、监察',
  '公安、安全、司法',
  '民政、扶贫、救灾',
  '民族、宗教',
  '对外事务',
  '港澳台侨工作',
  '国防',
  '其他',
] as const;

export const validities = ['有效', '失效', '废止', '部分废止', '尚未生效'] as const;
export type Validity = (typeof validities)[number];

/** 源头认定: decided while drafting, approved together with the text. */
export const attributes = ['主动公开', '依申请公开', '不予公开'] as const;
export type Attribute = (typeof attributes)[number];

export const audiences = ['全社会', '特定群体'] as const;

export type DocumentState = 'draft' | 'published' | 'withdrawn' | 'not-public' | 'abandoned';
export type EditionState =
  | 'drafting'
  | 'in-review'
  | 'approved'
  | 'scheduled'
  | 'released'
  | 'published'
  | 'superseded'
  | 'not-public'
  | 'abandoned'
  | 'erased';

export const editionStateNames: Readonly<Record<EditionState, string>> = {
  drafting: '拟稿',
  'in-review': '审查中',
  approved: '已签发，待发布',
  scheduled: '定时发布',
  released: '待公开',
  published: '已发布',
  superseded: '历史版本',
  'not-public': '审定不主动公开',
  abandoned: '已作废',
  erased: '内容已清除',
};

export interface AttachmentRef {
  sha256: string;
  name: string;
  kind: string;
  size: number;
}

/** What an author writes; everything else about an edition is made by the program. */
export interface Draft {
  title: string;
  docNo: string;
  genre: string;
  topic: string;
  sourceUnit: string;
  createdOn: Day | null;
  effectiveOn: Day | null;
  repealedOn: Day | null;
  validity: Validity;
  audience: string;
  keywords: readonly string[];
  /** 内容概述 */
  summary: string;
  attribute: Attribute;
  attributeReason: string;
  body: Body;
  attachments: readonly AttachmentRef[];
  /** 补录: when it was first public elsewhere. */
  claimedOn: Day | null;
  /** Compulsory from the second edition on. */
  changeNote: string;
}

export interface Edition extends Draft {
  id: EditionId;
  documentId: DocumentId;
  number: number;
  state: EditionState;
  contentHash: string;
  revision: number;
  authorId: StaffId;
  updatedAt: Instant;
  releaseAt: Instant | null;
  /** The moment of its release; shown to the public once the ledger covers it. */
  publishedAt: Instant | null;
  publishedBy: { name: string; staffId: StaffId | null } | null;
}

/** What a document's own record says was done. */
export type DocumentEventKind =
  | 'drafted'
  | 'submitted'
  | 'decided'
  | 'scheduled'
  | 'published'
  | 'corrected'
  | 'validity'
  | 'withdrawn'
  | 'erased'
  | 'not-public'
  | 'abandoned'
  | 'imported'
  | 'dismissed';

/** Where title and text of a document were signed, and where alone they are changed. */
export interface TextFrom {
  /** As people call it: 2025年度报告. */
  name: string;
  href: string;
}

export interface DocumentRow {
  id: DocumentId;
  organId: OrganId;
  itemCode: string;
  dutyId: DutyId | null;
  state: DocumentState;
  indexNo: string | null;
  currentEditionId: EditionId | null;
  firstPublishedAt: Instant | null;
  importedAt: Instant | null;
  /** Null for what is written in the editor. */
  textFrom: TextFrom | null;
}

/** Hash of title and text alone. */
export function textHash({ title, body }: Pick<Draft, 'title' | 'body'>): string {
  return createHash('sha256').update(canonicalJson({ title, body })).digest('hex');
}

/** Hash of what readers would see; a review holds for this text and no other. Of an edition, what its author wrote counts. */
export function contentHash(d: Draft): string {
  const { title, docNo, genre, topic, sourceUnit, createdOn, effectiveOn, repealedOn, validity, audience } = d;
  const { keywords, summary, attribute, attributeReason, body } = d;
  const attachments = d.attachments.map((a) => [a.name, a.sha256]);
  const said = { title, docNo, genre, topic, sourceUnit, audience, keywords, summary, attribute, attributeReason, body };
  return createHash('sha256')
    .update(canonicalJson({ ...said, createdOn, effectiveOn, repealedOn, validity, attachments }))
    .digest('hex');
}

export const TITLE_MOST = 150;
export const SUMMARY_MOST = 100;

export type DisclosureRefusal =
  | 'not-found'
  | 'not-yours'
  | 'item-unknown'
  | 'organ-unknown'
  | 'duty-unknown'
  | 'duty-ended'
  | 'revision-conflict'
  | 'not-editable'
  | 'text-from-elsewhere'
  | 'title-needed'
  | 'title-long'
  | 'genre-unknown'
  | 'topic-unknown'
  | 'created-needed'
  | 'created-future'
  | 'date-wrong'
  | 'effective-before-created'
  | 'repealed-before-effective'
  | 'summary-long'
  | 'summary-needed'
  | 'body-needed'
  | 'body-broken'
  | 'attribute-reason-needed'
  | 'change-note-needed'
  | 'claimed-after-today'
  | 'claimed-before-created'
  | 'attachment-missing'
  | 'file-refused'
  | 'checks-stop'
  | 'not-approved'
  | 'release-past'
  | 'release-far'
  | 'not-published'
  | 'withdrawal-why-needed'
  | 'withdrawal-ground-needed'
  | 'not-withdrawn'
  | 'erased-already'
  | 'erasure-second-person'
  | 'erasure-leader'
  | 'already-correcting'
  | 'validity-unknown'
  | 'validity-date-needed'
  | 'dismissal-reason-needed'
  | 'dismissal-unknown'
  | 'dismissal-second-person'
  | 'dismissal-ground-needed'
  | 'link-unknown'
  | 'not-office'
  | 'no-credit-code';

/** What is wrong with a draft that somebody wants to submit. Pure; says everything at once. */
export function completeness(d: Draft, number: number, today: Day): Refusal<DisclosureRefusal>[] {
  const r: Refusal<DisclosureRefusal>[] = [];
  if (d.title === '') r.push({ code: 'title-needed', field: 'title', law: '条例2019#12' });
  if (!(genres as readonly string[]).includes(d.genre)) r.push({ code: 'genre-unknown', field: 'genre' });
  if (!(topics as readonly string[]).includes(d.topic)) r.push({ code: 'topic-unknown', field: 'topic' });
  if (d.createdOn === null) r.push({ code: 'created-needed', field: 'createdOn', law: '条例2019#26' });
  if (d.createdOn !== null && d.createdOn > today) r.push({ code: 'created-future', field: 'createdOn' });
  if (d.effectiveOn !== null && d.createdOn !== null && d.effectiveOn < d.createdOn)
    r.push({ code: 'effective-before-created', field: 'effectiveOn' });
  if (d.repealedOn !== null && d.effectiveOn !== null && d.repealedOn < d.effectiveOn)
    r.push({ code: 'repealed-before-effective', field: 'repealedOn' });
  if (d.summary === '') r.push({ code: 'summary-needed', field: 'summary', law: '条例2019#12' });
  if (plainText(d.body).trim() === '' && d.attachments.length === 0) r.push({ code: 'body-needed', field: 'body' });
  if (d.attribute !== '主动公开' && d.attributeReason.trim() === '')
    r.push({ code: 'attribute-reason-needed', field: 'attributeReason' });
  if (number > 1 && d.changeNote.trim() === '') r.push({ code: 'change-note-needed', field: 'changeNote' });
  if (d.claimedOn !== null && d.claimedOn > today) r.push({ code: 'claimed-after-today', field: 'claimedOn' });
  if (d.claimedOn !== null && d.createdOn !== null && d.claimedOn < d.createdOn)
    r.push({ code: 'claimed-before-created', field: 'claimedOn' });
  return r;
}

/** What is wrong with a draft even before it is complete: what could not be kept as typed. */
export function shapeProblems(d: Draft): Refusal<DisclosureRefusal>[] {
  const r: Refusal<DisclosureRefusal>[] = [];
  if ([...d.title].length > TITLE_MOST) r.push({ code: 'title-long', field: 'title', facts: { most: TITLE_MOST } });
  if ([...d.summary].length > SUMMARY_MOST)
    r.push({ code: 'summary-long', field: 'summary', facts: { most: SUMMARY_MOST, now: [...d.summary].length } });
  return r;
}

export function isEditable(state: EditionState): boolean {
  return state === 'drafting' || state === 'in-review' || state === 'approved' || state === 'scheduled';
}
