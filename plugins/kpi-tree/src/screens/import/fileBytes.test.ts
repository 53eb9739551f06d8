import { fileBytes } from './fileBytes';

describe('fileBytes', () => {
  it('reads a file slice by slice, and tells how far it is', async () => {
    const size = 2.5 * 1024 * 1024;
    const file = new File([new Uint8Array(size).fill(7)], 'a.csv');
    const read: number[] = [];
    let sum = 0;
    for await (const bytes of fileBytes(file, n => read.push(n))) {
      sum += bytes.filter(byte => byte === 7).length;
    }
    expect(sum).toBe(size);
    expect(read).toEqual([1024 * 1024, 2 * 1024 * 1024, size]);
  });
});
