import { describe, expect, test } from 'vitest';
import { decodeText } from './decode.ts';
import { noList } from './kind.ts';
import { guessMeanings, readRow } from './read.ts';
import { isSource, openSource } from './source.ts';

async function read(text: string) {
  const source = await openSource(text);
  if (!isSource(source)) return source;
  const rows = [];
  const meanings = guessMeanings(source.titles);
  for await (const row of source.rows) rows.push(readRow(row, rows.length + 1, meanings));
  return rows;
}
const listed = async (text: string) => {
  const rows = await read(text);
  return Array.isArray(rows) ? rows.map((row) => row.listed ?? [row.name, ...row.problems.map((p) => p.key)]) : rows;
};

describe('a list is read', () => {
  test.each([
    ['commas', 'name,place\nA Club,Here\n'],
    ['semicolons', 'Nombre;Ciudad\r\nA Club;Here\r\n'],
    ['tabs and a mark', '\ufeffNAME\tTown\nA Club\tHere'],
    ['bars', 'name|place\nA Club|Here'],
    ['old line ends', 'name,place\rA Club,Here\r'],
    ['Arabic titles', 'الاسم,المدينة\nA Club,Here'],
    ['quotes', '"name","place"\n"A Club","Here"'],
    ['lines above the titles', 'Our list; as of May\n;\n\nName;Place\nA Club;Here\n'],
    ['one object', '{"name": "A Club", "place": "Here"}'],
    ['a list of members', '{"members": [{"name": "A Club", "city": "Here"}]}'],
  ])('%s', async (_, text) => {
    expect(await listed(text)).toMatchObject([{ name: 'A Club', place: 'Here' }]);
  });

  test('cells with commas, quotes and line breaks', async () => {
    expect(await listed('name,about\n"Bread, ""Roses"" & Co","first\nsecond"\n')).toMatchObject([
      { name: 'Bread, "Roses" & Co', about: 'first\nsecond' },
    ]);
  });

  test('numbers as people write them, and a defused formula', async () => {
    expect(await listed("name;people\n'=Club;1.450\nSolo;40 000\nDuo;many\nTrio;-3")).toMatchObject([
      { name: '=Club', peopleRepresented: 1450 },
      { name: 'Solo', peopleRepresented: 40000 },
      ['Duo', 'kernel.wrongKind'],
      ['Trio', 'kernel.tooSmall'],
    ]);
  });

  test.each([
    ['', 'imports.empty'],
    ['[]', 'imports.empty'],
    ['[1, "two"]', 'imports.noObjects'],
    ['[{"name": "A"', 'imports.notJson'],
    [`${'['.repeat(100_000)}`, 'imports.notJson'],
    ['{"organizations": [], "memberships": [{"person_id": "a", "organization_id": "b"}]}', 'imports.strayMembership'],
  ])('%j is refused', async (text, key) => {
    expect(await read(text)).toMatchObject({ field: 'text', key });
  });

  test('deep nesting, odd characters and wrong rows stay with their row', async () => {
    const deep = `[{"name": "Good", "x": ${'['.repeat(5000)}${']'.repeat(5000)}}, {"name": "a\\u0000b"}, 3]`;
    expect(await listed(deep)).toMatchObject([
      { name: 'Good' },
      ['a\u0001b', 'kernel.oddCharacters'],
      ['', 'kernel.required'],
    ]);
    const rows = await read('name,website\nGood,\n\nBad,no site\n,http://x.example\nWide,a,b\n\u202eevil,\n');
    expect(
      (rows as { line: number; problems: { field: string; key: string }[] }[]).map(({ line, problems }) => [
        line,
        problems.map((p) => `${p.field} ${p.key}`),
      ]),
    ).toEqual([
      [2, []],
      [4, ['website members.websiteWrong']],
      [5, ['name kernel.required']],
      [6, [' imports.tooWide']],
      [7, ['name kernel.oddCharacters']],
    ]);
  });

  test('old and wide encodings', () => {
    expect(decodeText(Buffer.from([0x43, 0x61, 0x66, 0xe9]))).toBe('Café');
    expect(decodeText(Buffer.from('\ufeffCafé', 'utf16le'))).toBe('Café');
    expect(decodeText(Buffer.from('name,place\nCafé,x', 'utf16le'))).toBe('name,place\nCafé,x');
    expect(decodeText(Buffer.from('Café نور'))).toBe('Café نور');
    expect(noList(Buffer.from('name,place\nCafé,x', 'utf16le'))).toBeUndefined();
  });
});
