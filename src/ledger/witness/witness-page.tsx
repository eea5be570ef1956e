// The one page of a witness: who it is, which logs it watches, how far it has seen them.
import { renderToString } from 'preact-render-to-string';
import { formatVkey, type VerifierKey } from '../format/note.ts';
import { originHash } from './state.ts';
import type { WitnessView } from './witness.ts';

const STYLE =
  'body{font:1rem/1.7 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}' +
  'table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #999;padding:.4rem .6rem .4rem 0;text-align:left}' +
  'code{overflow-wrap:anywhere}';

/** Its only style is its own, so nothing else needs to be allowed to it. */
export const pageStyle = STYLE;

/** Shanghai wall time of a cosignature. */
function moment(seconds: number): string {
  return new Intl.DateTimeFormat('zh-CN', { dateStyle: 'long', timeStyle: 'medium', timeZone: 'Asia/Shanghai' }).format(
    seconds * 1000,
  );
}

function Line({ origin, seen, fork }: WitnessView) {
  return (
    <tr>
      <td>
        <code>{origin}</code>
      </td>
      <td>
        {seen ? `${seen.size} 条` : '还没有收到'}
        {fork === null ? null : <strong>（收到过同样条数的另一份内容，两份都有该存证的签名）</strong>}
      </td>
      <td>{seen ? moment(seen.time) : '—'}</td>
      <td>{seen ? <a href={`${originHash(origin)}/checkpoint`}>快照</a> : '—'}</td>
    </tr>
  );
}

export function witnessPage(key: VerifierKey, views: readonly WitnessView[]): string {
  return `<!doctype html>${renderToString(
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`存证见证方 ${key.name}`}</title>
        <style>{STYLE}</style>
      </head>
      <body>
        <h1>存证见证方</h1>
        <p>
          这里是 <code>{key.name}</code>
          。下列单位的公开存证每次增长，先送来这里核对：只在原有内容一条不少、一字不改、只增不减时签名，并记下时间。
          见证方不保存、也看不到公开的内容；签名只证明存证没有被改写过，不证明内容真实。
        </p>
        <h2>见证的存证</h2>
        <table>
          <thead>
            <tr>
              <th scope="col">存证</th>
              <th scope="col">最近见证到</th>
              <th scope="col">时间</th>
              <th scope="col">凭据</th>
            </tr>
          </thead>
          <tbody>
            {views.map((view) => (
              <Line key={view.origin} {...view} />
            ))}
          </tbody>
        </table>
        <h2>公钥</h2>
        <p>
          <code>{formatVkey(key)}</code>
        </p>
        <p>
          单取公钥：<a href="vkey">vkey</a>。公钥请向本单位当面或电话核对，不要只以本页为准。
        </p>
      </body>
    </html>,
  )}`;
}
