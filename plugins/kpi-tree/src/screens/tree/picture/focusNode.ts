/** Gives a node of the picture the focus, without the browser scrolling to it. */
export function focusNode(within: Element | null, id: string) {
  within
    ?.querySelector<HTMLElement>(`[data-node="${CSS.escape(id)}"]`)
    ?.focus({ preventScroll: true });
}
