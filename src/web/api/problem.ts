// What the read API answers when it cannot: application/problem+json (RFC 9457), in Chinese, naming what and where.
import type { FastifyReply } from 'fastify';

export interface Problem {
  /** Address of the description; always about:blank, the title says it. */
  type: 'about:blank';
  title: string;
  status: number;
  detail: string;
  instance: string;
  /** Which parameters are wrong, and why. */
  errors?: { parameter: string; detail: string }[];
}

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

const titles: Readonly<Record<number, string>> = {
  400: '请求的参数不正确',
  404: '没有这个地址',
  405: '不支持这种请求方法',
  410: '文件已经撤回',
  429: '请求得太频繁',
  500: '系统出了故障',
  503: '暂停展示',
};

export function problem(
  status: number,
  instance: string,
  detail: string,
  errors?: readonly { parameter: string; detail: string }[],
): Problem {
  const base = { type: 'about:blank', title: titles[status] ?? '请求没有完成', status, detail, instance } as const;
  return errors && errors.length > 0 ? { ...base, errors: [...errors] } : base;
}

/** Sends a problem past the response schemas: it holds nothing but what `problem` puts in. */
export function sendProblem(reply: FastifyReply, value: Problem): FastifyReply {
  return reply
    .code(value.status)
    .header('cache-control', 'no-store')
    .serializer((body: unknown) => JSON.stringify(body))
    .type(PROBLEM_TYPE)
    .send(value);
}

/** Thrown by a handler that finds a parameter wrong only when it looks it up; becomes a 400 or 404; 503 for a text that is not what was logged. */
export class ApiRefusal extends Error {
  constructor(
    readonly status: 400 | 404 | 503,
    readonly detail: string,
    readonly parameter: string | null = null,
  ) {
    super(detail);
  }
}
