// What the pages of review are told of one edition and of what this person may do with it.
import type { Problem } from '../../../../kit/problem-summary/part.tsx';
import type { TimeLeft } from '../../../../town/deadline.ts';
import type { CatalogueItem } from '../../../catalogue/door.ts';
import type { Organ } from '../../../people/door.ts';
import type { ReviewWithEvents } from '../../../review/door.ts';
import type { EditionFinding } from '../../check-edition.ts';
import type { DocumentRow, Edition } from '../../document.ts';
import type { Timeliness } from '../../lateness.ts';

export interface ReviewView {
  document: DocumentRow;
  edition: Edition;
  item: CatalogueItem;
  organ: Organ;
  authorName: string;
  review: ReviewWithEvents | null;
  findings: readonly EditionFinding[];
  /** Empty when this person may take the present step. */
  whyNot: readonly string[];
  left: TimeLeft | null;
  timeliness: Timeliness | null;
  mayForce: boolean;
  mayRelease: boolean;
  maySecondLook: boolean;
  mayEdit: boolean;
  problems: readonly Problem[];
  /** What was typed when a decision was refused. */
  typed: {
    opinion: string;
    secrecy: string;
    ground: string;
    scope: string;
    channels: readonly string[];
    audience: string;
    attribute: string;
    releaseAt: string;
  };
}
