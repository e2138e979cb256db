// Power as a table to read on a terminal.
import { amount, approximate, divide, type Fraction, sum, ZERO } from '../decisions/tally/exact.ts';
import type { Lang } from '../system/i18n/languages.ts';
import { type Translate, translator } from '../system/i18n/translate.ts';
import type { Reckoned } from './file.ts';

export function asTable(reckoned: readonly Reckoned[], lang: Lang): string {
  return `${reckoned.map((one) => linesOf(one, lang).join('\n')).join('\n\n')}\n`;
}

function linesOf({ title, labels, requirements, power, asPublished }: Reckoned, lang: Lang): string[] {
  const t = translator(lang);
  const percent = new Intl.NumberFormat(lang, { style: 'percent', maximumFractionDigits: 2 });
  const show = (value: Fraction) => percent.format(approximate(value));
  const weights = requirements.map((one) => ({ ...one, total: sum(one.weights) }));
  const heading = [
    t('power.member'),
    ...weights.map(() => t('power.weight')),
    t('power.banzhaf'),
    '',
    t('power.shapley'),
    '',
    '',
  ];
  const rows = power.members.map((member, at) => [
    labels[at]!,
    ...weights.map((one) => {
      const weight = one.weights[at]!;
      return `${amount(weight)} (${show(one.total.n === 0n ? ZERO : divide(weight, one.total))})`;
    }),
    amount(member.banzhaf),
    show(member.banzhaf),
    amount(member.shapley),
    show(member.shapley),
    marks(member, t),
  ]);
  return [
    title,
    ...weights.map(({ quota, reach, total }) =>
      t('power.quotaLine', { reach, quota: amount(quota), total: amount(total) }),
    ),
    '',
    ...align([heading, ...rows]),
    '',
    t('power.leastWinning', { count: power.leastWinning, of: labels.length }),
    t('power.leastBlocking', { count: power.leastBlocking, of: labels.length }),
    t('power.acts', { share: show(power.acts) }),
    ...(asPublished === undefined ? [] : [t(asPublished ? 'power.asPublished' : 'power.notAsPublished')]),
  ];
}

/** What is worth a word: a voice that never decides, that always must agree, or that is enough. */
export function marks(
  { dummy, veto, winsAlone }: { dummy: boolean; veto: boolean; winsAlone: boolean },
  t: Translate,
): string {
  if (veto && winsAlone) return t('power.dictator');
  return [dummy && t('power.dummy'), veto && t('power.veto'), winsAlone && t('power.winsAlone')]
    .filter((word) => word !== false)
    .join(', ');
}

/** Long fractions say less than the share beside them. */
function align(table: readonly (readonly string[])[]): string[] {
  const cut = table.map((row) => row.map((cell) => (/^\d{12,}|\/\d{12,}$/.test(cell) ? '' : cell)));
  const widths = cut[0]!.map((_, column) => Math.max(...cut.map((row) => row[column]!.length)));
  return cut.map((row) =>
    row
      .map((cell, column) =>
        column === 0 || column === row.length - 1 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
      )
      .join('  ')
      .trimEnd(),
  );
}
