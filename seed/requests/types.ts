// The shapes of the town's requests for information. A course is told in working days after the day the request counts as received.
import type { AnswerCode, AnswerWords, ApplicationDraft, Channel, Delivery, Opinion } from '../../src/rooms/requests/door.ts';

export interface SeedFile {
  name: string;
  /** Paragraphs; a line that begins with | is a row of its table. */
  text: string;
}

/** What was found, and what of it must not be read by the applicant. Without passages it goes out whole. */
export interface SeedRelease extends SeedFile {
  hide: readonly string[];
  ground: string;
}

export interface SeedAnswer {
  do: 'answer';
  code: AnswerCode;
  words: Partial<AnswerWords>;
  /** The number of the answer to this request is put in where it says {earlier}. */
  earlier?: string;
  release?: SeedRelease;
  /** Sent back once with this, proposed again on the same day. */
  sentBack?: string;
  /** Working days after receipt; null: not yet. The same day as the proposal, and the day after it, unless said otherwise. */
  signed?: number | null;
  out?: number | null;
  by?: Delivery;
  late?: string;
}

export type SeedDeed =
  | { do: 'ask-correction'; what: string }
  | { do: 'correct'; text: string }
  /** `arrived`: working days after receipt until whoever is asked had signed for the letter. */
  | { do: 'consult'; name: string; arrived: number }
  | { do: 'opinion'; opinion: Exclude<Opinion, 'silent'>; text: string }
  | { do: 'silent' }
  | { do: 'ask-reasons'; note: string }
  | { do: 'reasons'; text: string; reasonable: boolean }
  | { do: 'postpone'; until: string }
  /** The day the notice reached the applicant. */
  | { do: 'ask-fee'; pages: number }
  | { do: 'pay'; receipt: string }
  | { do: 'ask-extension'; days: number; reason: string }
  | { do: 'grant-extension' }
  | { do: 'message'; text: string }
  | { do: 'reply'; text: string }
  | { do: 'note'; text: string }
  | SeedAnswer
  | { do: 'abandon' }
  | { do: 'withdraw'; text: string };

export type SeedStep = SeedDeed & { day: number };

export interface SeedRequest {
  key: string;
  /** Key of the applicant. */
  from: string;
  via: Channel;
  /** `2025-03-04 10:20`: sent, or entered by staff on the day it came. */
  at: string;
  /** Working days until both sides had confirmed it, where that is what counts; null: nobody has. */
  confirmed?: number | null;
  /** Without anybody's name; empty while nobody has given it one. */
  title: string;
  /** Organ that handles it; null: not yet assigned. */
  organ: string | null;
  wish: string;
  more?: Partial<ApplicationDraft>;
  /** A mandate is handed in where somebody applies for somebody else. */
  mandate?: SeedFile;
  course: readonly SeedStep[];
  /** Not in the public log, on this ground. */
  unlisted?: string;
  /** Erased before its time, because the applicant asked for it. */
  erasedOn?: string;
}

export interface SeedRemedy {
  of: string;
  kind: 'review' | 'afterReview' | 'direct' | 'complaint';
  openedOn: string;
  organ: string;
  reference: string;
  ended?: { on: string; result: 'upheld' | 'corrected' | 'other'; whatWasDone: string };
}

export interface SeedSuggestion {
  of: string;
  title: string;
  /** Sign-in name; null: the applicant. The program raises one by itself when three people have asked for much the same. */
  by: string | null | 'the program';
  at?: string;
  decided?: { at: string } & ({ publish: { item: string; owner: string; dueOn: string } } | { refuse: string });
}
