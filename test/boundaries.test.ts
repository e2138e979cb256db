// Who may import whom, and the few habits that keep the house easy to find one's way in.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { statements } from '../src/system/database/migrate.ts';

const root = join(import.meta.dirname, '..');

function filesUnder(folder: string, ending: RegExp): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((name) => ending.test(name) && !name.endsWith('.gen.ts'))
    .sort();
}

const sources = filesUnder('src', /\.tsx?$/);
const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');
const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file);

/** The files of ours that a file imports, whatever the way: static, for types only, or when it is needed. */
function importsOf(file: string): string[] {
  const found = textOf(file).matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g);
  return [...found].map(([, path]) => relative(root, resolve(root, dirname(file), path!)));
}

const notCapabilities = ['kernel', 'system', 'ui'];
const capabilityOf = (file: string): string | undefined => {
  const [, folder, rest] = file.split('/');
  return rest !== undefined && !notCapabilities.includes(folder!) ? folder : undefined;
};
const isPage = (file: string): boolean => /\/pages(?:\/|\.tsx$)/.test(file) || /\/(?:views|routes)\.tsx$/.test(file);

/** Every import that breaks a rule, as `who imports whom`. */
const breaches = (from: (file: string) => boolean, isWrong: (imported: string, file: string) => boolean): string[] =>
  sources
    .filter((file) => from(file) && !isTest(file))
    .flatMap((file) =>
      importsOf(file)
        .filter((imported) => isWrong(imported, file))
        .map((imported) => `${file} imports ${imported}`),
    );

