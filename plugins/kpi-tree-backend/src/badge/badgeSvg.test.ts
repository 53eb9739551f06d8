import { Badge, badgeSvg } from './badgeSvg';

const badge: Badge = {
  label: 'KPIs',
  message: '87 of 100 · on target',
  status: 'on-target',
};

/** What a browser shows of XML text, without the escapes. */
const shown = (text: string) =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');

/** The parts of the SVG; text that is more than text would change the tags. */
function parse(svg: string) {
  const all = (pattern: RegExp) =>
    [...svg.matchAll(pattern)].map(([, part]) => part);
  return {
    tags: all(/<([^/][^\s>]*)/g),
    attributes: [...new Set(all(/ ([\w-]+)="/g))],
    name: shown(all(/^<svg [^>]*role="img" aria-label="([^"]*)">/g)[0]),
    title: shown(all(/<title>([^<]*)<\/title>/g)[0]),
    texts: all(/<text [^>]*>([^<]*)<\/text>/g).map(shown),
    fills: all(/<rect [^>]*fill="([^"]*)"/g),
    width: Number(all(/width="(\d+)"/g)[0]),
  };
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
    expect(parse(badgeSvg(badge))).toMatchObject({
      name: 'KPIs: 87 of 100 · on target',
      title: 'KPIs: 87 of 100 · on target',
      texts: ['KPIs', '87 of 100 · on target'],
    });
  });

  it.each([
    `</text><script>alert(1)</script>`,
    `" onload="alert(1)`,
    `' onload='alert(1)`,
    `<![CDATA[ & ]]>`,
    `&lt;&#x0;`,
  ])('shows a label such as %s as text', label => {
    const { tags, attributes } = parse(badgeSvg(badge));
    expect(parse(badgeSvg({ ...badge, label }))).toMatchObject({
      tags,
      attributes,
      name: `${label}: 87 of 100 · on target`,
      texts: [label, '87 of 100 · on target'],
    });
  });

  it('leaves out what XML cannot say', () => {
    const label = 'a\u0000\u001b\ud800\uffff🌳b';
    expect(parse(badgeSvg({ ...badge, label })).texts[0]).toBe('a🌳b');
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
    const { fills } = parse(badgeSvg({ ...badge, status }));
    expect(fills).toHaveLength(2);
    for (const fill of fills) {
      expect(contrastWithWhite(fill)).toBeGreaterThan(4.5);
    }
  });

  it('is wider for a longer text', () => {
    const widthOf = (message: string) =>
      parse(badgeSvg({ ...badge, message })).width;
    expect(widthOf('a long message indeed')).toBeGreaterThan(widthOf('short'));
  });
});
