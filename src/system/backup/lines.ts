// Reads a backup's lines, never more than a part of it at a time.
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { damaged } from './format.ts';

/** Each line with the break that ends it. */
export async function* linesIn(file: string): AsyncGenerator<Buffer> {
  const stream = createReadStream(file);
  const plain = createGunzip();
  stream.on('error', (error) => plain.destroy(error));
  stream.pipe(plain);
  let rest: Buffer[] = [];
  try {
    for await (const chunk of plain as AsyncIterable<Buffer>) {
      let from = 0;
      for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
        const part = chunk.subarray(from, end + 1);
        yield rest.length === 0 ? part : Buffer.concat([...rest, part]);
        rest = [];
        from = end + 1;
      }
      if (from < chunk.length) rest.push(chunk.subarray(from));
    }
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'Z_BUF_ERROR') throw damaged('it ends in the middle');
    if (code.startsWith('Z_')) throw damaged('it cannot be unpacked');
    throw error;
  }
  if (rest.length > 0) yield Buffer.concat(rest);
}
