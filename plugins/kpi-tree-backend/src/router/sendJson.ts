import type { Response } from 'express';

/** As old as the answer: a scorecard has some hundred kilobytes, and is often the same. */
const texts = new WeakMap<object, string>();

/** Answers with JSON. An object that was answered before is not written again. */
export function sendJson(res: Pick<Response, 'type'>, body: object): void {
  let text = texts.get(body);
  if (text === undefined) {
    text = JSON.stringify(body);
    texts.set(body, text);
  }
  res.type('application/json').send(text);
}
