const SLICE_BYTES = 1024 * 1024;

/**
 * The bytes of a file, slice by slice, so that it never is in memory as a whole.
 *
 * @param onRead - called with how many bytes are read so far
 */
export async function* fileBytes(
  file: Blob,
  onRead?: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < file.size; start += SLICE_BYTES) {
    const slice = file.slice(start, start + SLICE_BYTES);
    const bytes = await read(slice);
    onRead?.(Math.min(start + SLICE_BYTES, file.size));
    yield bytes;
  }
}

function read(slice: Blob): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(new Uint8Array(reader.result as ArrayBuffer));
    // Such as when the file was changed or moved meanwhile
    reader.onerror = () => reject(reader.error);
    reader.readAsArrayBuffer(slice);
  });
}
