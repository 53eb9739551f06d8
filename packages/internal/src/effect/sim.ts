import {
  steadyMonths,
  steadyProcesses,
  type Months,
} from '../signals/__testUtils__/steady';
import { seeded, normal } from '../signals/__testUtils__/history';
import { verdictsOn } from './__testUtils__/simulated';
const random = seeded(5);
const n = () => normal(random);
const procs: Record<string, (c: number) => Months> = {
  ...steadyMonths,
  ar8: c => {
    let v = n() / Math.sqrt(1 - 0.64);
    return {
      unit: 'h',
      values: Array.from({ length: c }, () => (v = 0.8 * v + n())),
    };
  },
  walk: c => {
    let v = 0;
    return {
      unit: 'h',
      values: Array.from({ length: c }, () => (v = v + n())),
    };
  },
  drift02: c => ({
    unit: 'h',
    values: Array.from({ length: c }, (_, i) => n() + 0.02 * i),
  }),
  drift05: c => ({
    unit: 'h',
    values: Array.from({ length: c }, (_, i) => n() + 0.05 * i),
  }),
  drift1: c => ({
    unit: 'h',
    values: Array.from({ length: c }, (_, i) => n() + 0.1 * i),
  }),
  drift2: c => ({
    unit: 'h',
    values: Array.from({ length: c }, (_, i) => n() + 0.2 * i),
  }),
  clusters: c => ({
    unit: '1',
    values: Array.from({ length: c }, () =>
      random() < 0.15 ? 1 + Math.floor(random() * 5) : 0,
    ),
  }),
};
{
  const N = Number(process.env.N ?? 300);
  const out: string[] = [];
  for (const before of [24, 12, 8])
    for (const [name, p] of Object.entries(procs))
      for (const sel of ['any', 'worst', '3 low']) {
        let any = 0,
          at6 = 0,
          at12 = 0,
          worse = 0,
          total = 0;
        if (sel !== 'any' && before !== 24) continue;
        for (let i = 0; i < N; ) {
          const m = p(before + 12);
          const b = m.values.slice(0, before);
          if (sel === 'worst' && b[before - 1] > Math.min(...b)) continue;
          if (sel === '3 low') {
            const s = [...b].sort((x, y) => x - y)[Math.floor(before / 2)];
            if (!b.slice(-3).every(v => v <= s)) continue;
          }
          i++;
          total++;
          const v = verdictsOn(m, before);
          any += v.worked.length ? 1 : 0;
          at6 += v.worked.includes(6) ? 1 : 0;
          at12 += v.worked.includes(12) ? 1 : 0;
          worse += v.worse.length ? 1 : 0;
        }
        out.push(
          [before, name, sel, any / N, at6 / N, at12 / N, worse / N].join('\t'),
        );
      }
  console.log(out.join('\n'));
}
