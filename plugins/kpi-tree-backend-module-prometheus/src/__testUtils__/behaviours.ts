import { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';

/** How a system answers a question. */
export type Behaviour = (
  res: ServerResponse,
  req: IncomingMessage,
  /** How often it has been asked, this time included. */
  count: number,
) => void;

const vector = (result: unknown) =>
  JSON.stringify({ status: 'success', data: { resultType: 'vector', result } });

/** What a Prometheus answers for one service. */
export async function answerWell(
  res: ServerResponse,
  req: IncomingMessage,
  value = '1',
  metric: object = { service: 'a' },
): Promise<void> {
  let body = '';
  for await (const part of req) {
    body += part;
  }
  const at = Number(new URLSearchParams(body).get('time'));
  res.end(vector([{ metric, value: [at, value] }]));
}

const packed = gzipSync(Buffer.alloc(200_000_000, ' '));

const redirect =
  (location: string): Behaviour =>
  res =>
    res.writeHead(302, { location }).end();

/** Sends parts until nobody takes them any more, or ten gigabytes are sent. */
function sendForEver(res: ServerResponse, part: Buffer | string): void {
  let sent = 0;
  const send = () => {
    while (sent < 1e10 && !res.destroyed) {
      sent += part.length;
      if (!res.write(part)) {
        res.once('drain', send);
        return;
      }
    }
  };
  send();
}

/** Whatever a system can do to those who ask it, and the message that says so. */
export const bad: Record<string, { does: Behaviour; message: RegExp }> = {
  'hangs for ever': {
    does: () => {},
    message: /did not answer within 4 s, 2 times/,
  },
  'drips a byte at a time': {
    does: res => {
      const timer = setInterval(() => res.write(' '), 100);
      res.on('close', () => clearInterval(timer));
    },
    message: /did not answer within 4 s, 2 times/,
  },
  'answers 500': {
    does: res => res.writeHead(500).end('oops'),
    message: /answers 500, 2 times/,
  },
  'repeats the secrets it was sent': {
    does: (res, req) =>
      res.writeHead(400).end(`No such user: ${req.headers.authorization}`),
    message: /answers 400: No such user: \*\*\*/,
  },
  'answers 500 without an end': {
    does: res => {
      res.writeHead(500);
      sendForEver(res, Buffer.alloc(100_000, 'x'));
    },
    message: /answers 500, 2 times/,
  },
  'wants to be left alone for centuries': {
    does: res => res.writeHead(429, { 'retry-after': '99999999999' }).end(),
    message: /answers 429, 1 time$/,
  },
  'truncates its JSON': {
    does: res => res.end('{"status":"success","data":{"resultTy'),
    message: /answers something that is not JSON/,
  },
  'breaks off within its answer': {
    does: res => {
      res.writeHead(200, { 'content-length': '1000' });
      res.write('{"status":');
      setTimeout(() => res.destroy(), 20);
    },
    message: /cannot be reached \(UND_ERR_SOCKET\), 2 times/,
  },
  'sends ten gigabytes': {
    does: res => sendForEver(res, Buffer.alloc(100_000, ' ')),
    message: /answers with more than 1 MB/,
  },
  'sends a gzip bomb': {
    does: res => res.setHeader('content-encoding', 'gzip').end(packed),
    message: /answers with the encoding gzip/,
  },
  'redirects in circles': {
    does: redirect('/again'),
    message: /redirects more than 5 times/,
  },
  'redirects to the secrets of the cloud': {
    does: redirect('http://169.254.169.254/latest/meta-data'),
    message: /169\.254\.169\.254 is not asked/,
  },
  'redirects there as one number': {
    does: redirect('http://2852039166/latest/meta-data'),
    message: /169\.254\.169\.254 is not asked/,
  },
  'redirects there in hexadecimal': {
    does: redirect('http://0xa9fea9fe/latest/meta-data'),
    message: /169\.254\.169\.254 is not asked/,
  },
  'redirects there as IPv6': {
    does: redirect('http://[::ffff:169.254.169.254]/latest/meta-data'),
    message: /\[::ffff:a9fe:a9fe\] is not asked/,
  },
  'redirects to this machine': {
    does: redirect('http://[::1]:22/'),
    message: /\[::1\]:22 is not asked/,
  },
  'redirects to another host': {
    does: redirect('http://other.test/'),
    message: /other\.test is not asked: add it to kpiTree\.http\.allow/,
  },
  'redirects to an allowed host with what is meant for the first': {
    does: redirect('http://allowed.test/'),
    message: /allowed\.test, which is not sent requests meant for/,
  },
  'redirects to a file': {
    does: redirect('file:///etc/passwd'),
    message: /use http or https/,
  },
  'redirects to nonsense': {
    does: redirect('http://[broken'),
    message: /redirects to something that is not a URL/,
  },
  'sends bytes that are no text': {
    does: res => res.end(Buffer.from([0x22, 0xff, 0xfe, 0xc3, 0x28, 0x22])),
    message: /bytes that are not utf-8 text/,
  },
  'sends huge headers': {
    does: res => res.writeHead(200, { 'x-huge': 'x'.repeat(200_000) }).end('1'),
    message: /headers that are too large/,
  },
  'nests its JSON deeply': {
    does: res => res.end(`${'['.repeat(200_000)}${']'.repeat(200_000)}`),
    message: /nested more than 200 deep/,
  },
  'nests its JSON where rows are to be': {
    does: res => res.end(vector(JSON.parse('[[[[[[[[1]]]]]]]]'))),
    message: /does not answer like Prometheus/,
  },
  'writes NaN into JSON': {
    does: res => res.end('{"status":"success","data":NaN}'),
    message: /answers something that is not JSON/,
  },
};

/** What is odd, and yet no reason to fail. */
export const odd: Record<string, { does: Behaviour; message?: RegExp }> = {
  'asks for a second': {
    does: (res, req, count) =>
      count === 1
        ? res.writeHead(429, { 'retry-after': '1' }).end()
        : answerWell(res, req),
  },
  'asks for a while by a date': {
    does: (res, req, count) =>
      count === 1
        ? res
            .writeHead(503, {
              'retry-after': new Date(Date.now() + 2_000).toUTCString(),
            })
            .end()
        : answerWell(res, req),
  },
  'measures infinity': {
    does: (res, req) => answerWell(res, req, '+Inf'),
    message: /value is Infinity: use a finite number/,
  },
  'measures what no number holds': {
    does: (res, req) => answerWell(res, req, '1e999'),
    message: /value is Infinity: use a finite number/,
  },
  'measures no number': { does: (res, req) => answerWell(res, req, 'NaN') },
  'sends names that objects have': {
    does: (res, req) =>
      answerWell(
        res,
        req,
        '1',
        JSON.parse(
          '{"__proto__":"polluted","constructor":"polluted","service":"a"}',
        ),
      ),
  },
  'sends names of entities that objects have': {
    does: (res, req) => answerWell(res, req, '1', { service: '__proto__' }),
    message: /service names "__proto__", which is not an entity/,
  },
};
