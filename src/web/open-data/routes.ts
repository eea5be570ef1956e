// Everything public as files, made while they are read: a page of rows at a time, whatever the size of the town.
import { calendarOf } from '../../platform/calendar/calendar-store.ts';
import { contentDisposition } from '../../platform/files/file-name.ts';
import { csvReply, type SheetCell, sheetReply } from '../../platform/http/sheet.ts';
import type { Reply } from '../../platform/http/reply.ts';
import type { Ctx, Route } from '../../platform/http/route.ts';
import { cadenceWords, dutiesAfter } from '../../rooms/catalogue/door.ts';
import { type WholeDocument, wholeDocumentsAfter } from '../../rooms/disclosure/door.ts';
import { plainText } from '../../town/body.ts';
import { shortTime } from '../../town/day.ts';
import type { DocumentId, DutyId } from '../../town/ids.ts';
import { dutyView, itemRef, itemView, type Names, namesOf, organRef, organView, summaryOf } from '../api/views.ts';

const PIECE = 100;

async function* documents(ctx: Ctx): AsyncGenerator<WholeDocument> {
  for (let after: DocumentId | null = null; ; ) {
    const piece: WholeDocument[] = await wholeDocumentsAfter(ctx.town.db, after, PIECE);
    yield* piece;
    const last = piece.at(-1);
    if (!last || piece.length < PIECE) return;
    after = last.id;
  }
}

/** Named field by field: what a row holds besides does not leave. */
function lineOf(names: Names, d: WholeDocument): object {
  return {
    ...summaryOf(names, d),
    topic: d.topic,
    sourceUnit: d.sourceUnit,
    audience: d.audience,
    keywords: d.keywords,
    changedAt: d.changedAt,
    text: plainText(d.body),
    attachments: d.attachments.map((a) => ({
      name: a.name,
      size: a.size,
      sha256: a.sha256,
      url: `${names.publicUrl}/files/${a.sha256}/${encodeURIComponent(a.name)}`,
    })),
  };
}

async function documentLines(ctx: Ctx): Promise<Reply> {
  const names = await namesOf(ctx.town.db, ctx.site.publicUrl);
  async function* lines(): AsyncGenerator<string> {
    let piece = '';
    for await (const d of documents(ctx)) {
      piece += `${JSON.stringify(lineOf(names, d))}\n`;
      if (piece.length < 65_536) continue;
      yield piece;
      piece = '';
    }
    yield piece;
  }
  return {
    kind: 'stream',
    type: 'application/jsonl; charset=utf-8',
    chunks: lines(),
    headers: { 'content-disposition': contentDisposition(`${ctx.town.name}公开文件.jsonl`), 'cache-control': 'no-cache' },
  };
}

const documentHead = [
  '索引号',
  '标题',
  '文号',
  '体裁',
  '主题分类',
  '目录编码',
  '目录事项',
  '发布机构',
  '来源',
  '生成日期',
  '首次发布',
  '最近更新',
  '版本',
  '有效性',
  '公开对象',
  '内容概述',
  '附件数',
  '导入',
  '地址',
] as const;

async function documentTable(ctx: Ctx): Promise<Reply> {
  const names = await namesOf(ctx.town.db, ctx.site.publicUrl);
  async function* rows(): AsyncGenerator<readonly SheetCell[]> {
    for await (const d of documents(ctx)) {
      const { url } = summaryOf(names, d);
      const item = itemRef(names, d.itemCode);
      yield [
        d.indexNo,
        d.title,
        d.docNo,
        d.genre,
        d.topic,
        item.code,
        item.name,
        organRef(names, d.organId).name,
        d.sourceUnit,
        d.createdOn,
        shortTime(d.publishedAt),
        shortTime(d.changedAt),
        d.editions,
        d.validity,
        d.audience,
        d.summary,
        d.attachments.length,
        d.imported ? '是' : '否',
        url,
      ];
    }
  }
  return csvReply(`${ctx.town.name}公开文件`, documentHead, rows());
}

const dutyHead = [
  '目录编码',
  '目录事项',
  '责任单位',
  '应公开的内容',
  '周期',
  '起算日',
  '应公开日期',
  '暂定',
  '状态',
  '说明',
  '办结日期',
  '文件',
  '不予公开依据',
  '备注',
];

