// What passes between the request thread and the paper worker.
import type { Paper } from './paper.ts';

export interface Pressing {
  readonly form: 'pdf' | 'docx';
  readonly paper: Paper;
  /** Folder of the site's own fonts. */
  readonly siteFonts: string | null;
}

export type Pressed = { readonly bytes: Uint8Array } | { readonly fault: string };
