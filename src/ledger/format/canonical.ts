// Reading canonical JSON: only the one text that writing the value again gives.
import { canonicalJson } from '../../town/canonical-json.ts';

/** Null unless it is JSON of the shape and spelt canonically. The shape is looked at first, since it bounds the depth. */
export function readCanonical<T>(text: string, isShape: (value: unknown) => value is T): T | null {
  const value = parsed(text);
  return isShape(value) && canonicalJson(value) === text ? value : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (fault) {
    if (fault instanceof SyntaxError) return undefined;
    throw fault;
  }
}
