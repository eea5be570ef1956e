// A part in one of its states, for the browser tests and for whoever wants to see what it looks like.
import type { VNode } from 'preact';

export interface Example {
  name: string;
  html: VNode;
  /** True when it is a whole document, from <html> on. */
  whole?: boolean;
}
