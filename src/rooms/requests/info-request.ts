// The nouns of the room: an InfoRequest, who asks, what is asked. Applicant and Wish are personal and live sealed; everything
// else may be counted and listed.
import type { CaseKeyId } from '../../platform/vault/key-names.ts';
import type { Day, Instant } from '../../town/day.ts';
import type { Id, OrganId, StaffId } from '../../town/ids.ts';
import type { Regulation } from '../../town/law.ts';
import type { AnswerCode } from './answers.ts';
import type { RequestClock } from './clock.ts';
import type { Channel } from './history.ts';
import type { RequestState } from './standing.ts';

export type RequestId = Id<'info-request'>;
export type LetterId = Id<'request-letter'>;
export type RequestFileId = Id<'request-file'>;

/** The columns of Table 3. */
export const applicantKinds = ['natural', 'business', 'research', 'charity', 'legal', 'other'] as const;
export type ApplicantKind = (typeof applicantKinds)[number];

export const applicantKindNames: Readonly<Record<ApplicantKind, string>> = {
  natural: '自然人',
  business: '商业企业',
  research: '科研机构',
  charity: '社会公益组织',
  legal: '法律服务机构',
  other: '其他组织',
};

export const channelNames: Readonly<Record<Channel, string>> = {
  counter: '当面递交',
  'signed-mail': '邮寄（签收）',
  'plain-mail': '平常信函',
  internet: '网上',
  fax: '传真',
  'e-mail': '电子邮件',
  oral: '口头（工作人员代填）',
};

export const carriers = ['paper', 'e-mail', 'disc', 'view'] as const;
export type Carrier = (typeof carriers)[number];
export const carrierNames: Readonly<Record<Carrier, string>> = {
  paper: '纸质',
  'e-mail': '电子文件',
  disc: '光盘或者磁盘',
  view: '当场查阅、抄录',
};

export const obtainings = ['collect', 'post', 'e-mail', 'fax', 'on-the-spot'] as const;
export type Obtaining = (typeof obtainings)[number];
export const obtainingNames: Readonly<Record<Obtaining, string>> = {
  collect: '自行领取',
  post: '邮寄',
  'e-mail': '电子邮件',
  fax: '传真',
  'on-the-spot': '当场阅读、抄录',
};

export interface Agent {
  name: string;
  idNumber: string;
  telephone: string;
}

export interface Applicant {
  kind: ApplicantKind;
  name: string;
  /** A passport, a permit, an office's old code; left out for 居民身份证 of a person and 统一社会信用代码 of an organisation. */
  idKind?: 'other' | undefined;
  /** Empty where the law did not ask for it (条例2007#20). */
  idNumber: string;
  /** 法定代表人 and 联系人 of an organisation. */
  representative: string;
  contact: string;
  telephone: string;
  email: string;
  fax: string;
  address: string;
  postcode: string;
  agent: Agent | null;
  /** 阅读困难或者视听障碍 (条例2019#43), in the applicant's words. */
  help: string;
}

export interface Wish {
  /** 名称、文号或者便于查询的其他特征性描述. */
  content: string;
  carrier: Carrier;
  obtaining: Obtaining;
  /** 特殊需要 and 减免, asked for under 条例2007 only. */
  purpose: string;
}

export interface InfoRequest {
  id: RequestId;
  number: string;
  channel: Channel;
  applicantKind: ApplicantKind;
  regulation: Regulation;
  title: string;
  organId: OrganId | null;
  handlerId: StaffId | null;
  state: RequestState;
  clock: RequestClock;
  submittedOn: Day;
  submittedAt: Instant;
  receivedOn: Day | null;
  dueOn: Day | null;
  draftOn: Day | null;
  promiseOn: Day | null;
  waitingUntil: Day | null;
  provisional: boolean;
  extended: boolean;
  extensionPending: boolean;
  answerCode: AnswerCode | null;
  endedOn: Day | null;
  lateReason: string;
  unlisted: string;
  keyId: CaseKeyId;
  applicantSealed: string;
  wishSealed: string;
  saltSealed: string;
  erasedOn: Day | null;
  codeHash: string;
  revision: number;
}
