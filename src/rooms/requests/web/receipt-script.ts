// The one script of the page that asks for a receipt: number and code come behind the # of the receipt's QR, where no server and no log
// sees them, so only the reader's own browser can put them into the form. Without it they are typed.
import { createHash } from 'node:crypto';

export const receiptScript =
  "(function(){var h=location.hash.slice(1),i=h.indexOf('.');if(i<1)return;" +
  "document.getElementById('field-number').value=h.slice(0,i);document.getElementById('field-code').value=h.slice(i+1);" +
  "if(history.replaceState)history.replaceState(null,'',location.pathname)})()";

/** As a content security policy names it. */
export const receiptScriptHash = `sha256-${createHash('sha256').update(receiptScript).digest('base64')}`;
