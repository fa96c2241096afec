import { decodeCursor, encodeCursor } from '../../../src/engine/pagination/cursor';

it.each([
  [['Ahoy', 'id-1']],
  [[new Date('2020-03-29T01:30:00.123Z'), 'id-2']],
  [[null, 'id-3']],
  [[9007199254740991, 'id-4']],
  [['"quotes", ünïcode and 🚢', 'id-5']],
])('gives back the key %j just as it was', key => {
  expect(decodeCursor(encodeCursor('Article:title', key), 'Article:title')).toEqual(key);
});

it.each([
  '',
  'x',
  'W10',
  Buffer.from('{"a":1}').toString('base64url'),
  Buffer.from('["o",{"x":1},"id"]').toString('base64url'),
  'ééé',
])('refuses %j, which no list has given', cursor => {
  expect(() => decodeCursor(cursor, 'o')).toThrow('is not a cursor');
});
