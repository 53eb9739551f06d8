/** @jest-environment jsdom */
import { Badge, badgeSvg } from './badgeSvg';

const badge: Badge = {
  label: 'KPIs',
  message: '87 of 100 · on target',
  status: 'on-target',
};

/** The SVG as a browser reads it; text that is no XML would throw. */
function parse(svg: string) {
  const { documentElement } = new DOMParser().parseFromString(
    svg,
    'image/svg+xml',
  );
  expect(documentElement.querySelector('parsererror')).toBeNull();
  return documentElement;
}

/** The contrast of a colour with white, as WCAG computes it. */
function contrastWithWhite(hex: string): number {
  const [r, g, b] = [1, 3, 5].map(start => {
    const part = parseInt(hex.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05);
}

describe('badgeSvg', () => {
  it('says in words how it stands, also to those who cannot see it', () => {
    const svg = parse(badgeSvg(badge));
    expect(svg.getAttribute('role')).toBe('img');
    expect(svg.getAttribute('aria-label')).toBe('KPIs: 87 of 100 · on target');
    expect(svg.querySelector('title')!.textContent).toBe(
      'KPIs: 87 of 100 · on target',
    );
    expect([...svg.querySelectorAll('text')].map(t => t.textContent)).toEqual([
      'KPIs',
      '87 of 100 · on target',
    ]);
  });

  it.each([
    `</text><script>alert(1)</script>`,
    `" onload="alert(1)`,
    `<![CDATA[ & ]]> 'x'`,
    `&lt;&#x0;`,
  ])('shows a label such as %s as text', label => {
    const svg = parse(badgeSvg({ ...badge, label }));
    expect(svg.querySelector('text')!.textContent).toBe(label);
    expect(svg.querySelector('script')).toBeNull();
    expect(svg.getAttribute('onload')).toBeNull();
  });

  it('leaves out what XML cannot say', () => {
    const label = 'a\u0000\u001b\ud800\uffff🌳b';
    const svg = parse(badgeSvg({ ...badge, label }));
    expect(svg.querySelector('text')!.textContent).toBe('a🌳b');
  });

  it.each<Badge['status']>([
    'on-target',
    'at-risk',
    'off-target',
    'no-target',
    'no-data',
    'stale',
    'unknown',
  ])('can be read where it is %s', status => {
    const fills = [
      ...parse(badgeSvg({ ...badge, status })).querySelectorAll('rect'),
    ]
      .map(rect => rect.getAttribute('fill'))
      .filter(fill => fill !== null);
    expect(fills).toHaveLength(2);
    for (const fill of fills) {
      expect(contrastWithWhite(fill)).toBeGreaterThan(4.5);
    }
  });

  it('is wider for a longer text', () => {
    const width = (message: string) =>
      Number(parse(badgeSvg({ ...badge, message })).getAttribute('width'));
    expect(width('a long message indeed')).toBeGreaterThan(width('short'));
  });
});
