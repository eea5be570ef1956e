// The yardstick: node:http and nothing else, sending the bytes and headers it was given.
import { createServer } from 'node:http';

export interface BarePage {
  headers: string[];
  /** base64 */
  body: string;
}

let headers: string[] = [];
let body = Buffer.alloc(0);

const server = createServer((_request, response) => {
  response.writeHead(200, headers);
  response.end(body);
});
process.on('message', (page: BarePage) => {
  headers = page.headers;
  body = Buffer.from(page.body, 'base64');
  process.send?.({ ready: true });
});
process.on('disconnect', () => process.exit(0));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}` });
});
