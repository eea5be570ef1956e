// What leaves through the read API: every field by name. Answers are cut to these schemas, so a field that is not declared
// here never leaves, whatever a query or a row holds (stack of guards: SECURITY.md).
import { z } from 'zod';

/** A named component of openapi.json. */
function component<T extends z.ZodType>(id: string, description: string, schema: T): T {
  return schema.meta({ id, description });
}

const day = z.string().meta({ format: 'date' });
const moment = z.string().meta({ format: 'date-time' }).describe('时刻，UTC');

const problem = component(
  'Problem',
  '请求没有完成时的答复（RFC 9457）',
  z.object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    detail: z.string(),
    instance: z.string(),
    errors: z.array(z.object({ parameter: z.string(), detail: z.string() })).optional(),
  }),
);

const ref = component(
  'Reference',
  '另一份资料的编码、名称和地址',
  z.object({ code: z.string(), name: z.string(), url: z.string() }),
);

const summaryShape = {
  indexNo: z.string().describe('索引号'),
  title: z.string(),
  docNo: z.string().describe('文号，没有的为空'),
  genre: z.string().describe('体裁'),
  summary: z.string().describe('内容概述'),
  validity: z.string().describe('有效性'),
  item: ref.describe('公开目录事项'),
  organ: ref.describe('发布机构'),
  createdOn: day.nullable().describe('生成日期'),
  publishedAt: moment.describe('首次发布的时刻'),
  edition: z.number().describe('现行版本号'),
  imported: z.boolean().describe('是否由旧站导入'),
  url: z.string().describe('网页地址'),
  self: z.string().describe('本资料在接口中的地址'),
};

const summary = component('DocumentSummary', '一份公开文件，列表中的一行', z.object(summaryShape));

const attachment = component(
  'Attachment',
  '附件',
  z.object({ name: z.string(), kind: z.string(), size: z.number().describe('字节'), sha256: z.string(), url: z.string() }),
);

const edition = component(
  'Edition',
  '公开过的一个版本',
  z.object({
    number: z.number(),
    publishedAt: moment.nullable(),
    changeNote: z.string().describe('更正说明'),
    url: z.string(),
  }),
);

const link = component(
  'Link',
  '与另一份文件的关系',
  z.object({
    kind: z.enum(['interprets', 'supersedes', 'related']).describe('解读、代替、相关'),
    direction: z.enum(['out', 'in']).describe('out：本文件对那份文件；in：那份文件对本文件'),
    indexNo: z.string(),
    title: z.string().nullable().describe('已撤回的文件不给标题'),
    withdrawn: z.boolean(),
    url: z.string(),
  }),
);

const timeliness = component(
  'Timeliness',
  '是否按期公开，以及怎么算的',
  z.object({
    due: day.describe('应公开日期'),
    provisional: z.boolean().describe('所跨年度的放假安排未公布，日期为暂定'),
    daysLate: z.number().describe('迟几天（日历日），按期为 0'),
    workingDaysLate: z.number(),
    explanation: z.array(z.string()).describe('一步一句'),
  }),
);

const document = component(
  'Document',
  '一份公开文件的全文和元数据',
  z.object({
    ...summaryShape,
    topic: z.string().describe('主题分类'),
    sourceUnit: z.string().describe('来源'),
    audience: z.string().describe('公开对象'),
    keywords: z.array(z.string()),
    effectiveOn: day.nullable(),
    repealedOn: day.nullable(),
    claimedOn: day.nullable().describe('补录的原公开日期'),
    importedAt: moment.nullable(),
    text: z.string().describe('正文，纯文本'),
    html: z.string().describe('正文，HTML 片段，图片为绝对地址'),
    attachments: z.array(attachment),
    editions: z.array(edition),
    links: z.array(link),
    timeliness: timeliness.nullable(),
  }),
);

const withdrawn = component(
  'WithdrawnDocument',
  '已撤回的文件：何时、何人、为何、依据什么撤回',
  z.object({
    ...problem.shape,
    indexNo: z.string(),
    item: ref,
    organ: ref,
    publishedAt: moment.nullable(),
    url: z.string(),
    withdrawal: z.object({ at: moment, by: z.string(), why: z.string(), ground: z.string() }),
  }),
);

