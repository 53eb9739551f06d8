import { csvText } from './csvText';
import { fileName } from './downloadFile';
import { pngScale } from './pngPicture';
import { screenOnly, svgPicture } from './svgPicture';

describe('csvText', () => {
  it('quotes what needs it, and keeps what is missing empty', () => {
    expect(
      csvText([
        ['Period', 'Value'],
        ['April, "so far"', 2.5],
        ['May', null],
      ]),
    ).toBe('Period,Value\n"April, ""so far""",2.5\nMay,\n');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '  =1', '\r=1'])(
    'keeps %j from being a formula',
    text => {
      expect(csvText([[text]]).replace(/"/g, '')).toBe(`'${text}\n`);
    },
  );

  it('leaves negative numbers as they are', () => {
    expect(csvText([[-1.5]])).toBe('-1.5\n');
  });
});

describe('fileName', () => {
  it('has letters of all languages, and nothing that file systems dislike', () => {
    expect(fileName('Kosten / Qualität', 'all', '2026-05-15')).toBe(
      'kosten-qualität-all-2026-05-15',
    );
    expect(fileName('平均復旧時間', '../x')).toBe('平均復旧時間-x');
  });
});

describe('pngScale', () => {
  it('is two, or as much as a canvas can hold', () => {
    expect(pngScale({ svg: '', width: 800, height: 600 })).toBe(2);
    expect(pngScale({ svg: '', width: 1_000, height: 16_384 })).toBe(1);
  });
});

describe('svgPicture', () => {
  it('puts the title above, inlines styles and leaves out what is for the screen', () => {
    document.head.innerHTML = '<style>.line { stroke: rgb(1, 2, 3) }</style>';
    document.body.innerHTML =
      '<svg viewBox="0 0 100 50"><path class="line" d="M0 0"/><g><rect data-screen-only="true"/><text>Restore</text></g></svg>';
    const picture = svgPicture(document.querySelector('svg')!, {
      title: 'Costs <all>',
      lines: ['As of 15 May'],
      background: '#fff',
      color: '#000',
      fontFamily: 'Roboto',
    });
    const drawing = new DOMParser().parseFromString(
      picture.svg,
      'image/svg+xml',
    );
    expect(drawing.querySelector('parsererror')).toBeNull();
    expect(
      Array.from(drawing.querySelectorAll('text')).map(t => t.textContent),
    ).toEqual(['Costs <all>', 'As of 15 May', 'Restore']);
    const path = drawing.querySelector('path')!;
    expect(path.getAttribute('stroke')).toBe('rgb(1, 2, 3)');
    expect(path.hasAttribute('class')).toBe(false);
    expect(drawing.querySelector('[data-screen-only]')).toBeNull();
    expect(drawing.querySelectorAll('rect')).toHaveLength(1);
    expect(picture.width).toBe(148);
    expect(Object.keys(screenOnly)).toEqual(['data-screen-only']);
  });
});
