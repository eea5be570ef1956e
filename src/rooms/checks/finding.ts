// The nouns of the check column: what is looked at (a subject with its sources) and what is said about it (findings).
import type { Day } from '../../town/day.ts';

export type Where = 'title' | 'summary' | 'body' | 'table' | 'attachment' | 'metadata' | 'file-name';

/** One stretch of text as the public would receive it. Offsets in findings count UTF-16 units of `text`. */
export interface CheckSource {
  where: Where;
  /** What a reader calls the place, `第3段`; for a table cell also its column head, which is read as a cue. */
  label: string;
  text: string;
  anchor?: string;
}

export interface CheckLink {
  href: string;
  status: 'ok' | 'dead' | 'unchecked';
  anchor?: string;
}

export interface CheckAttachment {
  name: string;
  size: number;
  readable: boolean;
  problem?: string;
  /** What it carries that a reader does not see at first, a phrase each. */
  hidden?: readonly string[];
}

export interface SimilarDocument {
  indexNo: string;
  title: string;
  /** 0 … 1, as `shingleSimilarity` counts it. */
  similarity: number;
  href: string;
}

export interface CheckSubject {
  itemCode: string;
  itemName: string;
  requiredElements: readonly string[];
  title: string;
  docNo: string | null;
  createdOn: Day | null;
  effectiveOn: Day | null;
  repealedOn: Day | null;
  genre: string;
  summary: string;
  sources: readonly CheckSource[];
  links: readonly CheckLink[];
  attachments: readonly CheckAttachment[];
  today: Day;
  similar: readonly SimilarDocument[];
}

/** stop: not published until put right or dismissed · warn: a person should look · hint: good to know · pass: a green line. */
export type Level = 'stop' | 'warn' | 'hint' | 'pass';

/** Every rule there is, and how heavy it weighs. */
export const findingLevels = {
  'resident-id': 'stop',
  mobile: 'stop',
  'bank-card': 'stop',
  'resident-id-suspect': 'warn',
  'bank-account': 'warn',
  email: 'warn',
  plate: 'warn',
  passport: 'warn',
  'home-address': 'warn',
  minor: 'warn',
  health: 'warn',
  'personal-none': 'pass',
  'elements-missing': 'warn',
  'elements-complete': 'pass',
  'body-empty': 'stop',
  'body-placeholder': 'stop',
  'body-one-line': 'warn',
  'body-only-attachment': 'warn',
  'body-substantial': 'pass',
  'link-dead': 'warn',
  'link-inward': 'stop',
  'link-unchecked': 'hint',
  'links-alive': 'pass',
  'attachment-unreadable': 'stop',
  'attachment-hidden': 'stop',
  'attachment-absent': 'warn',
  'attachments-readable': 'pass',
  'created-missing': 'stop',
  'created-in-future': 'stop',
  'effective-before-created': 'warn',
  'repealed-before-effective': 'stop',
  'repealed-before-created': 'stop',
  'docno-year': 'warn',
  'docno-form': 'warn',
  'date-impossible': 'warn',
  'period-reversed': 'warn',
  'dates-in-order': 'pass',
  'same-document': 'stop',
  'similar-document': 'warn',
  'no-similar': 'pass',
  'wording-error': 'stop',
  'wording-suggest': 'warn',
  'wording-clean': 'pass',
} as const satisfies Record<string, Level>;

export type FindingRule = keyof typeof findingLevels;

/** Offsets into the text of the source the finding stands in. */
export interface FindingMatch {
  start: number;
  end: number;
  masked: string;
}

export interface Finding {
  rule: FindingRule;
  level: Level;
  fingerprint: string;
  title: string;
  explain: string;
  where: Where | null;
  anchor?: string;
  /** Never holds an unmasked number. */
  excerpt?: string;
  matches?: FindingMatch[];
  law?: string;
  /** The document it compares with. */
  href?: string;
}

/** Values a sentence in words.ts may quote. */
export type Facts = Readonly<Record<string, string | number>>;

/** What a rule says; run-checks adds level, sentence, law and fingerprint. */
export interface Remark {
  rule: FindingRule;
  /** What the remark is about, and nothing else: it becomes the fingerprint. */
  about: readonly string[];
  where?: Where;
  anchor?: string;
  excerpt?: string;
  matches?: FindingMatch[];
  href?: string;
  facts?: Facts;
}