const status = component(
  'ItemStatus',
  '一个目录事项的公开情况，按今天计算',
  z.object({
    state: z.enum(['on-time', 'soon', 'late', 'none']),
    says: z.string(),
    lastPublishedOn: day.nullable(),
    nextDue: day.nullable(),
    open: z.number(),
    overdue: z.number(),
    published: z.number(),
    publishedLate: z.number(),
    nil: z.number(),
    withheld: z.number(),
  }),
);

const item = component(
  'CatalogueItem',
  '公开目录的一个事项，十个栏目',
  z.object({
    code: z.string(),
    category: z.string(),
    name: z.string(),
    elements: z.array(z.string()).describe('公开内容（要素）'),
    basis: z.array(z.string()).describe('公开依据'),
    limit: z.string().describe('公开时限'),
    rhythms: z.array(z.string()).describe('定期公开的周期和期限'),
    organ: ref.describe('公开主体'),
    coOrgans: z.array(ref).describe('协办'),
    channels: z.array(z.string()),
    audience: z.string(),
    mode: z.string(),
    level: z.string(),
    notes: z.string(),
    openedOn: day,
    closedOn: day.nullable(),
    status: status.nullable().describe('停用的事项没有'),
    url: z.string(),
    self: z.string(),
  }),
);

const duty = component(
  'Duty',
  '一项应公开任务：一个机构在一个日期前应公开的一件',
  z.object({
    id: z.string(),
    item: ref,
    organ: ref,
    title: z.string(),
    kind: z.string(),
    period: z.string().nullable(),
    eventOn: day.describe('起算日'),
    law: z.string(),
    due: day.describe('应公开日期'),
    provisional: z.boolean(),
    explanation: z.array(z.string()),
    state: z.enum(['due', 'soon', 'overdue', 'published', 'late', 'nil', 'withheld']),
    says: z.string(),
    endedOn: day.nullable(),
    indexNo: z.string().nullable().describe('办结它的文件'),
    ground: z.string().nullable().describe('不予公开的依据'),
    note: z.string().nullable().describe('本期无、不予公开的说明'),
    url: z.string(),
  }),
);

const organ = component(
  'Organ',
  '机构',
  z.object({
    code: z.string(),
    name: z.string(),
    shortName: z.string(),
    kind: z.string(),
    parent: ref.nullable(),
    creditCode: z.string().nullable(),
    functions: z.array(z.string()),
    address: z.string(),
    hours: z.string(),
    telephone: z.string(),
    fax: z.string().describe('传真，没有的为空'),
    mail: z.string().describe('电子邮箱，没有的为空'),
    head: z.string(),
    headPost: z.string(),
    openedOn: day,
    closedOn: day.nullable(),
    url: z.string(),
    self: z.string(),
  }),
);

const change = component(
  'Change',
  '公开状态的一次变化；变化之后的样子请按 self 取',
  z.object({
    cursor: z.string().describe('本条的游标，按提交先后递增'),
    kind: z.enum(['published', 'corrected', 'validity', 'withdrawn']),
    at: moment,
    indexNo: z.string(),
    edition: z.number().nullable().describe('发布和更正：第几版'),
    validity: z.string().nullable().describe('标注有效性：标为什么'),
    validityDay: day.nullable(),
    withdrawn: z.boolean().describe('这份文件现在是否已撤回'),
    title: z.string().nullable().describe('现在的标题；已撤回的不给'),
    item: z.string(),
    organ: z.string(),
    self: z.string(),
    url: z.string(),
  }),
);

const list = <T extends z.ZodType>(id: string, description: string, line: T) =>
  component(
    id,
    description,
    z.object({ items: z.array(line), next: z.string().nullable().describe('下一页的 cursor；没有下一页时为 null') }),
  );

export const answers = {
  problem,
  document,
  withdrawn,
  documents: list('DocumentPage', '文件，新的在前', summary),
  item,
  items: component('Catalogue', '公开目录', z.object({ items: z.array(item) })),
  duties: list('DutyPage', '应公开任务，按产生先后', duty),
  organ,
  organs: component('OrganList', '机构', z.object({ items: z.array(organ) })),
  changes: component(
    'ChangePage',
    '变化，先后为提交的先后，不重不漏',
    z.object({
      items: z.array(change),
      next: z.string().describe('下次的 since；没有新变化时与这次相同或更大'),
      more: z.boolean().describe('是否现在就可以再取'),
    }),
  ),
} as const;

export type Answer<K extends keyof typeof answers> = z.output<(typeof answers)[K]>;
