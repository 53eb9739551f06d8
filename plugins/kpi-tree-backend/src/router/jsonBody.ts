import express, { ErrorRequestHandler, RequestHandler, Router } from 'express';

/** As many measurements as one request may bring: 100,000 rows. */
const MEASUREMENTS_LIMIT = '20mb';

/** More than any other body has; it is parsed while everybody else waits. */
const OTHERS_LIMIT = '1mb';

/** The body of a request is larger than is read. */
class PayloadTooLargeError extends Error {
  readonly name = 'PayloadTooLargeError';
  readonly status = 413;
}

function bringsMeasurements(path: string): boolean {
  return /^\/v1\/measurements\/?$/i.test(path);
}

const explainSize: ErrorRequestHandler = (error, req, _, next) => {
  const { type, limit } = error as { type?: string; limit?: number };
  next(
    type === 'entity.too.large'
      ? new PayloadTooLargeError(
          `The body has more than ${limit} bytes: send ${
            bringsMeasurements(req.path)
              ? 'fewer measurements per request, or a CSV file to /v1/measurements/import'
              : 'a smaller one'
          }`,
        )
      : error,
  );
};

/** Parses JSON bodies. */
export function jsonBody(): Router {
  const ofMeasurements = express.json({ limit: MEASUREMENTS_LIMIT });
  const ofOthers = express.json({ limit: OTHERS_LIMIT });
  const parse: RequestHandler = (req, res, next) =>
    (bringsMeasurements(req.path) ? ofMeasurements : ofOthers)(req, res, next);
  return express.Router().use(parse).use(explainSize);
}
