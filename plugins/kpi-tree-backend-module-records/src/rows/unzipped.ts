import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** What is in a stream; of one that is compressed by gzip, whatever it is called, in that. */
export async function unzipped(input: Readable): Promise<Readable> {
  const chunks = input[Symbol.asyncIterator]();
  let head: Buffer = Buffer.alloc(0);
  let isDone = false;
  while (head.length < 2 && !isDone) {
    const { done, value } = await chunks.next();
    isDone = done === true;
    head = value ? Buffer.concat([head, Buffer.from(value)]) : head;
  }
  async function* whole() {
    try {
      yield head;
      if (!isDone) {
        yield* { [Symbol.asyncIterator]: () => chunks };
      }
    } finally {
      input.destroy();
    }
  }
  const bytes = Readable.from(whole());
  const isZipped = head[0] === 0x1f && head[1] === 0x8b;
  // Errors come with what is read
  return isZipped ? pipeline(bytes, createGunzip(), () => {}) : bytes;
}
