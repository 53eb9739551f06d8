/** Whether a text is an address of the web: one that others have written may be anything. */
export function isWebAddress(link: string): boolean {
  return /^https?:\/\//.test(link) && URL.canParse(link);
}
