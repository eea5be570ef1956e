// Everything a letter may have to say, as the desk gathers it. What only some letters need is optional; missing-facts.ts says in
// words what one lacks.
import type { Day } from '../../../town/day.ts';
import type { Regulation } from '../../../town/law.ts';
import type { AnswerCode } from '../answers.ts';
import type { Channel, Consulted, Opinion } from '../history.ts';
import type { Applicant, Wish } from '../info-request.ts';
import type { RemedyOrgans } from '../remedy-organs.ts';

/** Who writes: the town's government, and the office people turn to. */
export interface HouseFacts {
  organ: string;
  office: string;
  address: string;
  telephone: string;
}

export interface RequestFacts {
  number: string;
  channel: Channel;
  submittedOn: Day;
  /** Null while nobody has confirmed it. */
  receivedOn: Day | null;
  dueOn: Day | null;
  correctedOn?: Day | null;
  /** Due day after an extension the applicant was told of. */
  extendedTo?: Day | null;
  /** 承办单位, for the register. */
  handledBy?: string;
}

export interface Place {
  title: string;
  address: string;
}

export interface AnswerFacts {
  code: AnswerCode;
  /** Why; a line break begins a paragraph. */
  explanation: string;
  /** A statute beside the Regulation, as it is to be read: 《档案法》…. Compulsory for B2 and B8, unless the explanation names one. */
  otherLaw?: string;
  /** A1: where it stands. */
  places?: readonly Place[];
  /** How, where and when it can be had or done; channels of a petition; how to get a publication. */
  where?: string;
  /** Names of what goes along. */
  attachments?: readonly string[];
  /** A3: as which of B1 to B7 the rest is withheld. */
  withheldAs?: readonly AnswerCode[];
  /** C1: `absent` if nothing was found; by default `not-ours` where a right organ is named. */
  notHeld?: 'absent' | 'not-ours';
  rightOrgan?: { name: string; contact: string } | null;
  /** D2, D5: the answer given before. */
  earlier?: { number: string; on: Day | null } | null;
  thirdPartyOpinion?: Opinion | null;
  /** Why it is given in spite of a third party's refusal. */
  publicInterest?: string;
}

export interface CorrectionFacts {
  what: string;
  /** Working days. */
  period: number;
  /** Of the notice, once it is out. */
  number?: string | null;
  sentOn?: Day | null;
}

export interface ReasonsFacts {
  /** What was counted: 自2026年1月1日起共提出52件. */
  ground: string;
  /** Working days. */
  period: number;
}

export interface ExtensionFacts {
  reason: string;
  days: number;
  newDue: Day;
}

/** 延迟答复的合理期限. */
export interface PostponementFacts {
  reason: string;
  until: Day;
}

/** Somebody whose rights it touches. Their letters do not name who asks. */
export interface ThirdPartyFacts {
  name: string;
  isPerson: boolean;
  /** The information that is asked for, or will be given. */
  what: string;
  /** Why it is believed to touch their rights. */
  why: string;
  /** Working days; fifteen by 条例2019#32. */
  period: number;
  /** Why it is disclosed in spite of a refusal; for the notice that it will be. */
  publicInterest?: string;
}

export interface CoMakerFacts {
  name: string;
  what: string;
  period: number;
}

export interface ConsultationFacts {
  whom: Consulted;
  sentOn: Day;
}

export interface AssistanceFacts {
  organ: string;
  what: string;
  by: Day;
}

export interface FeeFacts {
  /** By number of applications or by pages; `cost` under 条例2007. */
  basis: 'items' | 'pages' | 'cost';
  /** Yuan. */
  amount: number;
  lines: readonly { what: string; amount: number }[];
  howToPay: string;
  /** Of the notice, once it is out. */
  number?: string | null;
  receivedOn?: Day | null;
}

export interface RectificationFacts {
  what: string;
  outcome: 'corrected' | 'refused' | 'transferred';
  explanation: string;
  /** Where it was transferred to. */
  organ?: string;
}

export interface TransferFacts {
  organ: string;
  what: string;
  why: string;
  materials: readonly string[];
}

export interface DeliveryFacts {
  document: string;
  number: string | null;
  place: string;
  /** 直接送达, 邮寄送达 …; empty: still to be ticked. */
  way: string;
  on: Day | null;
}

export interface LetterFacts {
  regulation: Regulation;
  /** The day the letter bears: remedies are those of that day. */
  signedOn: Day;
  house: HouseFacts;
  /** Where somebody who disagrees turns to. */
  remedies: RemedyOrgans;
  request: RequestFacts;
  applicant: Applicant;
  wish: Wish;
  answer?: AnswerFacts;
  correction?: CorrectionFacts;
  reasons?: ReasonsFacts;
  extension?: ExtensionFacts;
  postponement?: PostponementFacts;
  thirdParty?: ThirdPartyFacts;
  coMaker?: CoMakerFacts;
  consultation?: ConsultationFacts;
  assistance?: AssistanceFacts;
  fee?: FeeFacts;
  rectification?: RectificationFacts;
  transfer?: TransferFacts;
  delivery?: DeliveryFacts;
}
