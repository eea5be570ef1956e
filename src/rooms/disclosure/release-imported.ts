// Personal data in a document that is being imported, let through by a second person: said in the importer's act, in the
// name of the one who released it, on a ground.
import type { Act } from '../../platform/act/act.ts';
import type { DocumentId, EditionId, StaffId } from '../../town/ids.ts';
import { keepDismissal, type ReleaseGround } from '../checks/door.ts';
import type { EditionFinding } from './check-edition.ts';
import { insertEvent } from './store.ts';

export interface ReleasedBy {
  staffId: StaffId;
  name: string;
  ground: ReleaseGround;
  reason: string;
}

/** The caller has made sure that the releaser is not the author, and that a reason and a known ground are given. */
export async function releaseImported(
  act: Act,
  place: { documentId: DocumentId; editionId: EditionId },
  findings: readonly EditionFinding[],
  by: ReleasedBy,
): Promise<void> {
  for (const finding of findings) {
    const { fingerprint, rule } = finding;
    await keepDismissal(act, place.documentId, { fingerprint, rule, reason: by.reason, ground: by.ground, by });
    await insertEvent(act, place.documentId, place.editionId, 'dismissed', `${finding.title}：${by.reason}（${by.name}）`);
  }
  act.record(`document:${place.documentId}`, {
    released: findings.map((f) => f.rule),
    by: by.staffId,
    ground: by.ground,
    reason: by.reason,
  });
}
