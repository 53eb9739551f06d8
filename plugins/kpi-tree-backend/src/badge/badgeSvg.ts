import { Status } from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** What a badge says. */
export type Badge = {
  /** On the left: what it is about. */
  label: string;
  /** On the right: its status. */
  message: string;
  status: Status | 'unknown';
};

/** White text has a contrast of at least 4.5 on each (WCAG AA). */
const colours: Record<Badge['status'], string> = {
  'on-target': '#0B6E57',
  'at-risk': '#8A5200',
  'off-target': '#B3182D',
  'no-target': '#3D5A80',
  incomplete: '#636363',
  'no-data': '#636363',
  stale: '#636363',
  unknown: '#636363',
};
const LABEL_COLOUR = '#3A3A3A';

const HEIGHT = 20;
const PADDING = 7;

/**
 * A badge as SVG, in the form that READMEs are used to. It says in words what its
 * colour says, and has a name for those who cannot see it.
 */
export function badgeSvg({ label, message, status }: Badge): string {
  const left = textWidth(label) + 2 * PADDING;
  const right = textWidth(message) + 2 * PADDING;
  const name = escapeXml(`${label}: ${message}`);
  const text = (content: string, start: number, width: number) =>
    `<text x="${start + width / 2}" y="14" textLength="${
      width - 2 * PADDING
    }">${escapeXml(content)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${
      left + right
    }" height="${HEIGHT}" role="img" aria-label="${name}">`,
    `<title>${name}</title>`,
    `<clipPath id="r"><rect width="${
      left + right
    }" height="${HEIGHT}" rx="3"/></clipPath>`,
    `<g clip-path="url(#r)">`,
    `<rect width="${left}" height="${HEIGHT}" fill="${LABEL_COLOUR}"/>`,
    `<rect x="${left}" width="${right}" height="${HEIGHT}" fill="${colours[status]}"/>`,
    `</g>`,
    `<g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11">`,
    text(label, 0, left),
    text(message, left, right),
    `</g>`,
    `</svg>`,
  ].join('');
}

/**
 * About how wide a text is in Verdana of 11 pixels. The SVG asks for this width, so
 * that nothing is cut off where another font stands in.
 */
function textWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/[ijlI.,:;|!'()[\] ftr-]/.test(character)) {
      width += 4.6;
    } else if (/[mwMW%@]/.test(character)) {
      width += 10.5;
    } else if (/[A-Z]/.test(character)) {
      width += 8;
    } else if (character > '\u2e7f') {
      width += 11;
    } else {
      width += 7;
    }
  }
  return Math.ceil(width);
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for XML; what XML cannot say at all is left out. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"']/g, character => entities[character]);
}
