// The text as it will be printed: bound figures lead to their records, numbers nobody vouches for are marked.
import type { VNode } from 'preact';
import { formatFigure, type Named, paragraphsOf, type Piece, piecesOf } from '../../text.ts';

export interface ReportTextProps {
  text: string;
  named: ReadonlyMap<string, Named>;
  hrefOf(figure: string): string;
}

function PieceView({ piece, hrefOf }: { piece: Piece; hrefOf(figure: string): string }): VNode {
  if (piece.kind === 'text') return <>{piece.text}</>;
  if (piece.kind === 'unbound') return <mark title="没有记录作依据的数字">{piece.text}</mark>;
  if (piece.kind === 'unknown') return <mark title="没有这个数字">【{piece.name}】</mark>;
  if (piece.value === null) return <mark title="还没有数字">【{piece.name}】</mark>;
  return (
    <a class="claim" href={hrefOf(piece.key)} title={piece.name}>
      {formatFigure(piece.value)}
    </a>
  );
}

export function ReportText({ text, named, hrefOf }: ReportTextProps): VNode {
  return (
    <div class="preview">
      {paragraphsOf(text).map((p) => (
        <p key={p}>
          {piecesOf(p, named).map((piece, i) => (
            <PieceView key={i} piece={piece} hrefOf={hrefOf} />
          ))}
        </p>
      ))}
    </div>
  );
}
