import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { MiddlewareHandler } from 'hono';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);
const worthwhile = /^(text\/|application\/(json|problem\+json|javascript))/;

/** Compresses whole answers of text. Streams (live refresh) are left alone. */
export const compress: MiddlewareHandler = async (c, next) => {
  await next();
  const { headers } = c.res;
  const type = headers.get('content-type') ?? '';
  if (headers.has('content-encoding') || type.startsWith('text/event-stream') || !worthwhile.test(type)) return;
  headers.append('Vary', 'Accept-Encoding');
  const accepted = c.req.header('accept-encoding') ?? '';
  const coding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : undefined;
  if (!coding) return;
  const text: string | undefined = c.get('text');
  const plain = text === undefined ? Buffer.from(await c.res.arrayBuffer()) : Buffer.from(text);
  const packed =
    plain.length < 800
      ? undefined
      : coding === 'br'
        ? await brotli(plain, {
            params: { [constants.BROTLI_PARAM_QUALITY]: 3, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
          })
        : await zip(plain, { level: 5 });
  const all = new Headers(headers);
  all.delete('content-length');
  if (packed) all.set('Content-Encoding', coding);
  const { status } = c.res;
  // Hono would copy the headers of the answer before over into the new one, by way of its body.
  c.res = undefined;
  c.res = new Response(packed ?? plain, { status, headers: all });
};
