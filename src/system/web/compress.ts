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
  if (!c.res.body || headers.has('content-encoding') || type.startsWith('text/event-stream') || !worthwhile.test(type))
    return;
  headers.append('Vary', 'Accept-Encoding');
  const accepted = c.req.header('accept-encoding') ?? '';
  const coding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : undefined;
  if (!coding) return;
  const plain = Buffer.from(await c.res.arrayBuffer());
  const packed =
    plain.length < 800
      ? undefined
      : coding === 'br'
        ? await brotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })
        : await zip(plain, { level: 5 });
  const all = new Headers(headers);
  all.delete('content-length');
  if (packed) all.set('Content-Encoding', coding);
  c.res = new Response(packed ?? plain, { status: c.res.status, headers: all });
};
