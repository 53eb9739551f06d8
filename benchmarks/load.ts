import { Agent, request } from 'node:http';

/** Latencies of requests, in milliseconds. */
export type Latencies = { p50: number; p95: number; p99: number };

/** Something that is asked again and again. */
export type Target = { url: () => string; token: string };

/**
 * Asks in turn from each of some clients, and measures from the request to the last
 * byte.
 */
export async function load(
  target: Target,
  clients: number,
  requests: number,
): Promise<Latencies> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const taken: number[] = [];
  let left = requests;
  const client = async () => {
    while (left-- > 0) {
      const start = performance.now();
      await get(target, agent);
      taken.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  agent.destroy();
  return percentiles(taken);
}

/** The size of the answer. */
export async function get(target: Target, agent?: Agent): Promise<number> {
  const url = target.url();
  return await new Promise((resolve, reject) => {
    const req = request(
      url,
      { agent, headers: { authorization: `Bearer ${target.token}` } },
      res => {
        let bytes = 0;
        res.on('data', chunk => {
          bytes += chunk.length;
        });
        res.on('end', () =>
          res.statusCode === 200
            ? resolve(bytes)
            : reject(new Error(`${url} answers ${res.statusCode}`)),
        );
        res.on('error', reject);
      },
    );
    req.on('error', reject);
    req.end();
  });
}

/** The middle, and the slowest of twenty and of a hundred. */
export function percentiles(taken: number[]): Latencies {
  const sorted = [...taken].sort((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}