async function dutyTable(ctx: Ctx): Promise<Reply> {
  const { db } = ctx.town;
  const names = await namesOf(db, ctx.site.publicUrl);
  const calendar = await calendarOf(db);
  async function* rows(): AsyncGenerator<readonly SheetCell[]> {
    for (let after: DutyId | null = null; ; ) {
      const piece = await dutiesAfter(db, after, PIECE);
      for (const duty of piece) {
        const d = dutyView(names, duty, calendar, ctx.today);
        const end = [d.endedOn, d.indexNo, d.ground, d.note];
        const what = [d.item.code, d.item.name, d.organ.name, d.title, d.period ?? d.kind];
        yield [...what, d.eventOn, d.due, d.provisional ? '是' : '否', stateWords[d.state], d.says, ...end];
      }
      const last = piece.at(-1);
      if (!last || piece.length < PIECE) return;
      after = last.id;
    }
  }
  return csvReply(`${ctx.town.name}应公开任务`, dutyHead, rows());
}

const stateWords = {
  due: '待公开',
  soon: '待公开',
  overdue: '逾期未公开',
  published: '按期公开',
  late: '迟公开',
  nil: '本期无',
  withheld: '不予公开',
} as const;

const organHead = [
  '代码',
  '名称',
  '简称',
  '类别',
  '上级',
  '信用代码',
  '职能',
  '负责人',
  '职务',
  '电话',
  '传真',
  '电子邮箱',
  '地址',
  '办公时间',
  '设立',
  '撤销',
  '网页',
];

async function organTable(ctx: Ctx): Promise<Reply> {
  const names = await namesOf(ctx.town.db, ctx.site.publicUrl);
  async function* rows(): AsyncGenerator<readonly SheetCell[]> {
    for (const organ of names.organs.values()) {
      const o = organView(names, organ);
      const place = [o.code, o.name, o.shortName, o.kind, o.parent?.name ?? null, o.creditCode, o.functions.join('\n')];
      yield [...place, o.head, o.headPost, o.telephone, o.fax, o.mail, o.address, o.hours, o.openedOn, o.closedOn, o.url];
    }
  }
  return csvReply(`${ctx.town.name}机构`, organHead, rows());
}

const catalogueHead = [
  ['序号', 6],
  ['一级事项', 16],
  ['公开事项', 24],
  ['公开内容（要素）', 50],
  ['公开依据', 40],
  ['公开时限', 30],
  ['定期公开', 40],
  ['公开主体', 20],
  ['协办', 20],
  ['公开渠道和载体', 30],
  ['公开对象', 14],
  ['公开方式', 12],
  ['公开层级', 12],
  ['说明', 30],
  ['停用日期', 12],
] as const;

async function catalogueBook(ctx: Ctx): Promise<Reply> {
  const names = await namesOf(ctx.town.db, ctx.site.publicUrl);
  const rows = [...names.items.values()].map((item): SheetCell[] => {
    const rhythms = [...item.cadences, ...item.villageCadences].map(cadenceWords);
    const i = itemView(names, item, undefined, rhythms);
    const co = i.coOrgans.map((o) => o.name).join('、');
    const what = [
      i.code,
      i.category,
      i.name,
      i.elements.join('、'),
      i.basis.join('；'),
      i.limit,
      i.rhythms.join('；'),
      i.organ.name,
    ];
    return [...what, co, i.channels.join('、'), i.audience, i.mode, i.level, i.notes, i.closedOn];
  });
  return sheetReply(
    `${ctx.town.name}政务公开目录`,
    catalogueHead.map(([title, width]) => ({ title, width })),
    rows,
  );
}

export const openDataRoutes: readonly Route[] = [
  { method: 'GET', path: '/open-data/documents.jsonl', handle: documentLines },
  { method: 'GET', path: '/open-data/documents.csv', handle: documentTable },
  { method: 'GET', path: '/open-data/duties.csv', handle: dutyTable },
  { method: 'GET', path: '/open-data/organs.csv', handle: organTable },
  { method: 'GET', path: '/open-data/catalogue.xlsx', handle: catalogueBook },
];
