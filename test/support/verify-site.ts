// A town with one document in the ledger, and the page that checks it, on a port of this machine; every answer can be replaced.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { renderToString } from 'preact-render-to-string';
import { exampleCtx } from '../../src/kit/example-ctx.ts';
import { buildAssets } from '../../src/platform/http/assets.ts';
import { Fields } from '../../src/platform/http/form.ts';
import { commonHeaders } from '../../src/platform/http/headers.ts';
import { verifyRoutes } from '../../src/web/verify/routes.tsx';
import { attachment, content, digestOf, documentPage, logVkey, madeDocument, picture, policyText } from './verified-document.ts';

export const documentAt = `/documents/${content.indexNo}`;
export const fragment = `#${content.indexNo}/1`;
export const attachmentAt = `/files/${digestOf(attachment)}/${encodeURIComponent('资金明细.txt')}`;
export const imageAt = `/images/${digestOf(picture)}`;

export type Answers = Map<string, Uint8Array | string>;

export function townAnswers(): Answers {
  const made = madeDocument();
  return new Map<string, Uint8Array | string>([
    [documentAt, documentPage()],
    [`${documentAt}/editions/1/content.json`, made.bytes],
    [`${documentAt}/editions/1/proof.tlog-proof`, made.proof],
    ['/ledger/vkey', `${logVkey}\n`],
    ['/ledger/policy', policyText],
    [attachmentAt, attachment],
    [imageAt, picture],
  ]);
}

export interface VerifySite {
  url: string;
  answers: Answers;
  /** Paths asked for, in order. */
  asked: string[];
  close(): void;
}

export async function verifySite(): Promise<VerifySite> {
  const assets = await buildAssets();
  const site: VerifySite = { url: '', answers: townAnswers(), asked: [], close: () => server.close() };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const common = commonHeaders(false);
    site.asked.push(url.pathname);
    if (assets.answer(request, response, common)) return;
    if (url.pathname !== '/verify') {
      const body = site.answers.get(url.pathname);
      response.writeHead(body === undefined ? 404 : 200, { ...common, 'content-type': 'text/html; charset=utf-8' }).end(body);
      return;
    }
    const elder = /gk-elder=1/.test(request.headers.cookie ?? '');
    const plain = exampleCtx({ path: '/verify', query: Fields.from(Object.fromEntries(url.searchParams)) });
    const ctx = { ...plain, preferences: { size: 'medium' as const, elder }, site: { ...plain.site, asset: assets.url } };
    void Promise.resolve(verifyRoutes[0]!.handle(ctx)).then((reply) => {
      if (reply.kind === 'page')
        response
          .writeHead(reply.status, { ...common, 'content-type': 'text/html; charset=utf-8', ...reply.headers })
          .end(`<!doctype html>${renderToString(reply.html)}`);
      else if (reply.kind === 'bytes')
        response.writeHead(200, { ...common, 'content-type': reply.type, ...reply.headers }).end(reply.body);
      else response.writeHead(500).end();
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  site.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return site;
}
