// The parameters of the read API. Each says in Chinese what is wrong with what was given; unknown ones are refused, so that
// a misspelt filter is never taken for "all".
import { z } from 'zod';
import { genres, validities } from '../../rooms/disclosure/door.ts';
import { standingNames } from '../../rooms/catalogue/door.ts';
import { parseDay } from '../../town/day.ts';
import { changeAfter, dutyAfter, placeOf } from './cursor.ts';

export const MOST_LINES = 200;
const USUAL_LINES = 50;
const LIMIT_WRONG = `limit 应为 1 到 ${MOST_LINES} 的整数`;
export const FIRST_YEAR = 2007;
export const LAST_YEAR = 2100;

const shown = (value: unknown): string => String(value).slice(0, 40);

/** A parameter given once, as text. */
function once(name: string) {
  return z.string({ error: () => `参数 ${name} 只能给一次` });
}

const limit = z.coerce
  .number({ error: () => LIMIT_WRONG })
  .int({ error: () => LIMIT_WRONG })
  .min(1, { error: () => LIMIT_WRONG })
  .max(MOST_LINES, { error: () => LIMIT_WRONG })
  .default(USUAL_LINES)
  .describe(`每页条数，1 到 ${MOST_LINES}`);

const item = once('item')
  .regex(/^\d{2,3}$/, { error: (issue) => `item 应为目录编码（如 06），给的是“${shown(issue.input)}”` })
  .describe('公开目录编码，如 06');
const organ = once('organ')
  .regex(/^[a-z0-9-]{1,40}$/, { error: (issue) => `organ 应为机构代码（见 /api/v1/organs），给的是“${shown(issue.input)}”` })
  .describe('机构代码');

function oneOf<const T extends readonly [string, ...string[]]>(name: string, values: T) {
  return z.enum(values, { error: (issue) => `${name} 应为以下之一：${values.join('、')}；给的是“${shown(issue.input)}”` });
}

function cursor(known: (text: string) => unknown) {
  return once('cursor')
    .refine((text) => known(text) !== null, {
      error: () => 'cursor 不是本接口给出的游标，请用上一页的 next，或不带 cursor 从头开始',
    })
    .describe('上一页给出的 next');
}

function query<S extends z.ZodRawShape>(shape: S) {
  const known = Object.keys(shape).join('、');
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `没有参数“${shown((issue as { keys?: string[] }).keys?.join('、'))}”，${known === '' ? '这个地址不用参数' : `可用的有：${known}`}`
        : undefined,
  });
}

export const noQuery = query({});

export const documentsQuery = query({
  item: item.optional(),
  organ: organ.optional(),
  year: once('year')
    .refine((t) => /^\d{4}$/.test(t) && Number(t) >= FIRST_YEAR && Number(t) <= LAST_YEAR, {
      error: (issue) => `year 应为 ${FIRST_YEAR} 到 ${LAST_YEAR} 的年份，给的是“${shown(issue.input)}”`,
    })
    .describe('首次发布的年份')
    .optional(),
  validity: oneOf('validity', validities).describe('有效性').optional(),
  genre: oneOf('genre', genres).describe('体裁').optional(),
  cursor: cursor(placeOf).optional(),
  limit,
});

export const dutyStates = ['open', ...(Object.keys(standingNames) as (keyof typeof standingNames)[])] as const;

const day = (name: string) =>
  once(name)
    .refine((t) => parseDay(t) !== null, { error: (issue) => `${name} 应为日期（如 2026-11-23），给的是“${shown(issue.input)}”` })
    .meta({ format: 'date' });

export const dutiesQuery = query({
  item: item.optional(),
  organ: organ.optional(),
  state: oneOf('state', dutyStates as unknown as readonly [(typeof dutyStates)[number], ...(typeof dutyStates)[number][]])
    .describe('状态，按今天计算；open 为全部未办结的')
    .optional(),
  from: day('from').describe('应公开日期不早于').optional(),
  to: day('to').describe('应公开日期不晚于').optional(),
  cursor: cursor(dutyAfter).optional(),
  limit,
});

export const changesQuery = query({
  since: once('since')
    .refine((t) => changeAfter(t) !== null, { error: () => 'since 不是本接口给出的游标，请用上次的 next，或用 0 从头开始' })
    .describe('上次取到的 next；0 或不给为从头')
    .default('0'),
  limit,
});

export type DocumentsQuery = z.output<typeof documentsQuery>;
export type DutiesQuery = z.output<typeof dutiesQuery>;
