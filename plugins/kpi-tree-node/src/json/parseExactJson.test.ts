import { parseExactJson } from './parseExactJson';

it.each<[string, unknown]>([
  [
    '{"a":1,"b":[1.50,-0,"x",null,true]}',
    { a: 1, b: [1.5, -0, 'x', null, true] },
  ],
  [
    '[9007199254740991,9007199254740992]',
    [9007199254740991, '9007199254740992'],
  ],
  [
    '[-12345678901234567,1234567890123456]',
    ['-12345678901234567', 1234567890123456],
  ],
  // A fraction is no id
  ['[0.30000000000000004]', [0.30000000000000004]],
  ['[1e400,-1E+400,1e30]', ['1e400', '-1E+400', 1e30]],
  [
    '{"a":"12345678901234567","b":"1e400"}',
    { a: '12345678901234567', b: '1e400' },
  ],
])('reads %s without changing a whole number', (text, value) => {
  expect(parseExactJson(text)).toEqual(value);
});

it('is an error of what is no JSON, as ever', () => {
  expect(() => parseExactJson('{12345678901234567')).toThrow(SyntaxError);
  expect(() => parseExactJson('{')).toThrow(SyntaxError);
});
