// What a first visit to a page takes over the wire: its HTML and every style sheet it links, as compressed.
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { get } from './load.ts';
import { serve } from './processes.ts';
import { atMost, type Row } from './row.ts';
import { someDocuments, type World } from './world.ts';

const KIB = 1024;

export async function pageSizes(world: World): Promise<Row[]> {
  const serving = await serve(world);
  const rows: Row[] = [];
  try {
    const [document] = await someDocuments(world, 1);
    for (const [name, path] of [
      ['首页', '/'],
      ['目录', '/catalogue'],
      ['文件页', document as string],
    ] as const) {
      for (const encoding of ['br', 'gzip'] as const) {
        const page = await get(`${serving.url}${path}`, { 'accept-encoding': encoding });
        const html = (encoding === 'br' ? brotliDecompressSync : gunzipSync)(page.body).toString();
        let size = page.body.length;
        const sheets = [...html.matchAll(/<link[^>]*rel="stylesheet"[^>]*>/g)].map((m) => /href="([^"]+)"/.exec(m[0])?.[1] ?? '');
        for (const href of sheets) size += (await get(`${serving.url}${href}`, { 'accept-encoding': encoding })).body.length;
        rows.push(atMost(`${name} HTML + CSS（${encoding}）`, size / KIB, 14, 'KiB'));
      }
    }
  } finally {
    await serving.stop();
  }
  return rows;
}
