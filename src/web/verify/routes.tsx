// The page that checks documents, under a policy that lets its one script run and nothing else, and a copy of it to keep.
import { createHash } from 'node:crypto';
import { renderToString } from 'preact-render-to-string';
import { type Assets, buildAssets } from '../../platform/http/assets.ts';
import { verifyPolicy } from '../../platform/http/headers.ts';
import { page, type Reply } from '../../platform/http/reply.ts';
import type { Ctx, Route } from '../../platform/http/route.ts';
import { VerifyDocument } from './verify-page.tsx';

interface Script {
  text: string;
  /** As a content security policy names it. */
  hash: string;
}

let made: Promise<{ assets: Assets; script: Script }> | null = null;

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

async function make(): Promise<{ assets: Assets; script: Script }> {
  const assets = await buildAssets();
  const text = assets.text('verify.js').trim();
  if (/<\/script|<!--/i.test(text)) throw new Error('verify.js would end the script element it stands in');
  return { assets, script: { text, hash: hashOf(text) } };
}

/** The page as one file without a town: for the reader's own disk, for a county's site, for the command line. */
export async function verifyCopy(): Promise<string> {
  made ??= make();
  const { assets, script } = await made;
  const text = `${assets.text('site.css')}${assets.text('verify.css')}`.trim();
  const policy = `default-src 'none'; script-src '${script.hash}'; style-src '${hashOf(text)}'; img-src data:; form-action 'none'; base-uri 'none'`;
  return `<!doctype html>${renderToString(<VerifyDocument ctx={null} script={script.text} styles={{ text, policy }} />)}`;
}

async function verify(ctx: Ctx): Promise<Reply> {
  if (ctx.query.line('copy') !== '') {
    return {
      kind: 'bytes',
      type: 'text/html; charset=utf-8',
      body: Buffer.from(await verifyCopy()),
      headers: {
        'content-disposition': `attachment; filename="verify.html"; filename*=UTF-8''${encodeURIComponent('核对存证.html')}`,
      },
    };
  }
  made ??= make();
  const { script } = await made;
  const hrefs = ['site.css', 'verify.css'].map((name) => ctx.site.asset(name));
  const html = <VerifyDocument ctx={ctx} script={script.text} styles={{ hrefs }} />;
  return page(html, 200, { 'content-security-policy': verifyPolicy(script.hash) });
}

/** Kept: it depends on nothing but the town's name and the reader's preferences; the check itself is done by the reader. */
export const verifyRoutes: readonly Route[] = [{ method: 'GET', path: '/verify', kept: true, handle: verify }];
