// The words for people who come to the repository say what is true: links lead somewhere, files and commands that they
// name exist, every dependency and every setting is explained.
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import program from '../package.json' with { type: 'json' };
import { methods } from '../src/decisions/tally/methods.ts';

const root = join(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const pages = globSync(['*.md', 'docs/**/*.md'], { cwd: root }).sort();
const records = globSync('docs/adr/[0-9]*.md', { cwd: root }).sort();

const matches = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found]) => found!);
const withoutCode = (text: string): string => text.replace(/^```[\s\S]*?^```/gm, '');

/** As hosts of repositories make anchors out of headings. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
const anchorsIn = (file: string): string[] => matches(withoutCode(read(file)), /^#+ (.+)$/gm).map(anchorOf);

const cli = read('src/cli.ts');
const commandLine = ['help', ...matches(cli, /^ {2}'?([\w-]+)'?: async/gm), ...matches(cli, /^ {2}\['([\w-]+)/gm)];

/** Parts of the worked example in CONTRIBUTING.md, which the repository does not have. */
const isExample = (path: string): boolean => path.includes('announcements') || path.includes('NNN');

describe.each(pages)('%s', (page) => {
  const text = withoutCode(read(page));

  test('has links that lead somewhere', () => {
    const wrong = matches(text, /\]\(([^)\s]+)\)/g)
      .filter((link) => !/^[a-z]+:/.test(link))
      .filter((link) => {
        const [path = '', anchor] = link.split('#');
        const file = path === '' ? page : join(dirname(page), path);
        return !existsSync(join(root, file)) || (anchor !== undefined && !anchorsIn(file).includes(anchor));
      });
    expect(wrong).toEqual([]);
  });

  test('names files and folders that exist', () => {
    const named = matches(text, /`((?:bin|docs|messages|migrations|src|test|\.ci)\/[^`\s]*)`/g);
    const missing = named.filter((path) => !isExample(path) && globSync(path, { cwd: root }).length === 0);
    expect(missing).toEqual([]);
  });

  test('names commands that can be given', () => {
    const npm = matches(read(page), /(?:^|`)npm (?:run )?([a-z]+)/gm);
    const npx = matches(read(page), /npx greenbelt ([\w-]+)/g);
    expect(npm.filter((name) => !(name in program.scripts))).toEqual([]);
    expect(npx.filter((name) => !commandLine.includes(name))).toEqual([]);
  });
});

test('the picture is small', () => {
  for (const picture of globSync('docs/pictures/*.png', { cwd: root })) {
    expect(statSync(join(root, picture)).size, picture).toBeLessThan(150 * 1024);
  }
});

test('every folder of the code is in the map', () => {
  const map = read('ARCHITECTURE.md');
  const folders = globSync('src/*/', { cwd: root }).map((folder) => `\`${folder.replace(/\/?$/, '/')}\``);
  expect(folders.length).toBeGreaterThan(5);
  expect(folders.filter((folder) => !map.includes(folder))).toEqual([]);
});

test('every setting is explained', () => {
  const explained = matches(read('docs/running.md'), /^\| `([A-Z_]+)` \|/gm);
  const settings = matches(read('src/settings.ts'), /get\('([A-Z_]+)'/g);
  expect(settings).toContain('PORT');
  expect(explained.sort()).toEqual(settings.sort());
});

test('every way of counting is described, and on the command line', () => {
  expect(commandLine).toEqual(expect.arrayContaining(['start', 'test', 'tally', 'sign-in-link']));
  const described = read('docs/methods.md');
  expect(Object.keys(methods).filter((name) => !described.includes(`(\`${name}\`)`))).toEqual([]);
});

describe('the records of decisions', () => {
  test('stand in the list, by their titles', () => {
    const entries = records.map((file) => {
      const [, number, title] = /^# (\d{3})\. (.+)$/m.exec(read(file)) ?? [];
      return `| [${number}](${file.slice('docs/adr/'.length)}) | ${title} |`;
    });
    const listed = read('docs/adr/README.md')
      .split('\n')
      .filter((line) => line.startsWith('| ['));
    expect(listed).toEqual(entries);
  });

  test.each(records)('%s says context, decision and consequences', (file) => {
    expect(matches(read(file), /^## (.+)$/gm)).toEqual(['Context', 'Decision', 'Consequences']);
  });

  test('name every dependency, and none that is not there', () => {
    const { dependencies, devDependencies, optionalDependencies } = program;
    const present = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies }).sort();
    const rows = matches(read('docs/adr/013-dependencies.md'), /^\| (`[^|]+) \|/gm);
    expect(rows.flatMap((row) => matches(row, /`([^`]+)`/g)).sort()).toEqual(present);
  });
});

describe('the worked example in CONTRIBUTING.md', () => {
  const files = new Map(
    [...read('CONTRIBUTING.md').matchAll(/^`([^`]+\.tsx?)`\n\n```tsx?\n([\s\S]*?)^```/gm)].map(
      ([, path, code]) => [path!, code!] as const,
    ),
  );
  const codeOf = (path: string): string | undefined =>
    files.get(path) ?? (existsSync(join(root, path)) ? read(path) : undefined);

  test.each([...files.keys()])('%s imports what is there', (path) => {
    const imports = [...files.get(path)!.matchAll(/^import (?:type )?\{([^}]+)\} from '(\.[^']+)'/gm)];
    const missing = imports.flatMap(([, names, from]) => {
      const source = codeOf(join(dirname(path), from!)) ?? '';
      return names!
        .split(',')
        .map((name) => name.trim().replace(/^type /, ''))
        .filter(
          (name) => !new RegExp(`^export (?:async )?(?:const|function|interface|type) ${name}\\b`, 'm').test(source),
        )
        .map((name) => `${name} from ${from}`);
    });
    expect(missing).toEqual([]);
  });

  test('is whole', () => expect(files.size).toBeGreaterThan(6));
});
