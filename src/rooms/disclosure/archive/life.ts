// Nouns of a document's whole life as an archive holds it: what the public was shown, and all that was done with it. Of editions
// that were never public there is nothing but their numbers.
import type { NumberedLine } from '../../../platform/act/outbox.ts';
import type { AuditRowAbout } from '../../../platform/act/rows-about.ts';
import type { Instant } from '../../../town/day.ts';
import type { EditionId } from '../../../town/ids.ts';
import type { Duty, dutyHistory } from '../../catalogue/door.ts';
import type { ReviewEvent } from '../../review/door.ts';
import type { DocumentRow, EditionState } from '../document.ts';
import type { DocumentEvent } from '../reads.ts';
import type { LoggedSeal } from '../seal.ts';

/** `erased`: there is none any more. `secret`: withdrawn as a state secret, which is handed over by other ways. */
export type TextState = 'whole' | 'erased' | 'secret';

export interface LifeFile {
  sha256: string;
  name: string;
  size: number;
}

export interface ReviewFacts {
  state: string;
  secrecyResult: string | null;
  filing: object | null;
  forced: boolean;
}

export interface LifeEdition {
  id: EditionId;
  number: number;
  state: EditionState;
  title: string;
  changeNote: string;
  publishedAt: Instant | null;
  seals: readonly LoggedSeal[];
  attachments: readonly LifeFile[];
  /** Pictures in the text, by digest, with the name they get. */
  images: readonly LifeFile[];
  review: ReviewFacts | null;
  reviewEvents: readonly ReviewEvent[];
}

export interface LifeEvent extends DocumentEvent {
  /** Number of the edition it was about. */
  edition: number | null;
}

type DutyEvents = Awaited<ReturnType<typeof dutyHistory>>;

export interface LifeDuty {
  duty: Duty;
  title: string;
  history: DutyEvents;
  lines: readonly NumberedLine[];
}

export interface Life {
  document: DocumentRow & { indexNo: string };
  organ: { code: string; name: string };
  item: { code: string; name: string };
  text: TextState;
  editions: readonly LifeEdition[];
  /** Corrections that are still under way, or came to nothing. */
  leftOut: readonly { number: number; state: EditionState }[];
  events: readonly LifeEvent[];
  /** Entry null: withheld. */
  audit: readonly (Omit<AuditRowAbout, 'entry'> & { entry: string | null })[];
  auditHead: { seq: number; hash: string };
  duty: LifeDuty | null;
  withdrawal: { at: Instant; byName: string; why: string; ground: string } | null;
  /** Index numbers alone: what they say is not this document's. */
  related: readonly { kind: string; outward: boolean; indexNo: string }[];
  /** What the ledger was told under the document's own number. */
  lines: readonly NumberedLine[];
}
