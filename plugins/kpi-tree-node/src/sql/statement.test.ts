import { missingParameters, toStatement } from './statement';

describe('a statement', () => {
  const parameters = { from: '2026-01-01', name: 'why?' };

  it('has a question mark for each value, in their order', () => {
    expect(
      toStatement(
        'pg',
        `select a::date from t where b >= :from and c = :name and d < :from`,
        parameters,
      ),
    ).toEqual({
      sql: `select a::date from t where b >= ? and c = ? and d < ?`,
      values: ['2026-01-01', 'why?', '2026-01-01'],
    });
  });

  it.each([
    ['a literal', `a <> '?'`, `a <> '\\?'`],
    ['a literal with a quote', `a <> 'it''s ?'`, `a <> 'it''s \\?'`],
    ['an operator', `a ? 'x' and a ?| b`, `a \\? 'x' and a \\?| b`],
    ['an operator as knex wants it', `a \\? 'x'`, `a \\? 'x'`],
    ['an operator as YAML was said to want it', `a \\\\? 'x'`, `a \\? 'x'`],
    ['a name', `"what?" = 1`, `"what\\?" = 1`],
    ['dollars', `a = $$?$$ or a = $q$?$q$`, `a = $$\\?$$ or a = $q$\\?$q$`],
    ['a comment', `a /* ? */ = 1 -- ?`, `a   = 1  `],
  ])('keeps the question mark of %s apart', (_, condition, kept) => {
    expect(
      toStatement('pg', `${condition}\nand b = :name`, parameters),
    ).toEqual({ sql: `${kept}\nand b = ?`, values: ['why?'] });
  });

  it('binds a literal of MySQL that has one', () => {
    expect(
      toStatement('mysql2', `a = :name and b <> 'it''s ?'`, parameters),
    ).toEqual({ sql: `a = ? and b <> ?`, values: ['why?', `it's ?`] });
  });

  it.each([
    [String.raw`'it\'s ?\n :name'`, `it's ?\n :name`],
    [String.raw`"why? \"no\" ''"`, `why? "no" ''`],
    [String.raw`'a\_?\\'`, `${String.raw`a\_?`}\\`],
    [`'?'''`, `?'`],
  ])('binds the literal %s of MySQL as what it is', (literal, value) => {
    expect(
      toStatement('mysql2', `a <> ${literal} and b = :name`, parameters),
    ).toEqual({ sql: `a <> ? and b = ?`, values: [value, 'why?'] });
  });

  it.each([
    `# what is ?\n`,
    `-- it's ?\n`,
    `/* it's ? */`,
    '`what? :name`',
    `"a :name"`,
    String.raw`'\':name'`,
  ])('finds no parameter of MySQL in %j', text => {
    const { values } = toStatement('mysql2', `${text} a = :name`, parameters);
    expect(values).toEqual(['why?']);
  });

  it.each(['better-sqlite3', 'mssql'] as const)(
    'finds no quote in a name of %s in brackets',
    client => {
      const query = "[it's :name] = :name and `what's?` <> '?' or [a?] = :from";
      expect(toStatement(client, query, parameters)).toEqual({
        sql: "[it's :name] = ? and `what's\\?` <> '\\?' or [a\\?] = ?",
        values: ['why?', '2026-01-01'],
      });
      expect(toStatement('pg', 'a[1:2] = :name', parameters).values).toEqual([
        'why?',
      ]);
    },
  );

  it('knows the escapes of PostgreSQL', () => {
    expect(
      toStatement('pg', String.raw`e'it\'s ? :name' = :name`, parameters),
    ).toEqual({ sql: String.raw`e'it\'s \? :name' = ?`, values: ['why?'] });
    expect(
      toStatement('pg', String.raw`'C:\' = :name`, parameters).values,
    ).toEqual(['why?']);
  });

  it('finds no parameter in what is a text, a cast or escaped', () => {
    const query = `select ':from', a::from, \\:from -- :from\n from t where b = :missing`;
    expect(toStatement('pg', query, parameters)).toEqual({
      sql: `select ':from', a::from, :from -- :from\n from t where b = :missing`,
      values: [],
    });
    expect(missingParameters('pg', query, parameters)).toEqual([':missing']);
  });
});
