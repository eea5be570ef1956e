// An address as a QR code, drawn on the server as one path.
import type { VNode } from 'preact';
import { create } from 'qrcode';

/** Quiet zone the standard asks for, in modules. */
const MARGIN = 4;

export function Qr({ text, label }: { text: string; label: string }): VNode {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const runs: string[] = [];
  for (let y = 0; y < modules.size; y++) {
    for (let x = 0; x < modules.size; x++) {
      let end = x;
      while (end < modules.size && modules.get(y, end)) end++;
      if (end > x) runs.push(`M${x + MARGIN} ${y + MARGIN}h${end - x}v1h${x - end}z`);
      x = end;
    }
  }
  const side = modules.size + 2 * MARGIN;
  return (
    <figure class="qr">
      <svg viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label} shape-rendering="crispEdges">
        <path fill="#fff" d={`M0 0h${side}v${side}H0z`} />
        <path fill="#000" d={runs.join('')} />
      </svg>
      <figcaption>{label}</figcaption>
    </figure>
  );
}
