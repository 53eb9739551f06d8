/** Hands something to the user as a file. */
export function downloadFile(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // Not at once: some browsers begin to read only later
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/**
 * A name for a file, made of what it is about: `it-transformation-2026-05-15`.
 * Letters of all languages stay; what file systems dislike becomes a hyphen.
 */
export function fileName(...parts: string[]): string {
  return parts
    .map(part =>
      part
        .toLocaleLowerCase('en')
        .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
        .replace(/^-+|-+$/g, ''),
    )
    .filter(part => part)
    .join('-');
}
