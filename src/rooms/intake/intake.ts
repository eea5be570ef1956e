// Nouns of the intake: a set of files, each file of it, and what became of it.
import type { DocumentId, Id, OrganId, StaffId } from '../../town/ids.ts';
import type { Day, Instant } from '../../town/day.ts';
import type { ReleaseGround } from '../checks/door.ts';
import type { MetadataRow } from './metadata.ts';
import type { Wish } from './proposal.ts';

export type BatchId = Id<'intake-batch'>;
export type LineId = Id<'intake-file'>;

export type BatchState = 'looking' | 'ready' | 'importing' | 'done';

export const batchStateNames: Readonly<Record<BatchState, string>> = {
  looking: '正在预览',
  ready: '待确认',
  importing: '正在导入',
  done: '已完成',
};

export type LineState = 'waiting' | 'ready' | 'refused' | 'left-out' | 'imported' | 'skipped' | 'failed' | 'kept';

export const lineStateNames: Readonly<Record<LineState, string>> = {
  waiting: '等待',
  ready: '可以导入',
  refused: '不能导入',
  'left-out': '不导入',
  imported: '已导入',
  skipped: '已有，跳过',
  failed: '没有导入',
  kept: '附件',
};

/** A second person let the personal data of one file through. */
export interface Release {
  staffId: StaffId;
  name: string;
  ground: ReleaseGround;
  reason: string;
  at: Instant;
}

/** What was found in a file and said about it, for people. */
export interface Found {
  title: string;
  docNo: string;
  genre: string;
  source: string;
  chapters: number;
  itemCode: string | null;
  organId: OrganId | null;
  createdOn: Day | null;
  publishedOn: Day | null;
  attachments: readonly string[];
  /** Why not. */
  why: readonly string[];
  warnings: readonly string[];
  /** True when nothing but personal data stands in the way: a second person may release it. */
  releasable: boolean;
}

export const nothingFound: Found = {
  title: '',
  docNo: '',
  genre: '',
  source: '',
  chapters: 0,
  itemCode: null,
  organId: null,
  createdOn: null,
  publishedOn: null,
  attachments: [],
  why: [],
  warnings: [],
  releasable: false,
};

/** The end of one file, or what it would be. */
export interface Settled {
  state: 'ready' | 'refused' | 'imported' | 'skipped' | 'failed';
  found: Found;
  documentId: DocumentId | null;
  indexNo: string | null;
}

/** A document of a set before it is read. */
export interface Entry {
  lineId: LineId | null;
  /** The row's own key, or the path inside the set. */
  rowKey: string;
  keyed: boolean;
  name: string;
  row: MetadataRow | null;
  wish: Wish;
  release: Release | null;
}

/** How many documents one set may hold. */
export const setLimits = { documents: 20_000, consoleDocuments: 100, consoleFiles: 300 } as const;
