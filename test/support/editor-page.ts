// A small local site around the editor: one drafting page under the console's real CSP, and what was sent to it.
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildAssets } from '../../src/platform/http/assets.ts';
import { consolePolicy } from '../../src/platform/http/headers.ts';
import { htmlToBody } from '../../src/platform/reading/html-to-body.ts';
import type { Body } from '../../src/town/body.ts';

export interface Sent {
  path: string;
  fields: Map<string, string>;
  files: number;
  token: string | undefined;
}

export interface EditorSite {
  url: string;
  sent: Sent[];
  /** Status the next autosaves are answered with; 200 again after each use. */
  nextStatus: number[];
  signedIn: boolean;
  close(): void;
}

/** 1 × 1 transparent PNG. */
export const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

async function formOf(request: IncomingMessage): Promise<{ fields: Map<string, string>; files: number }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const form = await new Response(body, { headers: { 'content-type': request.headers['content-type'] ?? '' } }).formData();
  const entries = [...form] as unknown as [string, string | Blob][];
  const fields = new Map(entries.filter((e): e is [string, string] => typeof e[1] === 'string'));
  return { fields, files: entries.length - fields.size };
}

export async function editorSite(body: Body): Promise<EditorSite> {
  const assets = await buildAssets();
  const site: EditorSite = { url: '', sent: [], nextStatus: [], signedIn: true, close: () => server.close() };
  let revision = 1;

  const page = (nonce: string): string => `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>拟稿</title>
<link rel="stylesheet" href="${assets.url('console.css')}"><link rel="icon" href="${assets.url('icon.svg')}">
<script nonce="${nonce}" type="module" src="${assets.url('console.js')}"></script>
<script nonce="${nonce}" type="module" src="${assets.url('editor.js')}"></script></head><body><div class="console"><nav class="nav"><div class="who"></div></nav><main>
<h1>拟稿</h1><p role="status" data-save-state>第 1 次保存</p>
<form method="post" action="/save" enctype="multipart/form-data" class="sheet draft" data-autosave-url="/autosave" data-upload-url="/images" data-clean-url="/paste" data-image-base="/files/">
<input type="hidden" name="_token" value="token-${site.signedIn ? 1 : 2}"><input type="hidden" name="revision" value="${revision}">
<div class="field"><label for="field-title">标题</label><input id="field-title" name="title" value="通知"></div>
<div class="field"><span class="label">正文</span><textarea name="body" data-editor hidden aria-label="正文">${JSON.stringify(body).replace(/</g, '\\u003c')}</textarea></div>
<button type="submit">保存并检查</button></form></main></div></body></html>`;

  const server = createServer((request, response) => {
    void (async () => {
      if (assets.answer(request, response, {})) return;
      const path = request.url ?? '/';
      const json = (value: unknown, status = 200): void => {
        response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(value));
      };
      if (request.method === 'GET' && path.startsWith('/files/')) {
        response.writeHead(200, { 'content-type': 'image/png' }).end(pixel);
        return;
      }
      if (request.method === 'GET') {
        const nonce = randomBytes(16).toString('base64url');
        response
          .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': consolePolicy(nonce) })
          .end(page(nonce));
        return;
      }
      const { fields, files } = await formOf(request);
      site.sent.push({ path, fields, files, token: request.headers['x-form-token'] as string | undefined });
      if (path === '/autosave') {
        const status = site.nextStatus.shift() ?? 200;
        if (status !== 200) return json({}, status);
        revision++;
        json({ revision, savedAt: '2026-11-23T01:31:00.000Z', problems: [{ field: 'summary', sentence: '内容概述还没有写。' }] });
      } else if (path === '/paste') json(htmlToBody(fields.get('html') ?? ''));
      else if (path === '/images') json({ sha256: 'a'.repeat(64), src: `/files/${'a'.repeat(64)}` });
      else
        response
          .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
          .end('<!doctype html><title>已保存</title><h1>已保存</h1>');
    })().catch((fault: unknown) => response.writeHead(500).end(String(fault)));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  site.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return site;
}