describe('who imports whom', () => {
  test('the rules see the code', () => {
    expect(sources.length).toBeGreaterThan(60);
    expect(importsOf('src/kernel/execute.ts')).toContain('src/system/database/connect.ts');
    expect(new Set(sources.map(capabilityOf).filter(Boolean))).toContain('decisions');
  });

  test('kernel, system and ui know no capability, nor the files that put everything together', () => {
    const beneath = (file: string) => notCapabilities.includes(file.split('/')[1]!);
    expect(breaches(beneath, (imported) => imported.startsWith('src/') && !beneath(imported))).toEqual([]);
  });

  test('the kernel knows neither pages nor the web', () => {
    const isKernel = (file: string) => file.startsWith('src/kernel/');
    expect(breaches(isKernel, (imported) => /^src\/(?:ui|system\/(?:web|api))\//.test(imported))).toEqual([]);
  });

  test('a capability uses another’s commands, queries and policy, never its pages', () => {
    const foreign = (imported: string, file: string) =>
      capabilityOf(imported) !== undefined && capabilityOf(imported) !== capabilityOf(file) && isPage(imported);
    expect(breaches((file) => capabilityOf(file) !== undefined, foreign)).toEqual([]);
  });

  test('what decides and what is read does not depend on pages', () => {
    const decides = (file: string) => /\/(?:commands|queries|policy)[^/]*\.ts$/.test(file);
    expect(breaches(decides, (imported) => isPage(imported) || imported.startsWith('src/ui/'))).toEqual([]);
  });

  test('pure rules touch nothing: no database, no clock, no chance', () => {
    const tallies = sources.filter((file) => file.startsWith('src/decisions/tally/') && !isTest(file));
    expect(tallies.length).toBeGreaterThan(0);
    expect(
      breaches(
        (file) => tallies.includes(file),
        (imported) => /\/(?:database|web|api|jobs|mail)\//.test(imported),
      ),
    ).toEqual([]);
    const impure = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bTemporal\.Now\b/;
    expect(tallies.filter((file) => impure.test(textOf(file)))).toEqual([]);
  });

  test('the server runs without what tests need', () => {
    const isDemo = (imported: string) => imported === 'test/story/demo.ts';
    expect(
      breaches(
        () => true,
        (imported) => imported.startsWith('test/') && !isDemo(imported),
      ),
    ).toEqual([]);
  });
});

describe('habits', () => {
  test('files and folders have names of things', () => {
    const vague = /^(?:utils?|helpers?|commons?|managers?|misc|shared|lib)(?:\.|$)/i;
    const parts = [...sources, ...filesUnder('test', /\.tsx?$/)].flatMap((file) =>
      file.split('/').map((part) => [part, file] as const),
    );
    expect(parts.filter(([part]) => vague.test(part)).map(([, file]) => file)).toEqual([]);
  });

  test('nothing is exported by default, or passed on', () => {
    const passing = /^export\s+(?:default\b|\*|(?:type\s+)?\{[^}]*\}\s*from\b)/m;
    expect(sources.filter((file) => passing.test(textOf(file)))).toEqual([]);
  });

  test('classes are errors or custom elements', () => {
    const other = /^(?:export\s+)?(?:abstract\s+)?class\s+\w+(?!\s+extends\s+(?:\w*Error|CannotStart|HTMLElement)\b)/m;
    const found = sources.filter((file) =>
      [...textOf(file).matchAll(/^(?:export )?(?:abstract )?class (\w+)([^{]*)\{/gm)].some(
        ([, , rest]) => !/extends (?:\w*Error|HTMLElement)\b/.test(rest!),
      ),
    );
    expect(found).toEqual([]);
    expect(other.test('class Manager {')).toBe(true);
  });

  test('commands and queries take the time and ids that they are handed', () => {
    const decides = sources.filter((file) => /\/(?:commands|queries|policy)[^/]*\.ts$/.test(file) && !isTest(file));
    const ambient =
      /\bDate\.now\(|\bnew Date\(\)|\brandomUUID|\bTemporal\.Now\b|\bMath\.random\(|\b(?:now|clock_timestamp)\(\)/;
    expect(decides.filter((file) => ambient.test(textOf(file)))).toEqual([]);
  });

  test('files stay short: who passes 300 lines is split', () => {
    // To be split; nothing is added to this list.
    const known = ['ballot-commands.ts', 'commands.ts', 'pages/decision.tsx', 'queries.ts'].map(
      (file) => `src/decisions/${file}`,
    );
    const long = sources.filter((file) => !isTest(file) && textOf(file).split('\n').length > 301);
    expect(long.filter((file) => !known.includes(file))).toEqual([]);
  });

  test('every command and query stands in a file where it is found', () => {
    const declares = /^export const \w+ = (?:command|query)\(/m;
    const places = sources.filter((file) => !isTest(file) && declares.test(textOf(file)));
    const registered = importsOf('src/capabilities.ts');
    expect(places.filter((file) => !registered.includes(file))).toEqual([]);
  });
});

describe('SQL that runs on one machine and on a cluster', () => {
  const migrations = readdirSync(join(root, 'migrations')).filter((name) => name.endsWith('.sql'));
  const parts = migrations.flatMap((name) =>
    statements(textOf(`migrations/${name}`)).map((sql) => ({
      name,
      sql: sql.replace(/--.*$/gm, '').trim().toLowerCase(),
    })),
  );
  const found = (pattern: RegExp) =>
    parts.filter(({ sql }) => pattern.test(sql)).map(({ name, sql }) => `${name}: ${sql.slice(0, 80)}`);

  test('migrations have numbers of their own', () => {
    const numbers = migrations.map((name) => name.slice(0, 3));
    expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([]);
    expect(migrations.filter((name) => !/^\d{3}_[a-z_]+\.sql$/.test(basename(name)))).toEqual([]);
  });

  test.each([
    ['triggers and rules', /create (?:or replace )?(?:constraint )?(?:trigger|rule)\b/],
    ['columns that count by themselves', /\b(?:small|big)?serial\b|generated (?:always|by default) as identity/],
    [
      'what PostgreSQL 15 lacks',
      /\buuidv7\(|\bjson_table\b|\bmerge into\b|generated always as [^;]*\bvirtual\b|\bnot enforced\b/,
    ],
    ['functions with the owner’s rights', /security definer/],
    [
      'a key that sets columns to nothing or follows an update',
      /on delete set (?:null|default)|on update (?:cascade|set)/,
    ],
    ['two constraints in one statement', /^alter table[^;]*add constraint[^;]*,\s*add\b/],
    ['a column that brings its constraint along', /^alter table[^;]*add column[^;]*\b(?:check|unique|references)\b/],
  ])('migrations have no %s', (_, pattern) => expect(found(pattern)).toEqual([]));

  test('keys of tenant tables come after they are distributed', () => {
    const tenants = new Set(
      parts.flatMap(({ sql }) => [...sql.matchAll(/select distribute\('(\w+)'/g)].map(([, table]) => table!)),
    );
    const early = parts.filter(({ sql }) => {
      const table = /^create table (\w+)/.exec(sql)?.[1];
      return table !== undefined && tenants.has(table) && /\breferences\b/.test(sql);
    });
    expect(early.map(({ name, sql }) => `${name}: ${sql.slice(0, 60)}`)).toEqual([]);
  });

  test('nothing volatile where a cluster refuses it', () => {
    const files = sources.filter((file) => !isTest(file));
    const volatileUpdate = /do update\s+set[^`;]*\b(?:now|clock_timestamp|random|gen_random_uuid)\(\)/i;
    expect(files.filter((file) => volatileUpdate.test(textOf(file)))).toEqual([]);
    expect(files.filter((file) => /\bset_config\(/.test(textOf(file)))).toEqual([]);
  });
});
