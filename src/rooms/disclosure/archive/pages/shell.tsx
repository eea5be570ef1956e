// A page of an archive as one file: its look inside, no script, nothing fetched from anywhere.
import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { archiveStyle } from './style.ts';

/** Whatever a text holds, nothing in it runs, loads or leads a form away. */
const POLICY = "script-src 'none'; object-src 'none'; connect-src 'none'; frame-src 'none'; base-uri 'none'; form-action 'none'";

export function wholePage(title: string, children: ComponentChildren): string {
  const html = (
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content={POLICY} />
        <meta name="referrer" content="no-referrer" />
        <title>{title}</title>
        <style>{archiveStyle}</style>
      </head>
      <body>
        <main>{children}</main>
      </body>
    </html>
  );
  return `<!doctype html>${renderToString(html)}\n`;
}

export function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} 字节`;
  return bytes < 1_048_576 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
}
