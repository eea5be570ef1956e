// All that other rooms may see of disclosure.
export { type ArchivedFile, archiveOf } from './archive/archive-of.ts';
export { type ArchiveChecked, checkArchive, checkTop, type GivenFolder } from './archive/check-archive.ts';
export {
  type ArchiveRefusal,
  type ArchiveWish,
  archiveWords,
  type WrittenArchives,
  writeArchives,
} from './archive/write-archives.ts';
export { checkEdition, type EditionFinding } from './check-edition.ts';
export { startCorrection } from './correct.ts';
export { type NormativeState, normativeCounts, normativeLines, type PublicCount, publicCounts } from './count-public.ts';
export * from './document.ts';
export { eraseContent } from './erase.ts';
export { markValidity, withdraw, withdrawalGrounds } from './end.ts';
export { compare, type Timeliness, timeliness } from './lateness.ts';
export { setLinks } from './link.ts';
export { selfCheck } from './self-check.ts';
export { type Published, publishEdition, showCovered } from './publish.ts';
export { publicTallies } from './public-tallies.ts';
export { type KnownDocument, knownDocuments, type Place, publishedAfter } from './read-pages.ts';
export * from './read-public.ts';
export { distrusted } from './read-seal.ts';
export { disclosedSubjects } from './read-subjects.ts';
export * from './reads.ts';
export { renewText } from './renew-text.ts';
export { releaseAt, releaseChore, releaseNow } from './release.ts';
export { saveDraft } from './save-draft.ts';
export { sealFormer } from './seal-former.ts';
export { search, type SearchFilters, type SearchHit, type SearchResult } from './search.ts';
export { blankDraft, type DraftStart, type DraftStarted, startDraft } from './start-draft.ts';
export { editionById, insertDocument, insertEdition, insertEvent, keepNumbers, lockEdition } from './store.ts';
export { submit } from './submit.ts';
export { takeStep, forceThrough } from './take-step.ts';
export { recordFile, takeUpload, type TakenUpload } from './take-upload.ts';
export { changesPath, documentPath, editionPath, filePath, imagePath } from './web/addresses.ts';
export { lastPage, pageWithin, readPage } from './web/list-filter.ts';
export { timelinessOf } from './web/load-view.ts';
export { AddressProblems } from './web/pages/address-problems.tsx';
export { DocumentList } from './web/pages/document-list.tsx';
export { disclosureWords } from './words.ts';
